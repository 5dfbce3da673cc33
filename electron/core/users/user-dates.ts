import { AppError } from '../../../shared/errors.ts'
import { bucketAt, epochDay, widthMs } from '../../../shared/time.ts'
import { mostUserDays } from '../../../shared/users.ts'
import type { Parts } from '../stats/parts.ts'

/** The date of a day bucket. */
export function dateOfDay(day: number): string {
  return new Date(day * widthMs.day).toISOString().slice(0, 10)
}

/** The number of the day bucket that runs. */
export function runningDay({ reader, offsetMinutes }: Pick<Parts, 'reader' | 'offsetMinutes'>): number {
  return bucketAt(reader.nowMs(), 'day', offsetMinutes)
}

/** First and last day of a range that ends today at the latest. Errors: `bad_input`. */
export function dayRange(
  input: { from: string | null; to: string | null },
  { days, today }: { days: number; today: number },
): { from: number; to: number } {
  const to = input.to === null ? today : epochDay(input.to)
  const from = input.from === null ? to - days + 1 : epochDay(input.from)
  if (from > to) throw new AppError('bad_input', `The range ends before it begins (${dateOfDay(from)}).`)
  if (to > today)
    throw new AppError('bad_input', `The range ends after the running UTC day (${dateOfDay(today)}).`)
  if (to - from >= mostUserDays)
    throw new AppError('bad_input', `The range has ${to - from + 1} days: choose at most ${mostUserDays}.`)
  return { from, to }
}
