import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DailyReport } from '../../shared/daily-report.ts'
import type { Backfill } from '../../shared/reports.ts'
import { callsOnDate, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { runCli, type CliRun } from '../support/cli.ts'
import { startMonitor, writing } from '../support/monitor.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

const now = '2026-11-22T00:30:00Z'
const nowMs = Date.parse(now)
const dates = ['2026-11-19', '2026-11-20', '2026-11-21']
const year = 365 * 86_400
const lock = 'report:daily-lock'

let redis: RedisServer
let folder: string
let calls: Call[]

beforeAll(async () => {
  redis = await startRedis()
  calls = makeCalls({
    seed: 'publish',
    fromMs: Date.parse('2026-11-19T00:00:00Z'),
    toMs: nowMs,
    count: 1_500,
  })
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.command('FLUSHDB')
  await redis.seed(seedOfCalls(calls, nowMs))
  folder = mkdtempSync(join(tmpdir(), 'cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (archive: string, ...args: string[]): Promise<CliRun> =>
  runCli([...args, '--url', redis.url, '--now', now, '--archive', join(folder, archive)], { dataDir: folder })

async function backfill(archive: string, ...args: string[]): Promise<Backfill> {
  const { code, stdout, stderr } = await run(archive, 'backfill', '--json', ...args)
  expect([code, stderr.replace(/^tallyscope: .*\n/gm, '')]).toEqual([0, ''])
  return JSON.parse(stdout) as Backfill
}

const stored = async (date: string): Promise<DailyReport> =>
  JSON.parse(String(await redis.command('GET', `report:daily:${date}`))) as DailyReport

async function reportKeys(): Promise<string[]> {
  const keys = (await redis.command('KEYS', 'report:*')) as string[]
  return keys.sort()
}

describe('without --publish', () => {
  it('nothing is written, whatever stands in Redis', async () => {
    await redis.seed({ 'report:daily:2026-11-19': '{"date":"2026-11-19","total_calls":1}' })
    const monitor = await startMonitor(redis.port)
    await backfill('one.sqlite')
    await run('one.sqlite', 'report', '--date', '2026-11-20', '--force')
    await redis.command('ECHO', 'end')
    const commands = monitor.commands()
    monitor.stop()
    expect(commands.filter(({ name }) => name === 'get').length).toBeGreaterThan(0)
    expect(commands.filter(({ name }) => writing.test(name) || name === 'keys')).toEqual([])
    expect(await reportKeys()).toEqual(['report:daily:2026-11-19'])
  })
})

describe('backfill --publish', () => {
  it('writes each report once, with a year to live, and holds the lock from before the first to after the last', async () => {
    const monitor = await startMonitor(redis.port)
    const { made } = await backfill('one.sqlite', '--publish')
    const sets = monitor.commands().filter(({ name }) => writing.test(name) && !/^(multi|watch)$/.test(name))
    monitor.stop()
    expect(made).toEqual(dates)
    expect(await reportKeys()).toEqual(dates.map((date) => `report:daily:${date}`))
    for (const date of dates) {
      const users = calls.filter(({ atMs }) => new Date(atMs).toISOString().startsWith(date))
      expect((await stored(date)).active_users).toBe(new Set(users.map(({ user }) => user)).size)
      expect((await stored(date)).total_calls).toBe(callsOnDate(calls, date, 'UTC').length)
      expect(await redis.command('TTL', `report:daily:${date}`)).toBeGreaterThan(year - 120)
    }
    expect(sets.map(({ args: [key, , when, unit] }) => [key, when, unit])).toEqual([
      [lock, 'NX', 'PX'],
      [lock, 'XX', 'PX'],
      ...dates.map((date) => [`report:daily:${date}`, 'NX', 'EX']),
      [lock, 'XX', 'PX'],
    ])
    expect(sets.at(-1)!.args[4]).toBe('1')
  })

  it('finds the reports of another program there, and makes none of them again', async () => {
    await backfill('one.sqlite', '--publish')
    const before = await Promise.all(dates.map(stored))
    const { made, skipped } = await backfill('two.sqlite', '--publish')
    expect(made).toEqual([])
    expect(skipped).toEqual(dates.map((date) => ({ date, why: 'adopted' })))
    expect(await Promise.all(dates.map(stored))).toEqual(before)
    const { stdout } = await run('two.sqlite', 'report', '--date', dates[1]!, '--json')
    expect(JSON.parse(stdout)).toEqual(before[1])
  })

  it('writes what was made before without it', async () => {
    await backfill('one.sqlite')
    expect(await reportKeys()).toEqual([])
    expect((await backfill('one.sqlite', '--publish')).made).toEqual([])
    expect(await reportKeys()).toEqual(dates.map((date) => `report:daily:${date}`))
  })

  it('overwrites none of those that others left in the old form', async () => {
    const old = dates.map((date, i): [string, string] => [
      `report:daily:${date}`,
      `{"date":"${date}","total_calls":${i},"api_breakdown":{"/a":${i}},"success_rate":0.5}`,
    ])
    await redis.seed(old)
    const { made, skipped } = await backfill('one.sqlite', '--publish')
    expect([made, skipped]).toEqual([dates, []])
    for (const [key, text] of old) {
      expect(await redis.command('GET', key)).toBe(text)
      expect(await redis.command('TTL', key)).toBe(-1)
    }
    const { code, stdout } = await run('one.sqlite', 'report', '--date', dates[0]!, '--json', '--publish')
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as DailyReport).total_calls).toBe(callsOnDate(calls, dates[0]!, 'UTC').length)
  })

  it('takes nothing of another zone', async () => {
    await backfill('one.sqlite', '--publish', '--zone', 'Asia/Kathmandu')
    const inZone = await reportKeys()
    expect((await stored('2026-11-20')).zone).toBe('Asia/Kathmandu')
    const { made, skipped } = await backfill('two.sqlite', '--publish')
    expect([made, skipped]).toEqual([dates, []])
    for (const date of dates) {
      const isTheirs = inZone.includes(`report:daily:${date}`)
      expect((await stored(date)).zone).toBe(isTheirs ? 'Asia/Kathmandu' : 'UTC')
    }
  })

  it('waits for the program that counts, says so, and adopts what that left', async () => {
    await backfill('one.sqlite', '--publish')
    await redis.command('SET', lock, 'somebody', 'PX', 3_000)
    const { code, stderr, stdout } = await run('two.sqlite', 'backfill', '--json', '--publish')
    expect(code).toBe(0)
    expect(stderr).toContain('waiting until it is done')
    expect((JSON.parse(stdout) as Backfill).skipped.map(({ date }) => date)).toEqual(dates)
  })
})

describe('two programs at once', () => {
  it('with archives of their own: one makes the reports, the other adopts them', async () => {
    const both = await Promise.all([backfill('one.sqlite', '--publish'), backfill('two.sqlite', '--publish')])
    const made = both.map((one) => one.made).sort((a, b) => a.length - b.length)
    expect(made).toEqual([[], dates])
    const adopted = both.find((one) => one.made.length === 0)!.skipped
    expect(adopted).toEqual(dates.map((date) => ({ date, why: 'adopted' })))
    expect(await reportKeys()).toEqual(dates.map((date) => `report:daily:${date}`))
  })

  it('on one archive: each day is made once', async () => {
    const both = await Promise.all([backfill('one.sqlite', '--publish'), backfill('one.sqlite', '--publish')])
    expect(both.flatMap(({ made }) => made).sort()).toEqual(dates)
    expect(await reportKeys()).toEqual(dates.map((date) => `report:daily:${date}`))
    for (const date of dates) {
      const { stdout } = await run('one.sqlite', 'report', '--date', date, '--json')
      expect(JSON.parse(stdout)).toEqual(await stored(date))
    }
  })
})

describe('report --publish', () => {
  it('writes that one report', async () => {
    await backfill('one.sqlite')
    const { code, stderr } = await run('one.sqlite', 'report', '--date', dates[1]!, '--publish')
    expect([code, stderr]).toEqual([0, `tallyscope: Written to Redis: ${dates[1]}.\n`])
    expect(await reportKeys()).toEqual([`report:daily:${dates[1]}`])
  })

  it('replaces its own with --force, and no other', async () => {
    await backfill('one.sqlite', '--publish')
    const foreign = `{"date":"${dates[0]}","total_calls":7}`
    await redis.seed({ [`report:daily:${dates[0]}`]: foreign })
    const day = Date.parse(`${dates[1]}T00:00:00Z`) / 86_400_000
    for (const key of [`stats:day:${day}:total`, `stats:hour:${day * 24 + 3}:total`])
      await redis.command('INCRBY', key, 5)
    const total = callsOnDate(calls, dates[1]!, 'UTC').length
    for (const date of [dates[0]!, dates[1]!])
      expect((await run('one.sqlite', 'report', '--date', date, '--force', '--publish')).code).toBe(0)
    expect(await redis.command('GET', `report:daily:${dates[0]}`)).toBe(foreign)
    expect((await stored(dates[1]!)).total_calls).toBe(total + 5)
    expect(await redis.command('TTL', `report:daily:${dates[1]}`)).toBeGreaterThan(year - 120)
  })

  it.each(['set', 'watch', 'multi', 'exec'])(
    'fails with a sentence without the right to %s',
    async (right) => {
      await redis.command('ACL', 'SETUSER', 'default', `-${right}`)
      try {
        const { code, stdout, stderr } = await run(
          'one.sqlite',
          'report',
          '--date',
          dates[1]!,
          '--json',
          '--publish',
        )
        expect([code, stdout]).toEqual([1, ''])
        expect(stderr).toMatch(/may not write stored reports.*connection test/)
        expect(await reportKeys()).toEqual(right === 'set' ? [] : [lock])
      } finally {
        await redis.command('ACL', 'SETUSER', 'default', `+${right}`)
      }
    },
  )

  it('adopts no report that has fewer calls than the counters, and says why', async () => {
    await backfill('one.sqlite', '--publish')
    const fewer = { ...(await stored(dates[2]!)), total_calls: 3 }
    await redis.seed({ [`report:daily:${dates[2]}`]: JSON.stringify(fewer) })
    const { made, skipped, issues } = await backfill('two.sqlite')
    expect([made, skipped.length]).toEqual([[dates[2]], 2])
    const found = issues.filter(({ code }) => code === 'report_not_adopted')
    expect(found.map(({ key }) => key)).toEqual([`report:daily:${dates[2]}`])
    expect(found[0]!.message).toContain('it has 3 calls')
  })
})
