import type { Granularity } from './api.ts'
import { isDate } from './calendar-date.ts'
import { AppError } from './errors.ts'
import { bucketAt, bucketStart, epochDay, type Zone } from './time.ts'
import { trendLength } from './trend-slots.ts'

/** The most points of one trend: four years of days, two months of hours, a day of minutes. */
export const mostTrendPoints = 1_500

export interface TrendAsk {
  range: Granularity
  /** The end in epoch milliseconds; null for now. */
  untilMs: number | null
  /** The first date, or the first instant. */
  from: string | null
  /** The last date, which is included, or the first instant after the range; null for now. */
  to: string | null
}

/**
 * Where a trend ends and how many points it has: those of its range, or what lies between two dates or instants. Nothing
 * reaches beyond the running bucket. Errors: `bad_input` for a range that ends before it begins, begins after now, or has more
 * than 1,500 points, and for `to` or `until` where they do not belong.
 */
export function trendSpan(
  { range, untilMs, from, to }: TrendAsk,
  { zone, nowMs, offsetMinutes }: { zone: Zone; nowMs: number; offsetMinutes: number },
): { untilMs: number | null; length: number } {
  if (from === null) {
    if (to !== null)
      throw new AppError('bad_input', 'A range that ends with "to" begins with "from": name both.')
    return { untilMs, length: trendLength[range] }
  }
  if (untilMs !== null)
    throw new AppError('bad_input', 'A range is named by "from" and "to" or by "until", not by both.')
  const startMs = isDate(from) ? zone.day(from).startMs : Date.parse(from)
  const askedMs = to === null ? nowMs + 1 : isDate(to) ? zone.day(to).endMs : Date.parse(to)
  if (startMs >= askedMs)
    throw new AppError('bad_input', `The range ends (${to ?? 'now'}) before it begins (${from}).`)
  if (startMs > nowMs) throw new AppError('bad_input', `The range begins (${from}) after now.`)
  const endMs = Math.min(askedMs, nowMs + 1)
  const ends =
    range === 'day' ? daysOf(startMs, endMs, zone) : bucketsOf(startMs, endMs, range, offsetMinutes)
  if (ends.length > mostTrendPoints)
    throw new AppError(
      'bad_input',
      `The range has ${ends.length} points: choose at most ${mostTrendPoints}, or ${range === 'minute' ? 'hours' : 'days'}.`,
    )
  return { untilMs: ends.endMs > nowMs ? null : ends.endMs, length: ends.length }
}

function daysOf(startMs: number, endMs: number, zone: Zone): { endMs: number; length: number } {
  const [first, last] = [zone.dayAt(startMs), zone.dayAt(endMs - 1)]
  return { endMs: last.endMs, length: epochDay(last.date) - epochDay(first.date) + 1 }
}

function bucketsOf(
  startMs: number,
  endMs: number,
  range: 'minute' | 'hour',
  offsetMinutes: number,
): { endMs: number; length: number } {
  const first = bucketAt(startMs, range, offsetMinutes)
  const last = bucketAt(endMs - 1, range, offsetMinutes)
  return { endMs: bucketStart(last + 1, range, offsetMinutes), length: last - first + 1 }
}
