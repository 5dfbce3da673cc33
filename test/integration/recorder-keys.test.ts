import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RecorderStats } from '../../electron/recorder.ts'
import { makeCalls } from '../support/calls.ts'
import { countersIn, empty, recordAll, recordedKeys, recordingTo } from '../support/recorded.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { until } from '../support/source-kit.ts'
import { commandCounts } from '../support/world.ts'

let server: RedisServer
let recorder: ReturnType<typeof recordingTo>

beforeAll(async () => {
  server = await startRedis()
})
afterEach(async () => {
  await recorder.close()
  await empty(server)
})
afterAll(() => server.stop())

/** 2096-02-29 13:41:07 in UTC. */
const atMs = 3_981_361_267_000
const minuteEnd = 3_981_966_060
const hourEnd = 3_983_950_800
const dayEnd = 4_012_848_000

/** A server that is slow to answer at first is asked again. */
async function flushed(): Promise<RecorderStats> {
  await until(async () => (await recorder.flush()).waiting === 0, 'everything is sent', 20_000)
  return recorder.stats()
}

interface Held {
  value: unknown
  /** Epoch seconds; -1 without. */
  expiresAt: unknown
}

async function everythingIn(): Promise<Record<string, Held>> {
  const held: Record<string, Held> = {}
  for (const key of ((await server.command('KEYS', '*')) as string[]).sort()) {
    const type = await server.command('TYPE', key)
    const value =
      type === 'zset'
        ? await server.command('ZRANGE', key, 0, -1, 'WITHSCORES')
        : key.endsWith(':users')
          ? `about ${String(await server.command('PFCOUNT', key))}`
          : await server.command('GET', key)
    held[key] = { value, expiresAt: await server.command('EXPIRETIME', key) }
  }
  return held
}

describe('the recorder', () => {
  it('leaves exactly the keys of the table, each with its expiry from the start of its bucket', async () => {
    recorder = recordingTo(server.port)
    recorder.record('42', '/api/weather', 'success', atMs)
    recorder.record('42', '/api/weather', 'success', atMs + 2_000)
    recorder.record('7', '/api/news:a*[b]', 'error', atMs + 1_000)
    expect(await flushed()).toEqual({
      recorded: 3,
      waiting: 0,
      dropped: 0,
      uncertain: 0,
      problem: null,
    })
    expect(await everythingIn()).toEqual({
      'stats:minute:66356021:total': { value: '3', expiresAt: minuteEnd },
      'stats:minute:66356021:api:/api/weather': { value: '2', expiresAt: minuteEnd },
      'stats:minute:66356021:api:/api/news:a*[b]': { value: '1', expiresAt: minuteEnd },
      'stats:hour:1105933:total': { value: '3', expiresAt: hourEnd },
      'stats:hour:1105933:api:/api/weather': { value: '2', expiresAt: hourEnd },
      'stats:hour:1105933:api:/api/news:a*[b]': { value: '1', expiresAt: hourEnd },
      'stats:hour:1105933:status:success': { value: '2', expiresAt: hourEnd },
      'stats:hour:1105933:status:error': { value: '1', expiresAt: hourEnd },
      'stats:day:46080:total': { value: '3', expiresAt: dayEnd },
      'stats:day:46080:api:/api/weather': { value: '2', expiresAt: dayEnd },
      'stats:day:46080:api:/api/news:a*[b]': { value: '1', expiresAt: dayEnd },
      'stats:day:46080:status:success': { value: '2', expiresAt: dayEnd },
      'stats:day:46080:status:error': { value: '1', expiresAt: dayEnd },
      'stats:day:46080:user:42': { value: '2', expiresAt: dayEnd },
      'stats:day:46080:user:7': { value: '1', expiresAt: dayEnd },
      'stats:day:46080:users': { value: 'about 2', expiresAt: dayEnd },
      'stats:index:apis': {
        value: [
          ['/api/news:a*[b]', '3981361268'],
          ['/api/weather', '3981361269'],
        ],
        expiresAt: -1,
      },
      'stats:index:statuses': {
        value: [
          ['error', '3981361268'],
          ['success', '3981361269'],
        ],
        expiresAt: -1,
      },
    })
  })

  it('takes another prefix, and cuts buckets ahead of UTC where services do', async () => {
    recorder = recordingTo(server.port, { prefix: 'shop:counts', bucketOffsetMinutes: 345 })
    recorder.record('1', '/a', '200', atMs)
    await flushed()
    const held = await everythingIn()
    expect(Object.keys(held)).toEqual([
      'shop:counts:day:46080:api:/a',
      'shop:counts:day:46080:status:200',
      'shop:counts:day:46080:total',
      'shop:counts:day:46080:user:1',
      'shop:counts:day:46080:users',
      'shop:counts:hour:1105939:api:/a',
      'shop:counts:hour:1105939:status:200',
      'shop:counts:hour:1105939:total',
      'shop:counts:index:apis',
      'shop:counts:index:statuses',
      'shop:counts:minute:66356366:api:/a',
      'shop:counts:minute:66356366:total',
    ])
    expect(held['shop:counts:minute:66356366:total']!.expiresAt).toBe(3_981_966_060)
    expect(held['shop:counts:hour:1105939:total']!.expiresAt).toBe(3_983_951_700)
    expect(held['shop:counts:day:46080:total']!.expiresAt).toBe(4_012_827_300)
  })

  it('cuts a day between its last second and the next', async () => {
    recorder = recordingTo(server.port)
    recorder.record('1', '/a', '200', 3_981_398_399_999)
    recorder.record('1', '/a', '200', 3_981_398_400_000)
    await flushed()
    expect(await server.command('MGET', 'stats:day:46080:total', 'stats:day:46081:total')).toEqual(['1', '1'])
    expect(await server.command('MGET', 'stats:hour:1105943:total', 'stats:hour:1105944:total')).toEqual([
      '1',
      '1',
    ])
  })

  it('counts names of every kind as they are', async () => {
    const names = ['', '__proto__', '天气/😀', 'two\nlines "and" quotes', '\u001b[31mred', 'x'.repeat(50_000)]
    recorder = recordingTo(server.port)
    const calls = names.map((name) => ({ atMs, user: name, endpoint: name, status: name }))
    recordAll(recorder, calls)
    await flushed()
    expect(await countersIn(server)).toEqual(recordedKeys(calls))
    expect(((await server.command('ZRANGE', 'stats:index:apis', 0, -1)) as string[]).sort()).toEqual(
      names.sort(),
    )
  })

  it('sends what is alike as one increment', async () => {
    recorder = recordingTo(server.port)
    await server.command('CONFIG', 'RESETSTAT')
    for (let i = 0; i < 10_000; i++) recorder.record('1', '/a', '200', atMs)
    await flushed()
    const counts = await commandCounts(server)
    expect(counts.get('incrby')).toBe(9)
    expect(counts.get('expireat')).toBe(10)
    expect(await server.command('GET', 'stats:day:46080:user:1')).toBe('10000')
  })

  it('gives a key its expiry once in a bucket, however often it is flushed', async () => {
    recorder = recordingTo(server.port)
    await server.command('CONFIG', 'RESETSTAT')
    for (let i = 0; i < 5; i++) {
      recorder.record('1', '/a', '200', atMs)
      await flushed()
    }
    expect((await commandCounts(server)).get('expireat')).toBe(10)
    recorder.record('1', '/a', '200', atMs + 60_000)
    await flushed()
    expect((await commandCounts(server)).get('expireat')).toBe(12)
  })

  it('gives an expiry to a counter that a service left without one', async () => {
    await server.seed({ 'stats:day:46080:total': '10' })
    recorder = recordingTo(server.port)
    recorder.record('1', '/a', '200', atMs)
    await flushed()
    expect(await server.command('GET', 'stats:day:46080:total')).toBe('11')
    expect(await server.command('EXPIRETIME', 'stats:day:46080:total')).toBe(dayEnd)
  })

  it('leaves alone a counter that outlived its time without an expiry', async () => {
    await server.seed({ 'stats:minute:66356021:total': '10' })
    recorder = recordingTo(server.port, { now: () => atMs + 8 * 86_400_000 })
    recorder.record('1', '/a', '200', atMs)
    await flushed()
    expect(await server.command('GET', 'stats:minute:66356021:total')).toBe('10')
    expect(await server.command('GET', 'stats:hour:1105933:total')).toBe('1')
  })

  it('never makes an index say that a name was seen earlier than it was', async () => {
    recorder = recordingTo(server.port)
    recorder.record('1', '/a', '200', atMs)
    await flushed()
    recorder.record('1', '/a', '200', atMs - 3_600_000)
    await flushed()
    expect(await server.command('ZSCORE', 'stats:index:apis', '/a')).toBe('3981361267')
  })

  it('counts several calls at once, and as many calls as a list has', async () => {
    const calls = makeCalls({ seed: 'keys', fromMs: atMs, toMs: atMs + 7_200_000, count: 3_000, users: 400 })
    recorder = recordingTo(server.port)
    recordAll(recorder, calls)
    recorder.record('1', '/bulk', 'success', atMs, 500)
    expect(await flushed()).toMatchObject({ recorded: 3_500, waiting: 0 })
    const bulk = Array(500).fill({ atMs, user: '1', endpoint: '/bulk', status: 'success' })
    expect(await countersIn(server)).toEqual(recordedKeys([...calls, ...bulk]))
  })

  it('drops a call that no counter could keep, and one that is none, and says why', async () => {
    recorder = recordingTo(server.port, { now: () => atMs })
    recorder.record('1', '/a', '200', atMs - 366 * 86_400_000)
    recorder.record('1', '/a', '200', Number.NaN)
    recorder.record('1', '/a', '200', atMs, -5)
    recorder.record('1', '/a', '200', atMs)
    expect(await flushed()).toMatchObject({ recorded: 1, dropped: 3, waiting: 0 })
    expect(recorder.losses.map(({ kind, calls, why }) => [kind, calls, why])).toEqual([
      ['dropped', 1, 'The day of the call is older than counters are kept.'],
      ['dropped', 1, 'The instant is not in epoch milliseconds.'],
      ['dropped', 1, 'The number of calls is not a positive whole number.'],
    ])
  })

  it('takes names of any type from callers without types', async () => {
    recorder = recordingTo(server.port)
    const broken = {
      toString() {
        throw new Error('no text')
      },
    }
    for (const name of [42, null, undefined, Symbol('s'), broken]) {
      recorder.record(name as unknown as string, '/a', '200', atMs)
    }
    expect(await flushed()).toMatchObject({ recorded: 5 })
    const users = ['42', 'null', 'undefined', 'Symbol(s)', '']
    const calls = users.map((user) => ({ atMs, user, endpoint: '/a', status: '200' }))
    expect(await countersIn(server)).toEqual(recordedKeys(calls))
  })

  it('sends by itself after a while', async () => {
    recorder = recordingTo(server.port, { flushIntervalMs: 5 })
    recorder.record('1', '/a', '200', atMs)
    await until(() => recorder.stats().recorded === 1, 'it was sent', 20_000)
  })

  it('flushes and counts no more once it is closed', async () => {
    recorder = recordingTo(server.port)
    recorder.record('1', '/a', '200', atMs)
    expect(await recorder.close()).toMatchObject({ recorded: 1, dropped: 0 })
    recorder.record('1', '/a', '200', atMs)
    expect(await recorder.close()).toMatchObject({ recorded: 1 })
    expect(recorder.stats()).toMatchObject({ recorded: 1, dropped: 1 })
    expect(await server.command('GET', 'stats:day:46080:total')).toBe('1')
  })
})
