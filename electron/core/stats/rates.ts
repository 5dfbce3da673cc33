import { totalOf, type Counters } from '../../../shared/counters.ts'
import type { RatePoint } from '../../../shared/figures.ts'
import { bucketAt, bucketStart, isoInstant, widthMs } from '../../../shared/time.ts'
import type { Reading } from '../source/source.ts'

/** How far back the live chart goes. */
export const liveSpanMs = 300_000
/** Two refreshes further apart than this were a pause: the span between is drawn from minute totals. */
const pauseMs = 10_000
/** Refreshes closer together than this count as one: too few calls lie between them for a rate. */
const togetherMs = 500

/** The shortest part of a running minute whose mean is drawn. */
const shortestMeanMs = 5_000

interface Beat {
  atMs: number
  callsPerSecond: number | null
  /** The refresh before it was a pause ago or there was none. */
  isAfterPause: boolean
  /** The counter of the minute that was running, as it stood then. */
  minuteReading: Reading
}

/** The totals of the days that a refresh read, by day bucket. */
export type DayTotals = ReadonlyMap<number, Reading>

/** Calls per second by the differences of refreshes. */
export interface Rates {
  /** Takes a refresh; false where the difference was negative and was dropped. */
  add(refresh: { atMs: number; day: number; totals: DayTotals; minuteReading: Reading }): boolean
  latest(): number | null
  /** The last 5 minutes, oldest first; asks for the minutes that no refresh covers. */
  points(counters: Counters): RatePoint[]
}

export function createRates(): Rates {
  let last: { atMs: number; day: number; totals: DayTotals } | null = null
  let beats: Beat[] = []

  /** A server's clock that was put back begins anew. */
  const forgetAfter = (atMs: number): void => {
    last = null
    beats = beats.filter((beat) => beat.atMs < atMs)
  }

  return {
    add({ atMs, day, totals, minuteReading }) {
      if (last && atMs < last.atMs - pauseMs) forgetAfter(atMs)
      const before = last
      if (before && atMs < before.atMs + togetherMs) return true
      last = { atMs, day, totals }
      const calls = before && callsBetween(before, totals)
      const isDropped = typeof calls === 'number' && calls < 0
      const isAfterPause = !before || atMs - before.atMs > pauseMs
      const seconds = before ? (atMs - before.atMs) / 1_000 : 1
      const callsPerSecond = calls === null || isDropped ? null : calls / seconds
      beats = [
        ...beats.filter((beat) => beat.atMs > atMs - liveSpanMs),
        { atMs, callsPerSecond, isAfterPause, minuteReading },
      ]
      return !isDropped
    },
    latest: () => beats.at(-1)?.callsPerSecond ?? null,
    points(counters) {
      const points: RatePoint[] = []
      let coveredMs = counters.nowMs - liveSpanMs
      for (const beat of beats) {
        if (beat.atMs < coveredMs) continue
        if (beat.isAfterPause) points.push(...minutePoints(counters, coveredMs, beat))
        else points.push(pointOf(beat))
        coveredMs = beat.atMs
      }
      return points
    },
  }
}

/**
 * What all day buckets gained: across midnight (old day now - old day before) + new day now, and before it what a clock
 * that is ahead counts in the day to come. A bucket that is not there yet has no calls.
 */
function callsBetween(before: { day: number; totals: DayTotals }, now: DayTotals): number | null {
  let gained = 0
  // The day that ran then may have grown since: without it nothing is known. Those before it have had their grace.
  if (!now.has(before.day)) return null
  // Where no day was ever counted there is nothing to tell quiet from lost.
  if (![...now.values()].some((reading) => typeof reading === 'number')) return null
  for (const [day, is] of now) {
    const was = before.totals.get(day) ?? null
    if (typeof was === 'string' || typeof is === 'string') return null
    gained += (is ?? 0) - (was ?? 0)
  }
  return gained
}

function pointOf(beat: Beat): RatePoint {
  return { at: isoInstant(beat.atMs), callsPerSecond: beat.callsPerSecond, from: 'refresh' }
}

/** The span from `fromMs` to a beat by minute totals; of the minute that ran then, by what it had counted so far. */
function minutePoints(counters: Counters, fromMs: number, beat: Beat): RatePoint[] {
  const points: RatePoint[] = []
  const last = bucketAt(beat.atMs, 'minute')
  for (let minute = bucketAt(fromMs, 'minute'); minute <= last; minute++) {
    const startMs = bucketStart(minute, 'minute')
    const at = isoInstant(Math.max(startMs, fromMs))
    if (minute === last) {
      const elapsedMs = beat.atMs - startMs
      if (elapsedMs < shortestMeanMs) continue
      const calls = callsSoFar(counters, minute, beat.minuteReading)
      const mean = calls === null ? beat.callsPerSecond : calls / (elapsedMs / 1_000)
      points.push({ at, callsPerSecond: mean, from: 'minute' })
      continue
    }
    const calls = totalOf(counters, 'minute', bucketAt(startMs, 'minute', counters.offsetMinutes))
    const mean = calls.value === null ? null : calls.value / (widthMs.minute / 1_000)
    points.push({ at, callsPerSecond: calls.why === 'reading' ? beat.callsPerSecond : mean, from: 'minute' })
  }
  return points
}

/** What a minute had counted when its counter was read: nothing where that was missing and the minute is known by now. */
function callsSoFar(counters: Counters, minute: number, reading: Reading): number | null {
  if (typeof reading === 'number') return reading
  if (reading !== null) return null
  const bucket = bucketAt(bucketStart(minute, 'minute'), 'minute', counters.offsetMinutes)
  return totalOf(counters, 'minute', bucket).value === null ? null : 0
}
