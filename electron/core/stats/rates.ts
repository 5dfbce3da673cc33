import { totalOf, type Counters } from '../../../shared/counters.ts'
import type { RatePoint } from '../../../shared/figures.ts'
import { bucketAt, bucketStart, isoInstant, widthMs } from '../../../shared/time.ts'
import type { Reading } from '../source/source.ts'

/** How far back the live chart goes. */
export const liveSpanMs = 300_000
/** Two refreshes further apart than this were a pause: the span between is drawn from minute totals. */
const pauseMs = 10_000

interface Beat {
  atMs: number
  callsPerSecond: number | null
  /** The refresh before it was a pause ago or there was none. */
  isAfterPause: boolean
}

/** The totals of the days that a refresh read, by day bucket. */
export type DayTotals = ReadonlyMap<number, Reading>

/** Calls per second by the differences of refreshes. */
export interface Rates {
  /** Takes a refresh; false where the difference was negative and was dropped. */
  add(atMs: number, day: number, totals: DayTotals): boolean
  latest(): number | null
  /** The last 5 minutes, oldest first; asks for the minutes that no refresh covers. */
  points(counters: Counters): RatePoint[]
}

export function createRates(): Rates {
  let last: { atMs: number; day: number; totals: DayTotals } | null = null
  let beats: Beat[] = []

  return {
    add(atMs, day, totals) {
      const before = last
      if (before && atMs <= before.atMs) return true
      last = { atMs, day, totals }
      const calls = before && callsBetween(before, { day, totals })
      const isDropped = typeof calls === 'number' && calls < 0
      const isAfterPause = !before || atMs - before.atMs > pauseMs
      const seconds = before ? (atMs - before.atMs) / 1_000 : 1
      const callsPerSecond = calls === null || isDropped ? null : calls / seconds
      beats = [
        ...beats.filter((beat) => beat.atMs > atMs - liveSpanMs),
        { atMs, callsPerSecond, isAfterPause },
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

function callsBetween(
  before: { day: number; totals: DayTotals },
  now: { day: number; totals: DayTotals },
): number | null {
  const oldBefore = before.totals.get(before.day)
  const oldNow = now.totals.get(before.day)
  if (typeof oldNow !== 'number') return null
  // A day bucket that is not there yet has no calls as long as the one before it has lost none.
  const sameDay = oldNow - (typeof oldBefore === 'number' ? oldBefore : 0)
  if (oldBefore !== null && typeof oldBefore !== 'number') return null
  if (before.day === now.day) return sameDay
  const fresh = now.totals.get(now.day)
  if (fresh !== null && typeof fresh !== 'number') return null
  const freshBefore = before.totals.get(now.day)
  return sameDay + (fresh ?? 0) - (typeof freshBefore === 'number' ? freshBefore : 0)
}

function pointOf(beat: Beat): RatePoint {
  return { at: isoInstant(beat.atMs), callsPerSecond: beat.callsPerSecond, from: 'refresh' }
}

/** The span from `fromMs` to a beat by minute totals; the part of a running minute by the beat's own mean. */
function minutePoints(counters: Counters, fromMs: number, beat: Beat): RatePoint[] {
  const points: RatePoint[] = []
  const first = bucketAt(fromMs, 'minute')
  for (let minute = first; minute <= bucketAt(beat.atMs, 'minute'); minute++) {
    const startMs = bucketStart(minute, 'minute')
    const isClosed = startMs + widthMs.minute <= beat.atMs
    const shifted = bucketAt(startMs, 'minute', counters.offsetMinutes)
    const calls = totalOf(counters, 'minute', shifted)
    const elapsedMs = isClosed ? widthMs.minute : beat.atMs - startMs
    if (!isClosed && elapsedMs < 5_000) continue
    const mean = calls.value === null ? null : calls.value / (elapsedMs / 1_000)
    const rate = calls.why === 'reading' ? beat.callsPerSecond : mean
    points.push({ at: isoInstant(Math.max(startMs, fromMs)), callsPerSecond: rate, from: 'minute' })
  }
  return points
}
