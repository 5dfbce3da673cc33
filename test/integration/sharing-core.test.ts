import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../electron/core/clock.ts'
import { startCore, type Core } from '../../electron/core/index.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { callsOnDate, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { startMonitor, writing } from '../support/monitor.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { keptLog, until } from '../support/source-kit.ts'

// A whole core runs by the server's own clock, so the calls end now.
let nowMs: number
const dayMs = 86_400_000
const year = 365 * 86_400
const closing: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  await roomIn('day', 120_000)
  nowMs = Date.now()
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** The computer's clock, but for the tick of the core and the looks of those who wait, which come soon. */
function quickTicks(): Clock {
  const clock = systemClock()
  return {
    ...clock,
    after: (ms, callback) => clock.after(ms === 20_000 ? 50 : ms, callback),
    sleep: (ms, signal) => clock.sleep(Math.min(ms, 50), signal),
  }
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sharing-core-'))
  closing.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function core(dataDir = folder()): Promise<Core> {
  const started = await startCore({
    host: 'browser',
    version: '1.2.3',
    dataDir,
    log: keptLog(),
    clock: quickTicks(),
    emit: () => undefined,
  })
  closing.push(() => started.stop())
  return started
}

/** A core that shares the reports of a Redis, or does not. */
async function open(
  redis: RedisServer,
  {
    shareReports = true,
    reportZone = 'UTC',
    choice = 'never',
    dataDir = folder(),
  }: { shareReports?: boolean; reportZone?: string; choice?: 'never' | 'nightly'; dataDir?: string } = {},
): Promise<Core> {
  const { api, ...rest } = await core(dataDir)
  const saved = await api.saveConnection({ url: redis.url, shareReports, reportZone })
  await api.openConnection({ id: saved.id })
  await api.chooseCensus({ choice })
  return { api, ...rest }
}

async function server(days = 4): Promise<{ redis: RedisServer; calls: Call[] }> {
  const calls = makeCalls({ seed: 'shared', fromMs: nowMs - days * dayMs, toMs: nowMs - 1_000, count: 1_500 })
  const redis = await startRedis()
  closing.push(() => redis.stop())
  await redis.seed(seedOfCalls(calls, nowMs))
  return { redis, calls }
}

const dateBack = (days: number): string => new Date(nowMs - days * dayMs).toISOString().slice(0, 10)
const keyBack = (days: number): string => `report:daily:${dateBack(days)}`
const text = async (redis: RedisServer, days: number): Promise<string | null> =>
  (await redis.command('GET', keyBack(days))) as string | null
const stored = async (redis: RedisServer, days: number): Promise<DailyReport> =>
  JSON.parse((await text(redis, days))!) as DailyReport

async function untilDone({ api }: Pick<Core, 'api'>, days = 3): Promise<void> {
  await until(async () => {
    const { days: all } = await api.reports({ from: dateBack(days), to: dateBack(2) })
    return all.length === days - 1 && all.every(({ state }) => state === 'done')
  }, 'the reports are made')
}

describe('a connection that shares nothing', () => {
  it('is sent no command that writes, though reports stand there', async () => {
    const { redis } = await server()
    await redis.seed({ [keyBack(2)]: '{"total_calls":1}' })
    const monitor = await startMonitor(redis.port)
    const one = await open(redis, { shareReports: false })
    await untilDone(one)
    await one.api.rebuildReport({ date: dateBack(2), replace: true })
    await one.api.startCensus()
    await until(async () => (await one.api.census()).lastOutcome === 'done', 'a census ran')
    await one.stop()
    const commands = monitor.commands()
    monitor.stop()
    expect(commands.some(({ name }) => name === 'scan')).toBe(true)
    expect(commands.filter(({ name }) => writing.test(name) || name === 'keys')).toEqual([])
  })
})

describe('a connection that shares reports', () => {
  it('writes each finished day once, with a year to live, and nothing else', async () => {
    const { redis, calls } = await server()
    const before = Number(await redis.command('DBSIZE'))
    const one = await open(redis)
    await until(
      async () => (await text(redis, 2)) !== null && (await text(redis, 3)) !== null,
      'they are written',
    )
    const keys = (await redis.command('KEYS', '*')) as string[]
    const written = keys.filter((key) => key.startsWith('report:'))
    expect(keys.length - written.length).toBe(before)
    expect(written.filter((key) => !/^report:daily:\d{4}-\d{2}-\d{2}$/.test(key))).toEqual([])
    for (const days of [2, 3]) {
      expect((await stored(redis, days)).total_calls).toBe(callsOnDate(calls, dateBack(days), 'UTC').length)
      expect(await redis.command('TTL', keyBack(days))).toBeGreaterThan(year - 120)
      const kept = await one.api.report({ date: dateBack(days) })
      expect(await stored(redis, days)).toEqual(kept.report)
      expect(kept.day.summary!.adoptedFrom).toBeNull()
    }
  })

  it('writes them with their users, where these are counted by themselves', async () => {
    const { redis, calls } = await server()
    const one = await open(redis, { choice: 'nightly' })
    await untilDone(one)
    expect(await text(redis, 2)).toBeNull()
    await one.api.startCensus()
    await until(async () => (await text(redis, 2)) !== null, 'it is written')
    const users = new Set(
      calls
        .filter(({ atMs }) => new Date(atMs).toISOString().startsWith(dateBack(2)))
        .map(({ user }) => user),
    )
    expect((await stored(redis, 2)).active_users).toBe(users.size)
    await until(async () => (await redis.command('EXISTS', 'report:daily-lock')) === 0, 'the lock is free')
  })

  it('has its reports adopted by another, which counts none of their users again', async () => {
    const { redis } = await server()
    const one = await open(redis, { choice: 'nightly' })
    await untilDone(one)
    await one.api.startCensus()
    await until(
      async () => (await text(redis, 2)) !== null && (await text(redis, 3)) !== null,
      'they are written',
    )
    const before = [await text(redis, 2), await text(redis, 3)]
    await one.stop()

    const other = await open(redis, { choice: 'nightly' })
    await untilDone(other)
    for (const days of [2, 3]) {
      const kept = await other.api.report({ date: dateBack(days) })
      expect(kept.report).toEqual(await stored(redis, days))
      expect(kept.day.summary!.adoptedFrom).toBe('tallyscope 1.2.3')
    }
    expect([await text(redis, 2), await text(redis, 3)]).toEqual(before)
    const { days } = await other.api.reports({})
    const own = days.filter(({ summary }) => (summary?.adoptedFrom ?? null) === null)
    expect((await other.api.census()).estimate!.days).toBe(own.length)
  })

  it('replaces a report there only when a person says so, and only its own', async () => {
    const { redis, calls } = await server()
    const one = await open(redis)
    await until(
      async () => (await text(redis, 2)) !== null && (await text(redis, 3)) !== null,
      'they are written',
    )
    const foreign = '{"date":"x","total_calls":9}'
    await redis.seed({ [keyBack(3)]: foreign })
    const before = await text(redis, 2)
    const day = Math.floor((nowMs - 2 * dayMs) / dayMs)
    for (const key of [`stats:day:${day}:total`, `stats:hour:${day * 24 + 5}:total`])
      await redis.command('INCRBY', key, 7)
    await one.api.rebuildReport({ date: dateBack(2) })
    expect(await text(redis, 2)).toBe(before)
    await one.api.rebuildReport({ date: dateBack(2), replace: true })
    await one.api.rebuildReport({ date: dateBack(3), replace: true })
    const total = callsOnDate(calls, dateBack(2), 'UTC').length
    await until(async () => (await stored(redis, 2)).total_calls === total + 7, 'it is replaced')
    expect(await text(redis, 3)).toBe(foreign)
  })

  it('of an account without the right to write says so once, and all else works', async () => {
    const { redis } = await server()
    await redis.command('ACL', 'SETUSER', 'default', '-set')
    const one = await open(redis)
    await untilDone(one)
    const refusals = async (): Promise<string[]> =>
      (await one.api.reports({})).issues
        .filter(({ code }) => code === 'sharing_refused')
        .map(({ message }) => message)
    await until(async () => (await refusals()).length === 1, 'it is said')
    expect((await refusals())[0]).toContain('connection test')
    await one.api.startCensus()
    await until(async () => (await one.api.census()).lastOutcome === 'done', 'a census runs all the same')
    expect(await redis.command('KEYS', 'report:*')).toEqual([])
  })

  it('stops to write when the switch is turned off', async () => {
    const { redis } = await server()
    const one = await open(redis)
    await until(async () => (await text(redis, 2)) !== null, 'it is written')
    const { items } = await one.api.connections()
    await one.api.saveConnection({ id: items[0]!.id, shareReports: false })
    await until(async () => (await one.api.connection()).status.state === 'ready', 'it is open again')
    await redis.command('DEL', keyBack(2))
    const monitor = await startMonitor(redis.port)
    await one.api.rebuildReport({ date: dateBack(2), replace: true })
    expect(monitor.commands().filter(({ name }) => writing.test(name))).toEqual([])
    monitor.stop()
    expect(await text(redis, 2)).toBeNull()
  })
})

describe('two programs in two zones', () => {
  it('take nothing of each other, and list what the other wrote', async () => {
    const { redis } = await server()
    const utc = await open(redis)
    await until(
      async () => (await text(redis, 2)) !== null && (await text(redis, 3)) !== null,
      'they are written',
    )
    const before = [await text(redis, 2), await text(redis, 3)]
    const kathmandu = await open(redis, { reportZone: 'Asia/Kathmandu' })
    await untilDone(kathmandu)
    const { items } = await kathmandu.api.foreignReports({ from: dateBack(3), to: dateBack(2) })
    expect(items.map(({ date, form, zone, document }) => [date, form, zone, document])).toEqual([
      [dateBack(3), 'other_zone', 'UTC', before[1]],
      [dateBack(2), 'other_zone', 'UTC', before[0]],
    ])
    expect((await kathmandu.api.report({ date: dateBack(2) })).report!.zone).toBe('Asia/Kathmandu')
    expect([await text(redis, 2), await text(redis, 3)]).toEqual(before)
    expect((await utc.api.foreignReports({})).items.filter(({ form }) => form === 'other_zone')).toEqual([])
  })
})

describe('a Redis with reports of the old form alone', () => {
  it('has all of them listed, also offline, and none overwritten or used', async () => {
    const { redis, calls } = await server()
    const dates = Array.from({ length: 200 }, (_, i) => dateBack(i + 2))
    const old = dates.map((date, i): [string, string] => [
      `report:daily:${date}`,
      `{"date":"${date}","total_calls":${i + 1},"api_breakdown":{"/old":${i + 1}},"success_rate":0.25}`,
    ])
    await redis.seed(old)
    const dataDir = folder()
    const one = await open(redis, { dataDir })
    await untilDone(one)
    const listed = async ({ api }: Core): Promise<unknown[]> =>
      (await api.foreignReports({ from: dates.at(-1)!, to: dates[0]! })).items.map(
        ({ date, form, totalCalls, successRate, document }) => [
          date,
          form,
          totalCalls,
          successRate,
          document,
        ],
      )
    const expected = old.map(([, document], i) => [dates[i], 'old', i + 1, 0.25, document]).reverse()
    expect(await listed(one)).toEqual(expected)
    expect((await one.api.report({ date: dateBack(2) })).report!.total_calls).toBe(
      callsOnDate(calls, dateBack(2), 'UTC').length,
    )
    for (const [key, document] of old) expect(await redis.command('GET', key)).toBe(document)
    await redis.kill('SIGKILL')
    await until(async () => (await one.api.connection()).status.state === 'down', 'Redis is away')
    expect(await listed(one)).toEqual(expected)
  })
})

describe('hostile values where reports stand', () => {
  it('are said, listed and never used or overwritten, and the reports are made from the counters', async () => {
    const { redis, calls } = await server(8)
    const claimed = { schema: 1, zone: 'UTC', date: dateBack(4), total_calls: -5 }
    await redis.command('HSET', keyBack(2), 'total_calls', '9')
    await redis.seed([
      [keyBack(3), 'x'.repeat(5 * 1024 * 1024)],
      [keyBack(4), JSON.stringify(claimed)],
      [keyBack(5), Buffer.from([0xff, 0xfe, 0x00])],
      [
        keyBack(6),
        `{"schema":1,"zone":"UTC","__proto__":{"total_calls":1},"api_breakdown":${'['.repeat(50_000)}`,
      ],
    ])
    const one = await open(redis)
    await untilDone(one, 6)
    for (const days of [2, 3, 4, 5, 6])
      expect((await one.api.report({ date: dateBack(days) })).report!.total_calls).toBe(
        callsOnDate(calls, dateBack(days), 'UTC').length,
      )
    const { items, issues } = await one.api.foreignReports({ from: dateBack(6), to: dateBack(2) })
    expect(items.map(({ date, form, document }) => [date, form, document === null])).toEqual(
      [6, 5, 4, 3, 2].map((days) => [dateBack(days), 'unreadable', [2, 3, 5].includes(days)]),
    )
    const said = issues.filter(({ code }) => code === 'report_not_adopted').map(({ key }) => key)
    expect(said.sort()).toEqual([6, 5, 4, 3, 2].map(keyBack))
    expect(await redis.command('TYPE', keyBack(2))).toBe('hash')
    expect(await redis.command('STRLEN', keyBack(3))).toBe(5 * 1024 * 1024)
    expect(await redis.command('STRLEN', keyBack(5))).toBe(3)
    expect(JSON.parse((await text(redis, 4))!)).toEqual(claimed)
  })
})

describe('two programs that count users at once', () => {
  it('never scan at the same time, and both end', async () => {
    const { redis } = await server()
    const both = [await open(redis), await open(redis)]
    await Promise.all(both.map((one) => untilDone(one)))
    for (const { api } of both) await api.startCensus()
    const states = async (): Promise<string[]> =>
      Promise.all(both.map(async ({ api }) => (await api.census()).state))
    let running = 0
    await until(async () => {
      const now = await states()
      running = Math.max(running, now.filter((state) => state === 'running').length)
      const ended = await Promise.all(both.map(async ({ api }) => (await api.census()).lastOutcome))
      return ended.every((outcome) => outcome === 'done')
    }, 'both counted')
    expect(running).toBeLessThanOrEqual(1)
  })
})
