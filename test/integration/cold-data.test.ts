import { afterEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { createArchiveSource } from '../../electron/core/reports/archive-source.ts'
import type { Trend } from '../../shared/figures.ts'
import { callsBetween, callsOnDate, countBy, makeCalls, type Call } from '../support/calls.ts'
import { expire, openColdWorld, takeAll } from '../support/cold-kit.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { hourStatusKeys } from '../support/report-world.ts'
import { keptLog } from '../support/source-kit.ts'
import { usageInput } from '../support/usage-input.ts'
import { watching } from '../support/watching.ts'
import type { World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:41:30Z')
const dayMs = 86_400_000
const hourMs = 3_600_000
const endpoints = ['/a', '/b', '/rare', 'x:total', '__proto__', '天气']
const calls: Call[] = makeCalls({
  seed: 'cold',
  fromMs: Date.parse('2026-11-17T00:00:00Z'),
  toMs: nowMs,
  count: 6_000,
  endpoints,
})

let redis: RedisServer
let worlds: World[] = []

afterEach(async () => {
  for (const world of worlds) await world.close()
  worlds = []
  await redis.stop()
})

async function open(...ask: Parameters<typeof openColdWorld>): Promise<World> {
  const world = await openColdWorld(...ask)
  worlds.push(world)
  return world
}

/** A source that was archived for an hour, and the same one 40 days later, when Redis has its days alone. */
async function archivedWorld(zone: string, list = calls): Promise<World> {
  redis = await startRedis()
  const archive = openArchive({ file: ':memory:', log: keptLog() })
  const more = [...hourStatusKeys(list, nowMs, 'stats')].map(([key, value]): [string, string] => [key, value])
  const before = await open(list, { nowMs, redis, archive, zone, more })
  await takeAll(before)
  await expire(redis, 'stats:minute:', 'stats:hour:')
  return open([], { nowMs: nowMs + 40 * dayMs, redis, archive, zone })
}

const of = (list: Call[], endpoint: string | null): Call[] =>
  endpoint === null ? list : list.filter((call) => call.endpoint === endpoint)

/** What each point of an answer would be by the list. */
function countedFrom(trend: Trend, widthMs: number, endpoint: string | null): number[] {
  return trend.points.map(({ start }) => {
    const startMs = Date.parse(start)
    return of(callsBetween(calls, startMs, startMs + widthMs), endpoint).length
  })
}

describe('after Redis dropped hours and minutes', () => {
  it('the hours of all calls, of every endpoint and of one that was never called are as they were counted', async () => {
    const world = await archivedWorld('UTC')
    for (const endpoint of [null, ...endpoints]) {
      const trend = await world.trend('hour', { endpoint, until: '2026-11-21T13:00:00.000Z' })
      expect(
        trend.points.map((point) => point.calls),
        String(endpoint),
      ).toEqual(countedFrom(trend, hourMs, endpoint))
    }
    const none = await world.trend('hour', { endpoint: '/never', until: '2026-11-21T13:00:00.000Z' })
    expect(none.total).toBe(0)
  })

  it('an archive that is only read shows its endpoints without any Redis, the days that Redis would still have too', async () => {
    redis = await startRedis()
    const archive = openArchive({ file: ':memory:', log: keptLog() })
    const before = await open(calls, { nowMs, redis, archive })
    await takeAll(before)
    const source = createArchiveSource(
      { file: 'shown.sqlite', kept: { archive } },
      before.source.info,
      before.clock,
    )
    const shown = watching(source, before.clock, { archive })
    const { total, items } = await shown.watch.usage(usageInput({ from: '2026-11-18', to: '2026-11-22' }))
    const counted = callsBetween(
      calls,
      Date.parse('2026-11-18T00:00:00Z'),
      Date.parse('2026-11-23T00:00:00Z'),
    )
    expect(total).toBe(counted.length)
    expect(items.map((item) => [item.endpoint, item.calls])).toEqual(countBy(counted, 'endpoint'))
    const { points } = await shown.trend('hour', { endpoint: '/a', until: '2026-11-21T13:00:00.000Z' })
    expect(points.map((point) => point.calls)).toEqual(countedFrom({ points } as Trend, hourMs, '/a'))
    await shown.stop()
  })

  it('minute totals are as they were counted, empty minutes too', async () => {
    const world = await archivedWorld('UTC')
    const trend = await world.trend('minute', { until: '2026-11-20T14:25:00.000Z' })
    const counted = countedFrom(trend, 60_000, null)
    expect(counted).toContain(0)
    expect(trend.points.map((point) => point.calls)).toEqual(counted)
    const ofEndpoint = await world.trend('minute', { endpoint: '/a', until: '2026-11-20T14:25:00.000Z' })
    expect(ofEndpoint.points.some((point) => point.calls === 0)).toBe(false)
  })

  it.each(['UTC', 'Asia/Shanghai', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe'])(
    'days of %s are exact, of each endpoint and by status, and so are reports made late',
    async (zone) => {
      const world = await archivedWorld(zone)
      for (const endpoint of [null, '/a', '/rare', '天气']) {
        const until = zone === 'UTC' ? '2026-11-23T00:00:00.000Z' : '2026-11-22T20:00:00.000Z'
        const { points } = await world.trend('day', { zone, endpoint, until })
        const known = points.filter(({ start }) => start >= '2026-11-18' && start < '2026-11-22')
        expect(known.length).toBeGreaterThan(3)
        for (const { start, calls: shown, approximate } of known) {
          const date = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(Date.parse(start))
          const counted = of(callsOnDate(calls, date, zone), endpoint).length
          expect([date, endpoint, shown, approximate]).toEqual([date, endpoint, counted, false])
        }
      }
      const { rebuilt: report } = await world.watch.reports.rebuildReport({
        date: '2026-11-20',
        replace: false,
      })
      const ofDay = callsOnDate(calls, '2026-11-20', zone)
      expect(report).toMatchObject({
        total_calls: ofDay.length,
        approximate: false,
        quality: { hours: 1, apis: 1 },
      })
      expect(Object.entries(report.api_breakdown!).sort()).toEqual(countBy(ofDay, 'endpoint').sort())
      const areStatusesOnHours = !['Asia/Kathmandu', 'America/St_Johns'].includes(zone)
      if (areStatusesOnHours)
        expect(Object.entries(report.status_breakdown!).sort()).toEqual(countBy(ofDay, 'status').sort())
    },
  )

  it('what was never archived is unknown, not zero', async () => {
    redis = await startRedis()
    const world = await open(calls, { nowMs: nowMs + 40 * dayMs, redis })
    await expire(redis, 'stats:minute:', 'stats:hour:')
    await takeAll(world, 3)
    const { points } = await world.trend('hour', { until: '2026-11-21T13:00:00.000Z' })
    expect(points.map((point) => [point.calls, point.why])).toEqual(points.map(() => [null, 'expired']))
  })
})
