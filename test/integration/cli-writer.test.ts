import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keysOfCalls, makeCalls } from '../support/calls.ts'
import { runCli } from '../support/cli.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { startWriter } from '../support/writer.ts'

let redis: RedisServer
let dataDir: string

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-'))
  redis = await startRedis()
})
afterAll(async () => {
  await redis?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('a service that counts', () => {
  it('leaves exactly the keys that the table of counters names', async () => {
    const fromMs = Date.parse('2026-11-21T22:00:00Z')
    const calls = makeCalls({ seed: 'writer', fromMs, toMs: fromMs + 14_400_000, count: 600 })
    const writer = startWriter(redis.port, ['--prefix', 'written'])
    await writer.write(calls.slice(0, 1))
    await writer.write(calls.slice(1))
    await writer.stop()

    const keys = (await redis.command('KEYS', 'written:*')) as string[]
    const values = (await redis.command('MGET', ...keys)) as string[]
    const stored = new Map(keys.map((key, i) => [key, Number(values[i])]))
    expect(stored).toEqual(keysOfCalls(calls, 'written'))
    expect(await redis.command('TTL', keys[0]!)).toBe(-1)
  })

  it('is seen by the command line at once, new endpoints too', async () => {
    await roomIn('day')
    const writer = startWriter(redis.port)
    const called = async (): Promise<unknown> => {
      const { stdout } = await runCli(['overview', '--json', '--url', redis.url, '--archive', ':memory:'], {
        dataDir,
      })
      const { hotApis } = JSON.parse(stdout) as { hotApis: { endpoint: string; calls: number }[] }
      return hotApis.map(({ endpoint, calls }) => [endpoint, calls])
    }
    const call = (endpoint: string) => ({ user: '1', endpoint, status: 'success' })
    await writer.write([call('/a'), call('/a'), call('/b')])
    expect(await called()).toEqual([
      ['/a', 2],
      ['/b', 1],
    ])
    await writer.write([call('/new'), call('/new'), call('/new'), call('/b')])
    expect(await called()).toEqual([
      ['/new', 3],
      ['/a', 2],
      ['/b', 2],
    ])
    await writer.stop()
  })
})
