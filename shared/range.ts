import { figureOf, known, sumOf, type Counters, type Figure, type SeriesId } from './counters.ts'
import type { DaySpan } from './period.ts'
import { ceilToHour, spanFigure } from './span.ts'
import { bucketAt, bucketStart, epochDay, widthMs } from './time.ts'

/**
 * The calls of a series in calendar days that follow each other, up to an instant: whole day buckets within, hours and
 * minutes at the edges alone. So a range of many endpoints takes few keys, and equals the sum of its days because the hours of
 * a day bucket add up to it. Where minutes of an edge are gone, the straddling hour counts to the day in which it starts; where
 * the hours are gone, the UTC days of the same dates stand for the range: both approximate, as for a single day.
 */
export function rangeFigure(counters: Counters, series: SeriesId, { days, untilMs }: DaySpan): Figure {
  const { startMs } = days[0]!
  const { endMs } = days.at(-1)!
  const exact = [...piecesOf(counters, series, startMs, untilMs)]
  if (!areExpired(exact)) return sumOf(exact)
  const ceil = (ms: number): number => ceilToHour(ms, counters.offsetMinutes)
  const byHours = [...piecesOf(counters, series, ceil(startMs), untilMs === endMs ? ceil(untilMs) : untilMs)]
  const sum = sumOf(byHours)
  if (sum.value !== null) return { ...sum, approximate: true }
  if (!areExpired(byHours) || untilMs !== endMs) return sumOf(exact)
  const byUtcDays = sumOf(days.map(({ date }) => figureOf(counters, series, 'day', epochDay(date))))
  return byUtcDays.value === null ? sumOf(exact) : { ...byUtcDays, approximate: true }
}

/** Whether age alone makes the sum unknown: what is lost is not replaced. */
function areExpired(figures: readonly Figure[]): boolean {
  const unknowns = figures.filter(({ value }) => value === null)
  return unknowns.length > 0 && unknowns.every(({ why }) => why === 'expired')
}

/** The figures between two instants: whole day buckets within, hours and minutes at the edges; of what was not called all day, zero. */
export function* piecesOf(
  counters: Counters,
  series: SeriesId,
  startMs: number,
  endMs: number,
): Iterable<Figure> {
  const { offsetMinutes, nowMs } = counters
  const stopMs = Math.min(endMs, nowMs + 2 * widthMs.minute + 1)
  for (let ms = startMs; ms < stopMs;) {
    const day = bucketAt(ms, 'day', offsetMinutes)
    const dayStartMs = bucketStart(day, 'day', offsetMinutes)
    const dayEndMs = bucketStart(day + 1, 'day', offsetMinutes)
    const whole = figureOf(counters, series, 'day', day)
    if (ms === dayStartMs && dayEndMs <= endMs) yield whole
    // Of what was not called all day no hour need be read.
    else if (whole.value === 0) yield known(0)
    else yield spanFigure(counters, series, ms, Math.min(dayEndMs, endMs))
    ms = dayEndMs
  }
}
