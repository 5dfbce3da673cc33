import type { Granularity } from './api.ts'
import { figureOf, sumOf, type Counters, type Figure, type SeriesId } from './counters.ts'
import type { TrendPoint } from './figures.ts'
import { dayFigure } from './span.ts'
import { bucketAt, bucketStart, isoInstant, type Zone } from './time.ts'

/** Points of each range. */
export const trendLength: Record<Granularity, number> = { minute: 60, hour: 24, day: 30 }

export interface TrendAsk {
  range: Granularity
  series: SeriesId
  zone: Zone
  /** How many whole ranges before the present one. */
  periodsBack?: number
}

/**
 * The points of a range, oldest first, the newest being now's bucket (periods before: the bucket as many ranges earlier).
 * Minutes and hours are the services' buckets in every zone, days are calendar days of the zone.
 */
export function trendFigures(
  counters: Counters,
  { range, series, zone, periodsBack = 0 }: TrendAsk,
): { startMs: number; figure: Figure; isPartial: boolean }[] {
  const { nowMs, offsetMinutes } = counters
  const length = trendLength[range]
  const back = Array.from({ length }, (_, i) => length - 1 - i + periodsBack * length)
  if (range === 'day') {
    const today = zone.dayAt(nowMs)
    return back.map((days) => {
      const day = zone.daysBefore(today, days)
      return { startMs: day.startMs, figure: dayFigure(counters, series, day), isPartial: days === 0 }
    })
  }
  const last = bucketAt(nowMs, range, offsetMinutes)
  return back.map((buckets) => ({
    startMs: bucketStart(last - buckets, range, offsetMinutes),
    figure: figureOf(counters, series, range, last - buckets),
    isPartial: buckets === 0,
  }))
}

/** The points as the contract gives them, with their sum. */
export function trendPoints(
  counters: Counters,
  ask: TrendAsk,
): { points: TrendPoint[]; total: number | null; atLeast: number } {
  const figures = trendFigures(counters, ask)
  const sum = sumOf(figures.map(({ figure }) => figure))
  return {
    points: figures.map(({ startMs, figure, isPartial }) => ({
      start: isoInstant(startMs),
      calls: figure.value,
      partial: isPartial,
      approximate: figure.approximate,
      why: figure.why,
    })),
    total: sum.value,
    atLeast: sum.atLeast,
  }
}
