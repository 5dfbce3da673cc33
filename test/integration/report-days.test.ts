import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doubtDay } from '../../electron/core/reports/day-counters.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { callsOnDate, countBy, makeCalls, type Call } from '../support/calls.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { lastingKeys, openReportWorld, type ReportWorldKit } from '../support/report-world.ts'
import { errorOf } from '../support/source-kit.ts'

const nowMs = Date.parse('2026-11-24T09:41:30Z')
const dayMs = 86_400_000
let redis: RedisServer
let worlds = 0

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis?.stop())

/** A world with calls from 12 November on, whose keys may be changed first. */
async function worldOf(
  change: (keys: Map<string, string>, prefix: string) => void = () => undefined,
  { calls = callsOfTwoWeeks, atMs = nowMs } = {},
): Promise<ReportWorldKit> {
  const prefix = `days${worlds++}`
  const keys = lastingKeys(calls, atMs, prefix)
  change(keys, prefix)
  return openReportWorld(redis, keys, { nowMs: atMs, prefix })
}

const callsOfTwoWeeks: Call[] = makeCalls({
  seed: 'days',
  fromMs: Date.parse('2026-11-12T00:00:00Z'),
  toMs: nowMs,
  count: 3_000,
  endpoints: ['/a', '/b', '/c'],
})

async function reportOf(world: ReportWorldKit, zone: string, date: string): Promise<DailyReport> {
  const composed = await world.compose(zone, date)
  if (composed.kind === 'skip') throw new Error(`${date} was skipped: ${composed.why}`)
  return composed.report
}

const codesOf = ({ quality }: DailyReport): string[] => quality.issues.map(({ code }) => code)

describe('a day', () => {
  it('that still runs, or may still grow, has no report', async () => {
    const world = await worldOf()
    expect(await errorOf(world.compose('UTC', '2026-11-24'))).toMatchObject({ code: 'day_running' })
    expect(await errorOf(world.compose('Asia/Shanghai', '2026-11-24'))).toMatchObject({ code: 'day_running' })
    expect((await world.compose('Asia/Shanghai', '2026-11-23')).kind).toBe('report')
    await world.close()
    const justOver = await worldOf(undefined, { atMs: Date.parse('2026-11-24T00:01:59Z') })
    expect(await errorOf(justOver.compose('UTC', '2026-11-23'))).toMatchObject({ code: 'day_running' })
    await justOver.close()
  })

  it('before the first counter was not counted yet, one without counters between others is lost', async () => {
    const world = await worldOf((keys, prefix) => {
      for (const key of keys.keys()) if (key.startsWith(`${prefix}:day:20775:`)) keys.delete(key)
    })
    expect(await world.compose('UTC', '2026-11-11')).toEqual({ kind: 'skip', why: 'not_counted_yet' })
    expect(await world.compose('Asia/Kathmandu', '2026-11-12')).toEqual({
      kind: 'skip',
      why: 'not_counted_yet',
    })
    expect(await world.compose('UTC', '2026-11-18')).toEqual({ kind: 'skip', why: 'lost' })
    expect((await world.compose('UTC', '2026-11-19')).kind).toBe('report')
    await world.close()
  })

  it('whose hours are gone has a report in UTC alone, with its hours unknown', async () => {
    const atMs = nowMs + 40 * dayMs
    const world = await worldOf(undefined, { atMs })
    expect(await world.compose('Asia/Shanghai', '2026-11-20')).toEqual({ kind: 'skip', why: 'hours_gone' })
    const report = await reportOf(world, 'UTC', '2026-11-20')
    const ofDay = callsOnDate(callsOfTwoWeeks, '2026-11-20', 'UTC')
    expect(report).toMatchObject({
      total_calls: ofDay.length,
      peak_hour: null,
      quality: { hours: null, apis: 1 },
    })
    expect(report.hourly).toHaveLength(24)
    expect(report.hourly.every(({ calls }) => calls === null)).toBe(true)
    expect(codesOf(report)).toContain('hours_unknown')
    await world.close()
  })

  it('older than Redis keeps it is told apart from one that is lost', async () => {
    const calls = [...callsOfTwoWeeks, { ...callsOfTwoWeeks[0]!, atMs: nowMs + 300 * dayMs }]
    const later = await worldOf(
      // A counter without expiry is there however old it is.
      (keys, prefix) => keys.set(`${prefix}:day:20769:total`, '1'),
      { calls, atMs: nowMs + 366 * dayMs },
    )
    expect(await later.compose('UTC', '2026-11-15')).toEqual({ kind: 'skip', why: 'expired' })
    expect(await later.compose('Asia/Shanghai', '2026-11-15')).toEqual({ kind: 'skip', why: 'expired' })
    expect(await later.compose('UTC', '2026-12-24')).toEqual({ kind: 'skip', why: 'lost' })
    expect(await later.compose('Asia/Shanghai', '2027-01-15')).toEqual({ kind: 'skip', why: 'hours_gone' })
    await later.close()
  })

  it('that ends in a UTC day which still runs is whole, however busy the services are', async () => {
    const atMs = Date.parse('2026-11-24T06:30:00Z')
    const rare = ['22T12:00', '23T12:00', '24T01:00'].map((time) => ({
      ...callsOfTwoWeeks[0]!,
      atMs: Date.parse(`2026-11-${time}:00Z`),
      endpoint: '/rare',
    }))
    const calls = [...callsOfTwoWeeks.filter((call) => call.atMs < atMs), ...rare]
    const prefix = `days${worlds++}`
    const count = async (): Promise<void> => {
      for (const bucket of ['minute:29925030', 'hour:498750', 'day:20781']) {
        await redis.command('INCR', `${prefix}:${bucket}:total`)
        await redis.command('INCR', `${prefix}:${bucket}:api:/a`)
      }
      await redis.command('INCR', `${prefix}:day:20781:status:success`)
    }
    const keys = lastingKeys(calls, atMs, prefix)
    const world = await openReportWorld(redis, keys, { nowMs: atMs, prefix, meanwhile: count })
    // No search looks at the running day here.
    world.parts.catalogue.add('api', ['/a', '/b', '/c', '/rare'])
    world.parts.catalogue.add('status', ['success', 'error', 'timeout'])
    const report = await reportOf(world, 'America/New_York', '2026-11-23')
    const ofDay = callsOnDate(calls, '2026-11-23', 'America/New_York')
    expect(report.total_calls).toBe(ofDay.length)
    expect(Object.entries(report.api_breakdown!)).toEqual(countBy(ofDay, 'endpoint'))
    expect(report.quality).toMatchObject({ hours: 1, apis: 1 })
    await world.close()
  })

  it('that is read again takes in calls that arrived late, at either end', async () => {
    const rare = { ...callsOfTwoWeeks[0]!, atMs: Date.parse('2026-11-21T17:30:00Z'), endpoint: '/rare' }
    const world = await worldOf(undefined, { calls: [...callsOfTwoWeeks, rare] })
    const { prefix } = world.parts.source.info
    const before = await reportOf(world, 'Asia/Shanghai', '2026-11-22')
    expect(before.api_breakdown).toMatchObject({ '/rare': 1 })
    const late = { minute: 60, hour: 3_600, day: 86_400 }
    const lateBuckets = Object.entries(late).map(
      ([name, seconds]) => `${name}:${Math.floor(rare.atMs / 1_000 / seconds)}`,
    )
    for (const bucket of lateBuckets) {
      await redis.command('INCR', `${prefix}:${bucket}:total`)
      await redis.command('INCR', `${prefix}:${bucket}:api:/rare`)
    }
    doubtDay(world.parts, world.parts.zoneOf('Asia/Shanghai').day('2026-11-22'))
    const again = await reportOf(world, 'Asia/Shanghai', '2026-11-22')
    expect(again.total_calls).toBe(before.total_calls + 1)
    expect(again.api_breakdown).toMatchObject({ '/rare': 2 })
    expect(again.quality).toMatchObject({ hours: 1, apis: 1 })
    await world.close()
  })

  it('of services that count by local time is a day of theirs, statuses and all', async () => {
    const ahead = callsOfTwoWeeks.map((call) => ({ ...call, atMs: call.atMs + 8 * 3_600_000 }))
    const prefix = `days${worlds++}`
    const world = await openReportWorld(redis, lastingKeys(ahead, nowMs, prefix), {
      nowMs,
      prefix,
      bucketOffsetMinutes: 480,
    })
    const report = await reportOf(world, 'Asia/Shanghai', '2026-11-22')
    const ofDay = callsOnDate(callsOfTwoWeeks, '2026-11-22', 'Asia/Shanghai')
    expect(report.total_calls).toBe(ofDay.length)
    expect(Object.entries(report.api_breakdown!)).toEqual(countBy(ofDay, 'endpoint'))
    expect(Object.entries(report.status_breakdown!)).toEqual(countBy(ofDay, 'status'))
    expect(report.quality).toMatchObject({ hours: 1, apis: 1, statuses: 1 })
    await world.close()
  })
})

describe('statuses of a local day', () => {
  it('come from the notes of its two ends', async () => {
    const world = await worldOf()
    for (const end of ['2026-11-21T16:00:00Z', '2026-11-22T16:00:00Z']) {
      const fromMs = Math.floor(Date.parse(end) / dayMs) * dayMs
      const noted = callsOfTwoWeeks.filter(({ atMs }) => atMs >= fromMs && atMs < Date.parse(end))
      world.archive.noteStatuses(Date.parse(end), countBy(noted, 'status'))
    }
    const report = await reportOf(world, 'Asia/Shanghai', '2026-11-22')
    const ofDay = callsOnDate(callsOfTwoWeeks, '2026-11-22', 'Asia/Shanghai')
    const good = ofDay.filter(({ status }) => status === 'success').length
    expect(report.status_breakdown).toMatchObject(Object.fromEntries(countBy(ofDay, 'status')))
    expect(report.success_rate).toBe(good / ofDay.length)
    expect(codesOf(report)).not.toContain('statuses_by_utc_day')
    expect((await reportOf(world, 'Asia/Shanghai', '2026-11-21')).status_breakdown).toBeNull()
    await world.close()
  })
})

describe('what is wrong with a day', () => {
  it('is named by key where a counter is of another type, and by what is left unexplained', async () => {
    const world = await worldOf((keys, prefix) => {
      keys.delete(`${prefix}:day:20779:api:/a`)
      keys.set(`${prefix}:day:20779:status:error`, 'many')
      keys.set(`${prefix}:day:20777:status:error`, 'many')
    })
    const { prefix } = world.parts.source.info
    await redis.command('HSET', `${prefix}:day:20779:api:/a`, 'a', 1)
    const report = await reportOf(world, 'UTC', '2026-11-22')
    const ofDay = callsOnDate(callsOfTwoWeeks, '2026-11-22', 'UTC')
    const rest = ofDay.filter(({ endpoint }) => endpoint !== '/a')
    expect(Object.entries(report.api_breakdown!)).toEqual(countBy(rest, 'endpoint'))
    expect(report.success_rate).toBeNull()
    expect(report.quality.apis).toBe(rest.length / ofDay.length)
    expect(report.quality.issues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'wrong_type', key: `${prefix}:day:20779:api:/a` }),
        expect.objectContaining({ code: 'bad_value', key: `${prefix}:day:20779:status:error` }),
        expect.objectContaining({ code: 'unexplained' }),
        expect.objectContaining({ code: 'unexplained_statuses' }),
      ]),
    )
    expect(JSON.stringify(report)).not.toContain('day:20777')
    await world.close()
  })

  it('within ten minutes of a search is said, the endpoints that are missing being left out', async () => {
    const world = await worldOf()
    await reportOf(world, 'UTC', '2026-11-20')
    const { prefix } = world.parts.source.info
    await redis.seed({ [`${prefix}:day:20779:api:/late`]: '50' })
    await redis.command('INCRBY', `${prefix}:day:20779:total`, 50)
    const parts = world.parts
    parts.memory.doubt(20779 * dayMs, 20780 * dayMs)
    const waits = await reportOf(world, 'UTC', '2026-11-22')
    expect(codesOf(waits)).toEqual(expect.arrayContaining(['discovery_waits', 'unexplained']))
    expect(waits.quality.apis).toBeLessThan(1)
    await world.close()
  })
})

describe('the days that a report is compared with', () => {
  it('are taken from their own reports where their counters are gone', async () => {
    const world = await worldOf((keys, prefix) => {
      for (const key of keys.keys()) if (key.startsWith(`${prefix}:day:20778:`)) keys.delete(key)
    })
    expect((await reportOf(world, 'UTC', '2026-11-22')).previous_day).toBeNull()
    const earlier = {
      ...(await reportOf(world, 'UTC', '2026-11-20')),
      date: '2026-11-21',
      total_calls: 1_234,
    }
    world.archive.keepReport({ zone: 'UTC', date: '2026-11-21', dueMs: 0 }, earlier)
    const report = await reportOf(world, 'UTC', '2026-11-22')
    expect(report.previous_day).toEqual({ total_calls: 1_234, change: report.total_calls / 1_234 - 1 })
    await world.close()
  })
})
