import { sumOf, type Counters, type Figure, type SeriesId } from './counters.ts'
import { piecesOf } from './range.ts'
import { ceilToHour, hourPieces, spanFigure } from './span.ts'
import type { LocalDay } from './time.ts'

/** One hour of a day, cut at its edges; `calls` null where unknown. */
export interface ReportHour {
  startMs: number
  minutes: number
  calls: number | null
}

/**
 * The calls of a series on one closed calendar day, from that day's own counters alone: its day bucket, or its hours and the
 * minutes at its edges. Where those minutes are gone though the hours are known, the straddling hour counts to the day in
 * which it starts: approximate. With `byHours` that is so from the start.
 */
export function ownDayFigure(
  counters: Counters,
  series: SeriesId,
  { startMs, endMs }: LocalDay,
  { byHours = false } = {},
): Figure {
  const exact = sumOf(piecesOf(counters, series, startMs, endMs))
  if (exact.value !== null && !byHours) return exact
  const [from, to] = [startMs, endMs].map((ms) => ceilToHour(ms, counters.offsetMinutes)) as [number, number]
  const whole = sumOf(piecesOf(counters, series, from, to))
  return whole.value === null ? { ...whole, atLeast: exact.atLeast } : { ...whole, approximate: true }
}

/** Every hour of a closed day in order; hours whose counters are gone are unknown. */
export function reportHours(counters: Counters, day: LocalDay): ReportHour[] {
  return hourPieces(day, counters.offsetMinutes).map(({ startMs, endMs, minutes }) => ({
    startMs,
    minutes,
    calls: spanFigure(counters, 'total', startMs, endMs).value,
  }))
}
