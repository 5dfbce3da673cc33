import type { Granularity } from './api.ts'
import { AppError } from './errors.ts'
import { bucketAt, bucketStart, epochDay, graceMs, widthMs, type LocalDay, type Zone } from './time.ts'

/** The longest range of days: so long do services keep the counters of days. */
export const maxPeriodDays = 366
/** The range that is shown where none is named, ending today. */
export const defaultPeriodDays = 7

/** Calendar days that follow each other, up to an instant of the last one. */
export interface DaySpan {
  days: LocalDay[]
  untilMs: number
}

/** A range of calendar days and the period before it. */
export interface Period {
  days: LocalDay[]
  startMs: number
  endMs: number
  isRunning: boolean
  /** As many days before it. */
  previous: { days: LocalDay[]; startMs: number; endMs: number }
  /** The parts of both that are compared: all of a closed range. Null where nothing of the two can be. */
  compared: { present: DaySpan; previous: DaySpan } | null
}

export interface PeriodAsk {
  from: string | null
  to: string | null
  zone: Zone
  nowMs: number
  offsetMinutes: number
  /** How long buckets are kept, from their start. */
  keptMs: Record<Granularity, number>
}

/**
 * The range from one date to another, both included; the last 7 days where none is named. Errors: `bad_input` for a range
 * that ends before it begins, reaches beyond today or is longer than 366 days.
 */
export function periodOf(ask: PeriodAsk): Period {
  const { zone } = ask
  const today = zone.dayAt(ask.nowMs)
  const last = ask.to === null ? today : zone.day(ask.to)
  const first = ask.from === null ? zone.daysBefore(last, defaultPeriodDays - 1) : zone.day(ask.from)
  const count = epochDay(last.date) - epochDay(first.date) + 1
  if (count < 1)
    throw new AppError('bad_input', `The range ends (${last.date}) before it begins (${first.date}).`)
  if (last.startMs > today.startMs)
    throw new AppError('bad_input', `The range ends on ${last.date}: today is ${today.date} in ${zone.id}.`)
  if (count > maxPeriodDays)
    throw new AppError('bad_input', `The range has ${count} days: choose at most ${maxPeriodDays}.`)

  const days = Array.from({ length: count }, (_, i) => zone.daysBefore(last, count - 1 - i))
  const before = Array.from({ length: count }, (_, i) => zone.daysBefore(first, count - i))
  const isRunning = last.date === today.date
  return {
    days,
    startMs: first.startMs,
    endMs: last.endMs,
    isRunning,
    previous: { days: before, startMs: before[0]!.startMs, endMs: before.at(-1)!.endMs },
    compared: isRunning
      ? comparedUntilNow(days, before, ask)
      : { present: whole(days), previous: whole(before) },
  }
}

/**
 * Both sides end at the last whole minute, at the same wall-clock time; where minutes of the earlier side are not kept that
 * long, at the last whole hour; where hours are not, with the last whole day.
 */
function comparedUntilNow(days: LocalDay[], before: LocalDay[], ask: PeriodAsk): Period['compared'] {
  const { zone, nowMs, offsetMinutes, keptMs } = ask
  const today = days.at(-1)!
  const dayBefore = before.at(-1)!
  const hourStart = (ms: number): number =>
    bucketStart(bucketAt(ms, 'hour', offsetMinutes), 'hour', offsetMinutes)
  // What is about to expire is gone before it is read.
  const isKept = (ms: number, granularity: Granularity): boolean => ms + keptMs[granularity] > nowMs + graceMs
  const spans = (untilMs: number): NonNullable<Period['compared']> => {
    const sameTimeMs = zone.sameWallTime(untilMs, dayBefore.date)
    const previousMs = Math.min(Math.max(sameTimeMs, dayBefore.startMs), dayBefore.endMs)
    return { present: { days, untilMs }, previous: { days: before, untilMs: previousMs } }
  }
  const minuteMs = Math.floor(nowMs / widthMs.minute) * widthMs.minute
  const byMinute = spans(Math.max(today.startMs, minuteMs))
  if (isKept(hourStart(byMinute.previous.untilMs), 'minute')) return byMinute
  if (isKept(hourStart(dayBefore.startMs), 'hour')) return spans(Math.max(today.startMs, hourStart(nowMs)))
  if (days.length === 1) return null
  return { present: whole(days.slice(0, -1)), previous: whole(before.slice(0, -1)) }
}

function whole(days: LocalDay[]): DaySpan {
  return { days, untilMs: days.at(-1)!.endMs }
}
