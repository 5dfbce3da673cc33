import type { PeriodDay } from '../../shared/report-period.ts'
import type { Bar } from '../charts/bar.ts'

const mostLabels = 8

/** The days of a week or month as bars. */
export function periodBars(days: readonly PeriodDay[]): Bar[] {
  return days.map(({ date, isClosed, calls, approximate, previous }) => ({
    start: `${date}T00:00:00.000Z`,
    calls,
    previous,
    partial: false,
    approximate,
    future: !isClosed,
  }))
}

/** A label under each day, or under few of many; empty elsewhere. */
export function periodLabels(days: readonly PeriodDay[], day: (date: string) => string): string[] {
  const every = Math.ceil(days.length / mostLabels)
  return days.map(({ date }, i) => (i % every === 0 ? day(date) : ''))
}
