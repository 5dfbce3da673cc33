import type { Bar } from '../charts/bar.ts'
import type { UserDay, UserFigure, Users } from '../../shared/users.ts'

/** A count of users, exact or estimated. */
export interface Active {
  count: number | null
  isEstimate: boolean
}

/** How many users a day had: counted, else as the live estimate has it. */
export function activeOf({ active, approximateActive }: UserDay): Active {
  if (active.value !== null) return { count: active.value, isEstimate: false }
  return { count: approximateActive, isEstimate: approximateActive !== null }
}

/** The last day that is over; null where there is none. */
export function lastClosed({ days }: Users): UserDay | null {
  return days.findLast(({ partial }) => !partial) ?? null
}

/** The day before another one of the same answer. */
export function dayBefore({ days }: Users, day: UserDay): UserDay | null {
  return days[days.indexOf(day) - 1] ?? null
}

/** The last day that is over and of which all of some figures are known. */
export function lastKnown({ days }: Users, ...figures: ((day: UserDay) => UserFigure)[]): UserDay | null {
  return days.findLast((day) => !day.partial && figures.every((figure) => figure(day).value !== null)) ?? null
}

/** Why none of the days has a figure: the newest reason that one gives. */
export function whyNone({ days }: Users, figure: (day: UserDay) => UserFigure): UserFigure['why'] {
  const whys = days.flatMap((day) => figure(day).why ?? [])
  return whys.at(-1) ?? null
}

/** Days as bars. */
export function userBars(days: readonly UserDay[]): Bar[] {
  return days.map((day) => {
    const { count, isEstimate } = activeOf(day)
    const { date: start, partial } = day
    return { start, calls: count, previous: null, partial, approximate: isEstimate, future: false }
  })
}

/** What the bars are made of: who came back, who is new, and those of whom that is not known. */
export function userLayers(days: readonly UserDay[]): {
  returning: number[]
  fresh: number[]
  whole: number[]
} {
  const isSplit = (day: UserDay): boolean => day.new.value !== null && day.returning.value !== null
  return {
    returning: days.map((day) => (isSplit(day) ? day.returning.value! : 0)),
    fresh: days.map((day) => (isSplit(day) ? day.new.value! : 0)),
    whole: days.map((day) => (isSplit(day) ? 0 : (activeOf(day).count ?? 0))),
  }
}
