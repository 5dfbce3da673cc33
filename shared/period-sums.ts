import { changeOf } from './change.ts'
import type { CalendarPeriod } from './calendar-period.ts'
import type { PeriodCoverage, PeriodSum, PeriodSummary } from './report-period.ts'

/** What a day comes to, as far as a period asks. */
export interface DayTotal {
  calls: number
  approximate: boolean
}

/** The known days of a report zone, and which of them are over. */
export interface KnownDays {
  /** Null where a date has no report. */
  of(date: string): DayTotal | null
  /** The last date that is closed. */
  lastClosed: string
}

/** The calls of some dates that are over. */
export function sumOfDays(dates: readonly string[], days: KnownDays): PeriodSum {
  const known = dates.map((date) => days.of(date))
  const found = known.filter((day) => day !== null)
  const atLeast = found.reduce((sum, { calls }) => sum + calls, 0)
  return {
    value: found.length === dates.length && dates.length > 0 ? atLeast : null,
    atLeast,
    approximate: found.some(({ approximate }) => approximate),
  }
}

/** How many of some dates are over and have a report. */
export function coverageOf(dates: readonly string[], days: KnownDays): PeriodCoverage {
  const closed = dates.filter((date) => date <= days.lastClosed)
  const known = closed.flatMap((date) => days.of(date) ?? [])
  return {
    known: known.length,
    closed: closed.length,
    days: dates.length,
    approximate: known.filter(({ approximate }) => approximate).length,
  }
}

/**
 * The dates that are compared: of a period that is over all of both; of one that runs the days that are closed, beside as
 * many from the beginning of the one before.
 */
export function comparedDates(
  dates: readonly string[],
  before: readonly string[],
  lastClosed: string,
): { present: string[]; previous: string[] } {
  const present = dates.filter((date) => date <= lastClosed)
  const isOver = present.length === dates.length
  return { present, previous: isOver ? [...before] : before.slice(0, present.length) }
}

/** A period at a glance, its dates and those of the period before being given. */
export function periodSummary(
  { from, to }: CalendarPeriod,
  { dates, before }: { dates: readonly string[]; before: readonly string[] },
  days: KnownDays,
): PeriodSummary {
  const { present, previous } = comparedDates(dates, before, days.lastClosed)
  const total = sumOfDays(present, days)
  // A month that has more closed days than the one before has in all is compared with none.
  const isLike = present.length === dates.length || previous.length === present.length
  const change = isLike ? changeOf(total.value, sumOfDays(previous, days).value) : null
  return {
    from,
    to,
    isOver: present.length === dates.length,
    coverage: coverageOf(dates, days),
    total,
    change,
  }
}
