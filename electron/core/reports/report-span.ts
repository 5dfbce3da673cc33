import { AppError } from '../../../shared/errors.ts'
import { mostReportDays } from '../../../shared/reports.ts'
import { epochDay } from '../../../shared/time.ts'

/** Errors: `bad_input` for a span of dates that ends before it begins, or is too long. */
export function assertSpan(from: string, to: string, most = mostReportDays): void {
  const days = epochDay(to) - epochDay(from) + 1
  if (days < 1) throw new AppError('bad_input', `The range ends (${to}) before it begins (${from}).`)
  if (days > most) throw new AppError('bad_input', `The range has ${days} days: choose at most ${most}.`)
}
