import { changeOf, shareOf } from '../../../shared/change.ts'
import type { Counters } from '../../../shared/counters.ts'
import { totalOf } from '../../../shared/counters.ts'
import type { Coverage, DayHour, HotApi, Overview } from '../../../shared/figures.ts'
import { dayFigure, hourPieces, spanFigure } from '../../../shared/span.ts'
import { bucketAt, bucketStart, isoInstant, widthMs, type LocalDay, type Zone } from '../../../shared/time.ts'
import type { Conservation } from './conservation.ts'
import type { WantingCounters } from './counters-of.ts'
import type { Ranked, Ranking } from './hot-apis.ts'
import { rateOf, rateOfDay, statusesOfLocalDay, successOf, type SuccessDeps } from './success-of.ts'

export interface OverviewDeps {
  counters: WantingCounters
  zone: Zone
  endpoints: readonly string[]
  ranking: Ranking
  success: SuccessDeps
  conservation: Conservation
  /** The last whole minute of today and the same wall-clock time of the day before. */
  frame: Frame
}

/** The two spans that are compared: today and the day before, both until the same wall-clock time. */
export interface Frame {
  today: LocalDay
  yesterday: LocalDay
  untilMs: number
  previousUntilMs: number
}

/** Both spans end at the last whole minute, at the same wall-clock time. */
export function frameAt(nowMs: number, zone: Zone): Frame {
  const today = zone.dayAt(nowMs)
  const yesterday = zone.daysBefore(today, 1)
  const untilMs = Math.max(today.startMs, Math.floor(nowMs / widthMs.minute) * widthMs.minute)
  const previousUntilMs = Math.min(
    Math.max(zone.sameWallTime(untilMs, yesterday.date), yesterday.startMs),
    yesterday.endMs,
  )
  return { today, yesterday, untilMs, previousUntilMs }
}

export interface OverviewFigures {
  shown: Pick<
    Overview,
    'today' | 'currentHour' | 'currentMinute' | 'success' | 'hours' | 'coverage' | 'endpoints'
  >
  ranked: Ranked[]
}

/** Every figure of the overview but those of the live reading. Pure: asks the counters, which note what is missing. */
export function overviewFigures(deps: OverviewDeps): OverviewFigures {
  const { counters, zone, frame } = deps
  const { today, yesterday, untilMs, previousUntilMs } = frame
  const calls = dayFigure(counters, 'total', today)
  const comparable = withoutRunningMinute(counters, calls.value, untilMs, today)
  const previous = spanFigure(counters, 'total', yesterday.startMs, previousUntilMs).value
  const ranked = deps.ranking.of(counters, deps.endpoints, today)
  const shown: OverviewFigures['shown'] = {
    today: {
      date: today.date,
      start: isoInstant(today.startMs),
      end: isoInstant(today.endMs),
      calls: calls.value,
      atLeast: calls.atLeast,
      why: calls.why,
      approximate: calls.approximate,
      comparable,
      comparableUntil: isoInstant(untilMs),
      previous,
      previousUntil: isoInstant(previousUntilMs),
      change: changeOf(comparable, previous),
      spansDiffer: untilMs - today.startMs !== previousUntilMs - yesterday.startMs,
      successRate: rateOf(deps.success, statusesOfLocalDay(deps.success, today)),
      successRateUtcDay: rateOfDay(deps.success, bucketAt(counters.nowMs, 'day', counters.offsetMinutes)),
    },
    currentHour: currentHour(counters, zone, untilMs),
    currentMinute: currentMinute(counters),
    success: successOf(deps.success, today),
    hours: hoursOfDay(counters, zone, frame),
    coverage: coverageOf(deps, today),
    endpoints: ranked.length,
  }
  return { shown, ranked }
}

/** Today without the minute that runs and without calls that a clock ahead counted after it. */
function withoutRunningMinute(
  counters: Counters,
  calls: number | null,
  untilMs: number,
  today: LocalDay,
): number | null {
  if (calls === null) return null
  const running = spanFigure(
    counters,
    'total',
    untilMs,
    Math.min(untilMs + 3 * widthMs.minute, today.endMs),
  ).value
  return running === null ? null : calls - running
}

function currentMinute(counters: Counters): Overview['currentMinute'] {
  const bucket = bucketAt(counters.nowMs, 'minute', counters.offsetMinutes)
  const { value, atLeast, why } = totalOf(counters, 'minute', bucket)
  const start = isoInstant(bucketStart(bucket, 'minute', counters.offsetMinutes))
  return { start, calls: value, atLeast, why }
}

function currentHour(counters: Counters, zone: Zone, untilMs: number): Overview['currentHour'] {
  const bucket = bucketAt(counters.nowMs, 'hour', counters.offsetMinutes)
  const startMs = bucketStart(bucket, 'hour', counters.offsetMinutes)
  const figure = totalOf(counters, 'hour', bucket)
  const dayBefore = zone.daysBefore(zone.dayAt(startMs), 1).date
  const previousStartMs = zone.sameWallTime(startMs, dayBefore)
  const comparable = spanFigure(counters, 'total', startMs, untilMs).value
  const previous = spanFigure(counters, 'total', previousStartMs, previousStartMs + untilMs - startMs).value
  return {
    start: isoInstant(startMs),
    calls: figure.value,
    atLeast: figure.atLeast,
    why: figure.why,
    comparable,
    previous,
    change: changeOf(comparable, previous),
  }
}

/** Hour points are the services' hour buckets, cut at the edges of the day, so that they add up to it. */
function hoursOfDay(counters: Counters, zone: Zone, { today, yesterday }: Frame): DayHour[] {
  const { nowMs, offsetMinutes } = counters
  return hourPieces(today, offsetMinutes).map(({ startMs, endMs, minutes }) => {
    const isFuture = startMs > nowMs
    const figure = spanFigure(counters, 'total', startMs, endMs)
    // A service whose clock is ahead counts in the hour to come already.
    const isEmpty = isFuture && !figure.value
    const previousStartMs = zone.sameWallTime(startMs, yesterday.date)
    const isSameClock = zone.sameWallTime(previousStartMs, today.date) === startMs
    const previous = isSameClock
      ? spanFigure(counters, 'total', previousStartMs, previousStartMs + endMs - startMs)
      : null
    return {
      start: isoInstant(startMs),
      minutes,
      calls: isEmpty ? null : figure.value,
      why: isEmpty ? null : figure.why,
      partial: startMs <= nowMs && nowMs < endMs,
      future: isFuture,
      approximate: figure.approximate,
      previous: previous?.value ?? null,
    }
  })
}

/** The share of calls that endpoints and statuses explain, over the day buckets that today touches. */
function coverageOf({ counters, conservation }: OverviewDeps, today: LocalDay): Coverage {
  const first = bucketAt(today.startMs, 'day', counters.offsetMinutes)
  const last = bucketAt(counters.nowMs, 'day', counters.offsetMinutes)
  const of = (kind: 'api' | 'status'): number | null => {
    let explained = 0
    let total = 0
    for (let day = first; day <= last; day++) {
      const balance = conservation.balance(counters, kind, day)
      if (!balance) {
        if (day === last || balance === undefined) return null
        continue
      }
      explained += balance.explained
      total += balance.total
    }
    return shareOf(explained, total)
  }
  return { apis: of('api'), statuses: of('status'), users: null }
}

/** An endpoint beside the day before; `isKnown` where nothing of it is unknown. */
export function compareWithDayBefore(
  counters: Counters,
  { today, yesterday, untilMs, previousUntilMs }: Frame,
  endpoint: string,
): Pick<HotApi, 'previous' | 'change' | 'isNew'> & { isKnown: boolean } {
  const series = `api:${endpoint}`
  const comparable = spanFigure(counters, series, today.startMs, untilMs)
  const previous = spanFigure(counters, series, yesterday.startMs, previousUntilMs)
  const whole = previous.value === 0 ? dayFigure(counters, series, yesterday) : previous
  return {
    previous: previous.value,
    change: changeOf(comparable.value, previous.value),
    isNew: whole.value === 0,
    isKnown: [comparable, previous, whole].every(({ value }) => value !== null),
  }
}
