import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import type { Backfill } from '../../shared/reports.ts'
import { callsOnDate, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { runCli, type CliRun } from '../support/cli.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { keptLog } from '../support/source-kit.ts'

const now = '2026-11-22T00:30:00Z'
const nowMs = Date.parse(now)
const dates = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21']

let redis: RedisServer
let dataDir: string
let file: string
let calls: Call[]

beforeAll(async () => {
  redis = await startRedis()
  calls = makeCalls({
    seed: 'backfill',
    fromMs: Date.parse('2026-11-17T00:00:00Z'),
    toMs: nowMs,
    count: 3_000,
  })
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.command('FLUSHDB')
  await redis.seed(seedOfCalls(calls, nowMs))
  dataDir = mkdtempSync(join(tmpdir(), 'cli-'))
  file = join(dataDir, 'own.sqlite')
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const run = (...args: string[]): Promise<CliRun> =>
  runCli(['backfill', '--url', redis.url, '--now', now, '--archive', file, ...args], { dataDir })

async function ask(...args: string[]): Promise<Backfill> {
  const { code, stdout, stderr } = await run('--json', ...args)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\{.*\}\n$/)
  return JSON.parse(stdout) as Backfill
}

/** Dates and calls of the reports that an archive keeps. */
function kept(zone: string): [string, number | undefined][] {
  const archive = openArchive({ file, log: keptLog() })
  try {
    return archive
      .ledger(zone, '2026-01-01', '2026-12-31')
      .filter(({ state }) => state === 'done')
      .map(({ date, summary }) => [date, summary?.calls])
  } finally {
    archive.close()
  }
}

const counted = (zone: string, list: readonly string[]): [string, number][] =>
  list.map((date) => [date, callsOnDate(calls, date, zone).length])

describe('backfill', () => {
  it('makes every closed day that has no report, oldest first, before the hour of the schedule, once', async () => {
    const first = await ask()
    expect(first).toMatchObject({ source: `redis://127.0.0.1:${redis.port}/0`, sample: false, issues: [] })
    expect([first.made, first.skipped]).toEqual([dates, []])
    expect(kept('UTC')).toEqual(counted('UTC', dates))
    const second = await ask()
    expect([second.made, second.skipped]).toEqual([[], []])
  })

  it('takes the days of --zone, and tells which have no report and why', async () => {
    const { made, skipped } = await ask('--zone', 'America/New_York')
    // The day before the first counter began on the evening of the 16th there.
    expect(made).toEqual(['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'])
    expect(skipped).toEqual([{ date: '2026-11-16', why: 'not_counted_yet' }])
    expect(kept('America/New_York')).toEqual(counted('America/New_York', made))
    expect(kept('UTC')).toEqual([])
  })

  it('makes every day once where two of them run at the same time', async () => {
    const both = await Promise.all([ask(), ask()])
    expect(both.flatMap(({ made }) => made).sort()).toEqual(dates)
    expect(kept('UTC')).toEqual(counted('UTC', dates))
  })

  it('writes nothing to Redis', async () => {
    await redis.command('CONFIG', 'RESETSTAT')
    await ask()
    const stats = String(await redis.command('INFO', 'commandstats'))
    const names = [...stats.matchAll(/^cmdstat_([^:]+):/gm)].map(([, name]) => name)
    expect(names.filter((name) => /^(set|del|incr|expire|eval|hset|zadd|keys)/.test(name!))).toEqual([])
  })

  it('is shown to people in lines, and under --strict ends with 3 where a day is lost', async () => {
    await redis.command('DEL', `stats:day:${Date.parse('2026-11-19T00:00:00Z') / 86_400_000}:total`)
    const { code, stdout } = await run('--strict')
    expect(code).toBe(3)
    expect(stdout).toContain('Made     4  from 2026-11-17 to 2026-11-21')
    expect(stdout).toMatch(/Skipped {2}1\n {2}2026-11-19 {2}its counters are lost/)
  })

  it('works on the sample data, which has reports of its own', async () => {
    const { code, stdout } = await runCli(
      ['backfill', '--url', 'sample:', '--now', now, '--archive', ':memory:', '--json'],
      { dataDir },
    )
    const { sample, made } = JSON.parse(stdout) as Backfill
    expect([code, sample, made.at(-1)]).toEqual([0, true, '2026-11-21'])
    expect(made.length).toBeGreaterThan(100)
  })
})
