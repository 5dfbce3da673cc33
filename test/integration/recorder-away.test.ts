import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeCalls } from '../support/calls.ts'
import { countersIn, recordAll, recordedKeys, recordingTo, type Recording } from '../support/recorded.ts'
import { freePort, startRedis, type RedisServer } from '../support/redis-server.ts'
import { until } from '../support/source-kit.ts'

const atMs = Date.parse('2096-02-29T13:41:07Z')
const calls = makeCalls({ seed: 'away', fromMs: atMs, toMs: atMs + 300_000, count: 3_000, users: 700 })

let port: number
let recorder: Recording
let server: RedisServer | null = null

beforeEach(async () => {
  port = await freePort()
})
afterEach(async () => {
  await recorder.close()
  await server?.stop()
  server = null
})

const untilRefused = (): Promise<void> =>
  until(async () => /ECONNREFUSED/.test((await recorder.flush()).problem ?? ''), 'it is refused', 30_000)

describe('a recorder whose Redis is away from the start', () => {
  it('keeps counting, and loses nothing when Redis comes', async () => {
    recorder = recordingTo(port, { timeoutMs: 2_000 })
    recordAll(recorder, calls.slice(0, 1_000))
    await untilRefused()
    expect(recorder.stats()).toMatchObject({ waiting: 1_000, recorded: 0, dropped: 0, uncertain: 0 })
    recordAll(recorder, calls.slice(1_000))
    server = await startRedis({ port })
    await until(async () => (await recorder.flush()).recorded === 3_000, 'all is sent', 30_000)
    expect(await countersIn(server)).toEqual(recordedKeys(calls))
  })

  it('sends by itself when Redis comes, without anybody asking', async () => {
    recorder = recordingTo(port, { flushIntervalMs: 10 })
    recordAll(recorder, calls)
    server = await startRedis({ port })
    await until(() => recorder.stats().recorded === 3_000, 'it was sent', 30_000)
  })

  it('drops what it cannot keep, says how much, and goes on with names that it knows', async () => {
    recorder = recordingTo(port, { timeoutMs: 2_000, maxWaitingBytes: 100_000 })
    for (let user = 0; user < 5_000; user++) recorder.record(`user ${user}`, '/a', '200', atMs)
    const { waiting, dropped } = recorder.stats()
    expect(waiting + dropped).toBe(5_000)
    expect(waiting).toBeGreaterThan(400)
    expect(dropped).toBeGreaterThan(1_000)
    recorder.record('user 1', '/a', '200', atMs)
    expect(recorder.stats()).toMatchObject({ waiting: waiting + 1, dropped })
    await recorder.flush()
    const told = recorder.losses.reduce((sum, { calls: lost }) => sum + lost, 0)
    expect(told).toBe(dropped)
    expect(recorder.losses.every(({ kind, why }) => kind === 'dropped' && /no room/i.test(why))).toBe(true)

    server = await startRedis({ port })
    await until(async () => (await recorder.flush()).waiting === 0, 'all is sent', 30_000)
    expect(await server.command('GET', 'stats:day:46080:total')).toBe(String(waiting + 1))
    expect(await server.command('GET', 'stats:day:46080:user:user 1')).toBe('2')
  })

  it('takes no more memory than it may, however long the names are', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const mayTake = 8 * 1_048_576
    recorder = recordingTo(port, { timeoutMs: 200, maxWaitingBytes: mayTake, flushIntervalMs: 3_600_000 })
    recorder.record('first', '/a', '200', atMs)
    collect()
    const before = process.memoryUsage().heapUsed
    const long = 'x'.repeat(2_000)
    for (let i = 0; i < 100_000; i++) {
      // A slice of a long text would keep the whole of it.
      const user = `${i}-of-somebody${long}`.slice(0, 20)
      recorder.record(user, `/api/${i % 5_000}`, '200', atMs + (i % 600) * 60_000)
    }
    collect()
    expect(recorder.stats().dropped).toBeGreaterThan(30_000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(mayTake)
  })

  it('drops at its end what it still holds, and says so', async () => {
    recorder = recordingTo(port, { timeoutMs: 100 })
    recordAll(recorder, calls)
    await untilRefused()
    expect(await recorder.close()).toMatchObject({ waiting: 0, dropped: 3_000, recorded: 0, uncertain: 0 })
    expect(recorder.losses).toEqual([
      { kind: 'dropped', calls: 3_000, why: expect.stringMatching(/ECONNREFUSED/) as string },
    ])
  })

  it('goes on where whoever is told of losses fails', async () => {
    recorder = recordingTo(port, {
      timeoutMs: 100,
      onLoss: () => {
        throw new Error('not interested')
      },
    })
    recordAll(recorder, calls)
    expect(await recorder.close()).toMatchObject({ dropped: 3_000 })
  })
})
