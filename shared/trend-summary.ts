import { changeOf } from './change.ts'
import type { Figure } from './counters.ts'
import type { TrendPoint } from './figures.ts'
import { sumOfPoints } from './trend.ts'

/** What the points of a trend, or of a part of it, come to. */
export interface TrendSummary {
  sum: Figure
  /** Calls of a point on average, over those that are over and known; null where there is none. */
  mean: number | null
  /** Points that are over, and how many of them are known. */
  closed: number
  closedKnown: number
  /** The point that is over and has most calls, the earliest on a tie; null where none has any. */
  peak: TrendPoint | null
  /** Both sides of the comparison; null where there is none. */
  compared: ComparedSums | null
}

/**
 * Like with like: the points that are over, against those that they are compared with. A point beside which the clock has no
 * time counts on neither side.
 */
export interface ComparedSums {
  present: Figure
  previous: Figure
  /** Null where a side is unknown or the previous one is 0. */
  change: number | null
  /** Points on each side. */
  pairs: number
}

/** Sums up points and what they are compared with, aligned by index. */
export function summariseTrend(
  points: readonly TrendPoint[],
  previous: readonly TrendPoint[] | null,
): TrendSummary {
  const closed = points.filter(({ partial }) => !partial)
  const known = closed.filter(({ calls }) => calls !== null)
  return {
    sum: sumOfPoints(points),
    mean: known.length > 0 ? sumOfPoints(known).value! / known.length : null,
    closed: closed.length,
    closedKnown: known.length,
    peak: peakOf(known),
    compared: previous && compare(points, previous),
  }
}

/** By how much a point lies above what it is compared with; null while it runs, and where either is unknown or that is 0. */
export function pointChange(point: TrendPoint, before: TrendPoint | undefined): number | null {
  return point.partial || !before ? null : changeOf(point.calls, before.calls)
}

function peakOf(known: readonly TrendPoint[]): TrendPoint | null {
  let peak: TrendPoint | null = null
  for (const point of known) if (point.calls! > (peak?.calls ?? 0)) peak = point
  return peak
}

function compare(points: readonly TrendPoint[], previous: readonly TrendPoint[]): ComparedSums {
  const pairs = points.flatMap((point, i) => {
    const before = previous[i]
    return point.partial || !before || before.why === 'clock_change' ? [] : [{ point, before }]
  })
  const present = sumOfPoints(pairs.map(({ point }) => point))
  const before = sumOfPoints(pairs.map((pair) => pair.before))
  return { present, previous: before, change: changeOf(present.value, before.value), pairs: pairs.length }
}
