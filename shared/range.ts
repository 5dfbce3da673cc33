import { figureOf, known, sumOf, type Counters, type Figure, type SeriesId } from './counters.ts'
import { spanFigure } from './span.ts'
import type { DaySpan } from './period.ts'
import { bucketAt, bucketStart, epochDay, widthMs } from './time.ts'

/**
 * The calls of a series in calendar days that follow each other, up to an instant: whole day buckets within, hours and
 * minutes at the edges alone. So a range of many endpoints takes few keys, and equals the sum of its days because the hours of
 * a day bucket add up to it. Where hours of an edge are gone, the UTC days of the same dates stand for the range: approximate.
 */
export function rangeFigure(counters: Counters, series: SeriesId, { days, untilMs }: DaySpan): Figure {
  const exact = sumOf(pieces(counters, series, days[0]!.startMs, untilMs))
  if (exact.value !== null || exact.why !== 'expired' || untilMs !== days.at(-1)!.endMs) return exact
  const byUtcDays = sumOf(days.map(({ date }) => figureOf(counters, series, 'day', epochDay(date))))
  return byUtcDays.value === null ? exact : { ...byUtcDays, approximate: true }
}

function* pieces(counters: Counters, series: SeriesId, startMs: number, endMs: number): Iterable<Figure> {
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
