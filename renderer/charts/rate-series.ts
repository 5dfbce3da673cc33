import type { RatePoint } from '../../shared/figures.ts'

export interface XY {
  x: number
  y: number
}

export interface RateSeries {
  /** From refreshes, a line. NaN is a gap. */
  readings: XY[]
  /** From minute totals, dashed steps. NaN is a gap. */
  minutes: XY[]
}

/** Readings this far apart have nothing known between them. */
const widestGapMs = 90_000

/** The points up to `endMs` as two lines, so that an average of a minute never looks like a reading of a second. */
export function rateSeries(points: readonly RatePoint[], endMs: number): RateSeries {
  const series: RateSeries = { readings: [], minutes: [] }
  let before: { from: RatePoint['from']; point: XY } | null = null
  for (const { at, callsPerSecond, from } of points) {
    const point = { x: Date.parse(at), y: callsPerSecond ?? Number.NaN }
    const line = from === 'minute' ? series.minutes : series.readings
    if (before && before.from !== from) {
      const other = from === 'minute' ? series.readings : series.minutes
      // The steps go on to where the line begins, and the line starts anew after the steps.
      if (before.from === 'minute') other.push({ x: point.x, y: before.point.y })
      other.push({ x: point.x, y: Number.NaN })
    } else if (before && from === 'minute' && Number.isNaN(point.y)) {
      // The step of a known minute goes on to where nothing is known any more.
      line.push({ x: point.x, y: before.point.y })
    } else if (before && point.x - before.point.x > widestGapMs) {
      line.push({ x: before.point.x + 1, y: Number.NaN })
    }
    line.push(point)
    before = { from, point }
  }
  if (before?.from === 'minute') series.minutes.push({ x: endMs, y: before.point.y })
  return series
}
