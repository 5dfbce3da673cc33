import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DailyReport } from '../../shared/daily-report.ts'
import { callsBetween, countBy, makeCalls, type Call } from '../support/calls.ts'
import { expectedOf } from '../support/expected.ts'
import { randomOf } from '../support/random.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { lastingKeys, openReportWorld } from '../support/report-world.ts'

const nowMs = Date.parse('2026-11-24T09:41:30Z')
const hourMs = 3_600_000
const zones = ['UTC', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Chatham', 'Australia/Lord_Howe'] as const
const worlds = Array.from({ length: 10 }, (_, i) => [zones[i % zones.length]!, i] as const)
const dates = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']

let redis: RedisServer
let made = 0

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis?.stop())

/** Every figure of a report is that of the list, or says that it is not known. */
function expectTrue(report: DailyReport, calls: Call[]): void {
  const { zone, date, approximate, quality } = report
  const [startMs, endMs] = expectedOf(calls, nowMs, zone).edges(date)
  const exact = callsBetween(calls, startMs, endMs)
  const ceil = (ms: number): number => Math.ceil(ms / hourMs) * hourMs
  const byHours = callsBetween(calls, ceil(startMs), ceil(endMs))
  const lists = approximate ? [exact, byHours] : [exact]

  expect(lists.map(({ length }) => length)).toContain(report.total_calls)
  const apis = Object.entries(report.api_breakdown ?? {})
  for (const [endpoint, found] of apis) {
    const counts = lists.map((list) => list.filter((call) => call.endpoint === endpoint).length)
    expect(counts, endpoint).toContain(found)
  }
  const explained = apis.reduce((sum, [, found]) => sum + found, 0)
  expect(quality.apis ?? 0).toBe(explained / report.total_calls)
  for (const { start, minutes, calls: found } of report.hourly) {
    const fromMs = Date.parse(start)
    if (found !== null) expect(found).toBe(callsBetween(calls, fromMs, fromMs + minutes * 60_000).length)
  }
  const statuses = new Map(countBy(exact, 'status'))
  for (const [status, found] of Object.entries(report.status_breakdown ?? {}))
    expect(found).toBe(statuses.get(status))
  if (report.success_rate !== null) {
    const all = exact.filter(({ status }) => status !== 'cached').length
    expect(report.success_rate).toBe((statuses.get('success') ?? 0) / all)
  }
  for (const [name, back] of [
    ['previous_day', 1],
    ['previous_week', 7],
  ] as const) {
    const expected = expectedOf(calls, nowMs, zone)
    const [from, to] = expected.edges(expected.dateBefore(date, back))
    const counts = [callsBetween(calls, from, to), callsBetween(calls, ceil(from), ceil(to))]
    const found = report[name]?.total_calls
    if (found !== undefined) expect(counts.map(({ length }) => length)).toContain(found)
  }
}

describe('where Redis lost counters or they hold something else', () => {
  it.each(worlds)('a report says what is true or that it is unknown, in %s (world %i)', async (zone, i) => {
    const fromMs = Date.parse('2026-11-11T00:00:00Z')
    const endpoints = ['/a', '/b', '/c', '__proto__', 'x:total']
    const calls = makeCalls({ seed: `damage ${i}`, fromMs, toMs: nowMs, count: 2_500, endpoints, users: 3 })
    const random = randomOf(`damage ${i}`)
    const prefix = `damaged${i}`
    const keys = lastingKeys(calls, nowMs, prefix)
    const others: string[] = []
    for (const key of keys.keys()) {
      const chance = random()
      // Day totals less often: without one a UTC day has no report at all.
      const isDayTotal = new RegExp(`^${prefix}:day:\\d+:total$`).test(key)
      if (chance < (isDayTotal ? 0.05 : 0.01)) keys.delete(key)
      else if (chance < (isDayTotal ? 0.05 : 0.013)) keys.set(key, '12x')
      else if (chance < (isDayTotal ? 0.05 : 0.016)) others.push(key)
    }
    for (const key of others) keys.delete(key)
    for (const key of others) await redis.command('RPUSH', key, 'not a counter')
    const world = await openReportWorld(redis, keys, { nowMs, prefix })
    for (const date of dates) {
      const composed = await world.compose(zone, date)
      if (composed.kind === 'skip') expect(composed.why).toBe('lost')
      else {
        made += 1
        expectTrue(composed.report, calls)
      }
    }
    await world.close()
  })

  it('most days have a report all the same', () => {
    expect(made).toBeGreaterThan((worlds.length * dates.length) / 2)
  })
})
