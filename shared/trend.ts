import { sumOf, type Counters, type Figure, type SeriesId } from './counters.ts'
import type { TrendPoint } from './figures.ts'
import { isoInstant } from './time.ts'
import type { Slot } from './trend-slots.ts'

/** The points of slots as the contract gives them. */
export function trendPoints(counters: Counters, series: SeriesId, slots: readonly Slot[]): TrendPoint[] {
  return slots.map((slot) => {
    const { value, atLeast, why, approximate } = slot.figure(counters, series)
    return {
      start: isoInstant(slot.startMs),
      calls: value,
      atLeast,
      partial: slot.startMs <= counters.nowMs && counters.nowMs < slot.endMs,
      approximate,
      why,
    }
  })
}

/** The sum of points: unknown where one is, with what is sure beside it. */
export function sumOfPoints(points: readonly TrendPoint[]): Figure {
  return sumOf(points.map(({ calls, ...point }) => ({ ...point, value: calls })))
}
