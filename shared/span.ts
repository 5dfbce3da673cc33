import { figureOf, known, sumOf, type Counters, type Figure, type SeriesId } from './counters.ts'
import { bucketAt, bucketStart, epochDay, widthMs, type LocalDay } from './time.ts'

/**
 * The calls of a series from one instant to another, both on whole minutes: full hour buckets, and minutes at the edges.
 * Hours that lie in the future count nothing.
 */
export function spanFigure(counters: Counters, series: SeriesId, startMs: number, endMs: number): Figure {
  return sumOf(parts(counters, series, startMs, endMs))
}

/**
 * The calls of a series on one calendar day, decided per day: the day bucket where the day is one; its hour buckets where
 * both edges lie on full hours; else minutes at the edges. Where the edge minutes are gone, the straddling hour counts to
 * the day in which it starts; where the hours are gone, the UTC day of that date stands for it: both approximate.
 */
export function dayFigure(counters: Counters, series: SeriesId, day: LocalDay): Figure {
  const { offsetMinutes } = counters
  const bucket = dayBucketOf(day, offsetMinutes)
  if (bucket !== null) return figureOf(counters, series, 'day', bucket)

  const exact = spanFigure(counters, series, day.startMs, day.endMs)
  if (exact.value !== null || exact.why !== 'expired') return exact
  const byHours = spanFigure(
    counters,
    series,
    ceilToHour(day.startMs, offsetMinutes),
    ceilToHour(day.endMs, offsetMinutes),
  )
  if (byHours.value !== null) return { ...byHours, approximate: true }
  if (byHours.why !== 'expired') return { ...exact, why: byHours.why }
  const utcDay = figureOf(counters, series, 'day', epochDay(day.date))
  return utcDay.value === null ? { ...exact, why: utcDay.why } : { ...utcDay, approximate: true }
}

/** The day bucket that is a calendar day; null where the day is none. */
export function dayBucketOf(day: LocalDay, offsetMinutes: number): number | null {
  const bucket = bucketAt(day.startMs, 'day', offsetMinutes)
  const startsIt = bucketStart(bucket, 'day', offsetMinutes) === day.startMs
  return startsIt && bucketStart(bucket + 1, 'day', offsetMinutes) === day.endMs ? bucket : null
}

/** The services' hour buckets of a calendar day in order, cut at its edges. */
export function hourPieces(
  day: LocalDay,
  offsetMinutes: number,
): { startMs: number; endMs: number; minutes: number }[] {
  const pieces = []
  for (let startMs = day.startMs; startMs < day.endMs;) {
    const next = bucketStart(bucketAt(startMs, 'hour', offsetMinutes) + 1, 'hour', offsetMinutes)
    const endMs = Math.min(next, day.endMs)
    pieces.push({ startMs, endMs, minutes: (endMs - startMs) / widthMs.minute })
    startMs = endMs
  }
  return pieces
}

function* parts(counters: Counters, series: SeriesId, startMs: number, endMs: number): Iterable<Figure> {
  const { offsetMinutes } = counters
  // Two minutes past now: a service whose clock is ahead counts there already.
  const stopMs = Math.min(endMs, counters.nowMs + 2 * widthMs.minute + 1)
  if (stopMs <= startMs) return yield known(0)
  const firstHour = ceilToHour(startMs, offsetMinutes)
  const endHour = bucketStart(bucketAt(endMs, 'hour', offsetMinutes), 'hour', offsetMinutes)
  if (firstHour > endHour) return yield* minutes(counters, series, startMs, stopMs)
  yield* minutes(counters, series, startMs, Math.min(firstHour, stopMs))
  for (let ms = firstHour; ms < Math.min(endHour, stopMs); ms += widthMs.hour) {
    yield figureOf(counters, series, 'hour', bucketAt(ms, 'hour', offsetMinutes))
  }
  yield* minutes(counters, series, endHour, stopMs)
}

function* minutes(counters: Counters, series: SeriesId, startMs: number, endMs: number): Iterable<Figure> {
  for (let ms = startMs; ms < endMs; ms += widthMs.minute) {
    yield figureOf(counters, series, 'minute', bucketAt(ms, 'minute', counters.offsetMinutes))
  }
}

/** The first full hour of the services' buckets at or after an instant. */
export function ceilToHour(ms: number, offsetMinutes: number): number {
  const start = bucketStart(bucketAt(ms, 'hour', offsetMinutes), 'hour', offsetMinutes)
  return start === ms ? ms : start + widthMs.hour
}
