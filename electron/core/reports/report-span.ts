import { AppError } from '../../../shared/errors.ts'
import { mostReportDays } from '../../../shared/reports.ts'
import { epochDay } from '../../../shared/time.ts'

/** Errors: `bad_input` for a span of dates that ends before it begins, or is too long to list. */
export function assertSpan(from: string, to: string): void {
  const days = epochDay(to) - epochDay(from) + 1
  if (days < 1) throw new AppError('bad_input', `The list ends (${to}) before it begins (${from}).`)
  if (days > mostReportDays)
    throw new AppError('bad_input', `The list has ${days} days: choose at most ${mostReportDays}.`)
}
