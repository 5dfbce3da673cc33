import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, type CliRun } from '../support/cli.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

let redis: RedisServer
let dataDir: string
let filled: CliRun

const run = (...args: string[]): Promise<CliRun> => runCli(args, { dataDir })

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-demo-'))
  redis = await startRedis()
  filled = await run('demo', '--url', redis.url, '--json')
})
afterAll(async () => {
  await redis.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Point {
  start: string
  calls: number | null
  partial: boolean
}

async function points(url: string, ...args: string[]): Promise<Map<string, number | null>> {
  const { stdout } = await run('trend', ...args, '--url', url, '--archive', ':memory:', '--json')
  const { points: all } = JSON.parse(stdout) as { points: Point[] }
  return new Map(all.filter(({ partial }) => !partial).map(({ start, calls }) => [start, calls]))
}

describe('demo', () => {
  it('tells how many calls it counted', async () => {
    expect(filled.code).toBe(0)
    const { recorded, ...rest } = JSON.parse(filled.stdout) as { recorded: number }
    expect(rest).toEqual({ source: `${redis.url}/0`, sample: true, issues: [], uncertain: 0, dropped: 0 })
    expect(recorded).toBeGreaterThan(1_000_000_000)
  })

  it.each([
    ['hours', ['--range', 'hour'], 20],
    ['days', ['--range', 'day'], 28],
    ['hours of one endpoint', ['--range', 'hour', '--endpoint', '/api/weather'], 20],
    ['days of one endpoint', ['--range', 'day', '--endpoint', '/api/天气预警'], 28],
  ])('leaves the %s that the sample data show', async (_what, args, least) => {
    const counted = await points(redis.url, ...args)
    const shown = await points('sample:', ...args)
    const both = [...counted].filter(([start]) => shown.has(start))
    expect(both.length).toBeGreaterThan(least)
    for (const [start, calls] of both.slice(0, least))
      expect([start, calls]).toEqual([start, shown.get(start)])
  })

  it('leaves a day that is explained by endpoints and statuses, and users that add up to its calls', async () => {
    const { stdout } = await run('overview', '--url', redis.url, '--archive', ':memory:', '--json')
    const { coverage, today, hotApis, issues } = JSON.parse(stdout) as {
      coverage: { apis: number; statuses: number }
      today: { calls: number; successRate: number }
      hotApis: { endpoint: string }[]
      issues: unknown[]
    }
    expect(hotApis[0]!.endpoint).toBe('/api/weather')
    const yesterday = Math.floor(Date.now() / 86_400_000) - 1
    const keys = (await redis.command('KEYS', `stats:day:${yesterday}:user:*`)) as string[]
    const calls = (await redis.command('MGET', ...keys)) as string[]
    const total = Number(await redis.command('GET', `stats:day:${yesterday}:total`))
    expect(calls.reduce((sum, text) => sum + Number(text), 0)).toBe(total)
    expect(keys.length).toBeGreaterThan(300)
    // In the first seconds of a UTC day nothing was counted yet.
    if (today.calls > 0) expect([coverage.apis, coverage.statuses, issues]).toEqual([1, 1, []])
  })

  it('gives every counter its expiry', async () => {
    let cursor = '0'
    let seen = 0
    const without: string[] = []
    for (let step = 0; step < 40; step++) {
      const [next, keys] = (await redis.command('SCAN', cursor, 'COUNT', 500)) as [string, string[]]
      const ttls = await Promise.all(keys.map((key) => redis.command('TTL', key)))
      keys.forEach((key, i) => {
        if (Number(ttls[i]) < 0) without.push(key)
      })
      seen += keys.length
      cursor = next
    }
    expect(seen).toBeGreaterThan(10_000)
    expect(without.filter((key) => !key.startsWith('stats:index:'))).toEqual([])
  })

  it('refuses a Redis that holds keys, and writes nothing to it', async () => {
    const before = await redis.command('DBSIZE')
    const { code, stdout, stderr } = await run('demo', '--url', redis.url, '--json')
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/holds [0-9]+ keys: the sample traffic is only written to an empty Redis/)
    expect(await redis.command('DBSIZE')).toBe(before)
  })

  it.each([
    [['--now', '2026-11-22T13:41:07Z', '--url', 'redis://h'], /--now does not belong to "demo"/],
    [['--url', 'sample:'], /cannot be written to/],
    [[], /Which Redis/],
  ])('%j is wrong usage', async (args, words) => {
    const { code, stderr } = await run('demo', ...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(words)
  })
})
