import type { Trend, TrendPoint } from '../../shared/figures.ts'
import { summariseTrend, type TrendSummary } from '../../shared/trend-summary.ts'

/** A span of time of which the end is the first instant that does not belong to it, in epoch milliseconds. */
export interface Zoom {
  fromMs: number
  toMs: number
}

/** What is shown of a trend: all of it, or the points of a zoom. */
export interface TrendPart {
  trend: Trend
  points: readonly TrendPoint[]
  previous: readonly TrendPoint[] | null
  /** The end of each point in epoch milliseconds. */
  ends: readonly number[]
  isZoomed: boolean
  summary: TrendSummary
}

const bucketMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** The part of a trend that a zoom leaves; the whole where the zoom holds none of its points. */
export function partOf(trend: Trend, zoom: Zoom | null): TrendPart {
  const ends = endsOf(trend)
  const isWithin = trend.points.map(({ start }) => isIn(Date.parse(start), zoom))
  const isZoomed = zoom !== null && isWithin.includes(true)
  const keep = <T>(all: readonly T[]): T[] => all.filter((_one, i) => !isZoomed || isWithin[i])
  const points = keep(trend.points)
  const previous = trend.previous && keep(trend.previous)
  return { trend, points, previous, ends: keep(ends), isZoomed, summary: summariseTrend(points, previous) }
}

/** The zoom from one point to another, both included, in whatever order. */
export function zoomTo({ points, ends }: TrendPart, one: number, other: number): Zoom {
  const [first, last] = [Math.min(one, other), Math.max(one, other)]
  return { fromMs: Date.parse(points[first]!.start), toMs: ends[last]! }
}

/** Two instants of an address: `2026-11-24T03:00:00.000Z/2026-11-24T07:00:00.000Z`; null where they are none. */
export function parseZoom(text: string): Zoom | null {
  const ends = text.split('/').map(parseInstant)
  const [fromMs = null, toMs = null] = ends
  if (ends.length !== 2 || fromMs === null || toMs === null || fromMs >= toMs) return null
  return { fromMs, toMs }
}

export function zoomText({ fromMs, toMs }: Zoom): string {
  return [fromMs, toMs].map((ms) => new Date(ms).toISOString()).join('/')
}

/** An instant with its offset in epoch milliseconds; null for what is none, or lies outside of four-digit years. */
export function parseInstant(text: string): number | null {
  const ms = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  return ms >= 0 && ms < Date.UTC(9999, 11, 31) ? ms : null
}

function isIn(ms: number, zoom: Zoom | null): boolean {
  return zoom !== null && ms >= zoom.fromMs && ms < zoom.toMs
}

/** A point ends where the next begins; of the last day the trend says where it ends, unless it is still running. */
function endsOf({ points, range, until }: Trend): number[] {
  return points.map(({ start }, i) => {
    const next = points[i + 1]?.start ?? until
    return next ? Date.parse(next) : Date.parse(start) + bucketMs[range]
  })
}
