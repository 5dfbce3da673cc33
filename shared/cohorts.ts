import { areWhole, type UserFacts } from './user-figures.ts'
import type { Retention } from './users.ts'

/** Weeks that are shown at most. */
export const mostCohorts = 26

/** Users that were first and last seen in the same weeks; bit n of `weeks`: called in the n-th week before the last one. */
export interface WeekGroup {
  firstWeek: number
  lastWeek: number
  weeks: number
  users: number
}

/** A cohort by the number of its week. */
export type Cohort = Omit<Retention['cohorts'][number], 'week'> & { week: number }

/** Users who came before counting began pass for new ones for so many days. */
const settlingDays = 30

/** The number of the week, from Monday, that holds a day; week 0 began on 1969-12-29. */
export function weekOfDay(day: number): number {
  return Math.floor((day + 3) / 7)
}

/** Users by the week of their first call, and how many called in each week after it, up to the week of the last counted day. */
export function cohortsOf({
  groups,
  facts,
  lastDay,
  firstWeek,
  lastWeek,
}: {
  groups: Iterable<WeekGroup>
  facts: UserFacts
  lastDay: number
  firstWeek: number
  lastWeek: number
}): Cohort[] {
  const users = new Map<number, number[]>()
  for (const group of groups) {
    const weeks = users.get(group.firstWeek) ?? new Array<number>(lastWeek - group.firstWeek + 1).fill(0)
    users.set(group.firstWeek, weeks)
    for (let week = group.firstWeek; week <= group.lastWeek; week++) {
      if ((group.weeks >>> (group.lastWeek - week)) & 1) weeks[week - group.firstWeek]! += group.users
    }
  }
  const isWhole = (week: number): boolean =>
    areWhole(facts, firstDayOf(week), Math.min(lastDay, firstDayOf(week + 1) - 1))
  return [...users]
    .filter(([week]) => week >= firstWeek)
    .sort(([a], [b]) => a - b)
    .map(([week, active]) => ({
      week,
      users: active[0]!,
      active: active.map((count, after) => (isWhole(week + after) ? count : null)),
      mayHoldOlder: !areWhole(facts, firstDayOf(week) - settlingDays, firstDayOf(week) - 1),
    }))
}

function firstDayOf(week: number): number {
  return week * 7 - 3
}
