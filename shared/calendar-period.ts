import { dateAfter } from './due-days.ts'
import { epochDay } from './time.ts'

/** Weeks begin on Monday; months are those of the calendar. */
export const periodKinds = ['week', 'month'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** First and last date, both included. */
export interface CalendarPeriod {
  from: string
  to: string
}

/** The week or month that holds a date. */
export function periodOf(kind: PeriodKind, date: string): CalendarPeriod {
  if (kind === 'week') {
    // 1 January 1970 was a Thursday.
    const from = dateAfter(date, -((((epochDay(date) + 3) % 7) + 7) % 7))
    return { from, to: dateAfter(from, 6) }
  }
  const from = `${date.slice(0, -2)}01`
  // The 28th is in every month, and four days later the next one has begun.
  const next = `${dateAfter(`${date.slice(0, -2)}28`, 4).slice(0, -2)}01`
  return { from, to: dateAfter(next, -1) }
}

/** The one before. */
export function periodBefore(kind: PeriodKind, { from }: CalendarPeriod): CalendarPeriod {
  return periodOf(kind, dateAfter(from, -1))
}

/** The dates of a period in order. */
export function datesOf({ from, to }: CalendarPeriod): string[] {
  return Array.from({ length: epochDay(to) - epochDay(from) + 1 }, (_, i) => dateAfter(from, i))
}
