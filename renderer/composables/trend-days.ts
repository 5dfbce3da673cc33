import { granularities, type Granularity } from '../../shared/api.ts'
import { mostTrendPoints } from '../../shared/trend-span.ts'
import { daysBefore, daysBetween } from './date-range.ts'

/** Dates from one to another, both included. */
export interface Days {
  from: string
  to: string
}

/** What a trend shows that is not named by its dates. */
export const trendPresets = [...granularities, 'year'] as const
export type TrendPreset = (typeof trendPresets)[number]

const yearDays = 365
const pointsOfDay = { minute: 1_440, hour: 24, day: 1 }
/** So many days are shown by hours, more by days, unless another step is chosen. */
const mostDaysByHour = 14

/** The 12 months that end with a date. */
export function yearUntil(today: string): Days {
  return { from: daysBefore(today, yearDays - 1), to: today }
}

export function isYear({ from, to }: Days, today: string): boolean {
  return to === today && daysBetween(from, to) === yearDays
}

/** The steps by which some days make no more points than one answer has. */
export function stepsOf({ from, to }: Days): Granularity[] {
  const days = daysBetween(from, to)
  // A day on which clocks are put back has an hour more.
  return granularities.filter((step) => (days + 1 / 24) * pointsOfDay[step] <= mostTrendPoints)
}

export function stepOf(days: Days, chosen: string): Granularity {
  const own = daysBetween(days.from, days.to) <= mostDaysByHour ? 'hour' : 'day'
  return stepsOf(days).find((step) => step === chosen) ?? own
}

/** As many days before, or after without reaching beyond today. */
export function shifted({ from, to }: Days, turn: -1 | 1, today: string): Days {
  const count = daysBetween(from, to)
  const end = daysBefore(to, -turn * count)
  return endingAt(end < today ? end : today, count)
}

/** As many days that end today. */
export function untilToday({ from, to }: Days, today: string): Days {
  return endingAt(today, daysBetween(from, to))
}

function endingAt(to: string, count: number): Days {
  return { from: daysBefore(to, count - 1), to }
}
