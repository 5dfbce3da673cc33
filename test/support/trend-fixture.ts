import type { CheckedTrendInput, TrendInput } from '../../shared/api.ts'
import type { EndpointsFound, Trend, TrendPoint } from '../../shared/figures.ts'
import { fixtureNow } from './overview-fixture.ts'

const widthMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }
const lengths = { minute: 60, hour: 24, day: 30 }
/** The first instant of the day in which the fixture's now lies, in Asia/Shanghai. */
const localDayMs = Date.parse('2026-11-23T16:00:00.000Z')

/**
 * A plausible answer at 2026-11-24 07:21:04 UTC: the point that begins at local hour (minute, day) n has 1,000 + n calls, what
 * it is compared with has 1,000. Days are those of Asia/Shanghai.
 */
export function makeTrend(input: TrendInput): Trend {
  const { range, zone, endpoint = null, compare = 'none' } = input
  const width = widthMs[range]
  const { until, length } = endOf(input)
  const running = range === 'day' ? localDayMs : Math.floor(fixtureNow / width) * width
  const asked = until === null ? running : lastBefore(Date.parse(until), range)
  const last = Math.min(running, asked)
  const backs = Array.from({ length }, (_, i) => length - 1 - i)
  const points = backs.map((back) => makePoint(last - back * width, range, running))
  const shift =
    compare === 'period' ? length * width : Math.ceil((length * width) / (7 * widthMs.day)) * 7 * widthMs.day
  const previous = points.map(({ start }) => ({
    ...makePoint(Date.parse(start) - shift, range, running),
    calls: 1_000,
    atLeast: 1_000,
  }))
  const total = points.reduce((sum, { calls }) => sum + calls!, 0)
  return {
    source: 'Production',
    sample: false,
    issues: [],
    asOf: new Date(fixtureNow).toISOString(),
    clock: 'test',
    range,
    zone,
    endpoint,
    compare,
    until: last === running ? null : new Date(last + width).toISOString(),
    later: last + length * width >= running ? null : new Date(last + (length + 1) * width).toISOString(),
    points,
    previous: compare === 'none' ? null : previous,
    total,
    atLeast: total,
  }
}

/** The end that is asked for, null for now, and how many points; dates are those of Asia/Shanghai. */
function endOf({ range, until = null, from = null, to = null }: TrendInput): {
  until: string | null
  length: number
} {
  if (from === null) return { until, length: lengths[range] }
  const startMs = Date.parse(`${from}T00:00:00+08:00`)
  const end = Date.parse(`${to}T00:00:00+08:00`) + widthMs.day
  const endMs = Math.min(end, Math.floor(fixtureNow / widthMs[range] + 1) * widthMs[range])
  const isNow = end > fixtureNow
  return {
    until: isNow ? null : new Date(end).toISOString(),
    length: Math.ceil((endMs - startMs) / widthMs[range]),
  }
}

/** The same with some points changed. */
export function withPoints(trend: Trend, change: (point: TrendPoint, i: number) => TrendPoint): Trend {
  const points = trend.points.map(change)
  const isKnown = points.every(({ calls }) => calls !== null)
  const atLeast = points.reduce((sum, point) => sum + point.atLeast, 0)
  return { ...trend, points, total: isKnown ? atLeast : null, atLeast }
}

export const unknownPoint = (point: TrendPoint, why: TrendPoint['why'] = 'unconfirmed'): TrendPoint => ({
  ...point,
  calls: null,
  atLeast: 0,
  why,
})

/** Endpoints `/api/0` to `/api/9999`, searched as the core does. */
export function findEndpoints({
  search = '',
  limit = 100,
}: {
  search?: string
  limit?: number
}): EndpointsFound {
  const all = Array.from({ length: 10_000 }, (_, i) => `/api/${i}`)
  const found = all.filter((name) => name.includes(search))
  return { names: found.slice(0, limit), matches: found.length, known: all.length }
}

function makePoint(startMs: number, range: CheckedTrendInput['range'], running: number): TrendPoint {
  const local = new Date(startMs + 8 * 3_600_000)
  const n =
    range === 'minute' ? local.getUTCMinutes() : range === 'hour' ? local.getUTCHours() : local.getUTCDate()
  const calls = 1_000 + n
  return {
    start: new Date(startMs).toISOString(),
    calls,
    atLeast: calls,
    partial: startMs === running,
    approximate: false,
    why: null,
  }
}

function lastBefore(untilMs: number, range: CheckedTrendInput['range']): number {
  const width = widthMs[range]
  const offset = range === 'day' ? localDayMs % width : 0
  return Math.floor((untilMs - 1 - offset) / width) * width + offset
}
