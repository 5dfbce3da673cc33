import type { UserDay, UserFigure, UsersUnknown } from './users.ts'
import { shareOf } from './change.ts'

/** What was counted of the users of a day. */
export interface CountedUsers {
  active: number
  /** Calls of all users, and of the day by its own counter; null where that is unknown. */
  calls: number
  total: number | null
  /** Users never seen before. */
  new: number
  /** Distinct users of the 7 and 30 days that end with it; null where that could not be told. */
  weekly: number | null
  monthly: number | null
  top10Calls: number
  topPercentCalls: number
}

/** What is known of the users of a source; days are numbers of day buckets. */
export interface UserFacts {
  /** The first day that has a counter; null where none has. */
  firstDay: number | null
  /** The first day that was counted at all, where nothing can have been lost before it; else null. */
  beganDay: number | null
  /** The first day that Redis may still have. */
  firstKeptDay: number
  counted(day: number): CountedUsers | undefined
}

export type UserFigures = Omit<UserDay, 'date' | 'partial' | 'approximateActive'>

/** Days before one whose users must be known before it can be told who is new. */
const daysBeforeNew = 30

/** Whether the users of a day explain all its calls. */
export function areAllCounted({ calls, total }: Pick<CountedUsers, 'calls' | 'total'>): boolean {
  return calls === total
}

/** All figures of one day. What was found counts where it does not explain all calls: `coverage` tells how much it does. */
export function userFigures(facts: UserFacts, day: number): UserFigures {
  const counted = facts.counted(day)
  if (!counted) return uncounted(whyUncounted(facts, day))
  if (counted.active === 0 && counted.total !== 0)
    return { ...uncounted('incomplete'), coverage: shareOf(counted.calls, counted.total) }
  const active = known(counted.active)
  const fresh = newUsers(facts, day, counted)
  const weekly = windowOf(facts, day, 7, counted.weekly)
  const monthly = windowOf(facts, day, 30, counted.monthly)
  return {
    active,
    new: fresh,
    returning: fresh.value === null ? fresh : known(counted.active - fresh.value),
    weekly,
    monthly,
    stickiness: monthly.value === null ? monthly : known(shareOf(counted.active, monthly.value)),
    top10Share: known(shareOf(counted.top10Calls, counted.calls)),
    topPercentShare: known(shareOf(counted.topPercentCalls, counted.calls)),
    coverage: shareOf(counted.calls, counted.total),
  }
}

/** Users never seen before: known where each of the 30 days before was counted whole, or lies before counting began. */
function newUsers(facts: UserFacts, day: number, counted: CountedUsers): UserFigure {
  return areWhole(facts, day - daysBeforeNew, day - 1)
    ? known(counted.new)
    : { value: null, why: 'days_before_missing' }
}

function windowOf(facts: UserFacts, day: number, width: number, users: number | null): UserFigure {
  return users !== null && areWhole(facts, day - width + 1, day)
    ? known(users)
    : { value: null, why: 'window_incomplete' }
}

/** Whether the users of each day from one to another are known. */
export function areWhole({ counted, beganDay }: UserFacts, from: number, to: number): boolean {
  for (let day = Math.max(from, beganDay ?? from); day <= to; day++) {
    const one = counted(day)
    if (!one || !areAllCounted(one)) return false
  }
  return true
}

function whyUncounted({ firstDay, firstKeptDay }: UserFacts, day: number): UsersUnknown {
  if (firstDay === null || day < firstDay) return 'not_counted_yet'
  return day < firstKeptDay ? 'expired' : 'not_counted'
}

function uncounted(why: UsersUnknown): UserFigures {
  const none: UserFigure = { value: null, why }
  return {
    active: none,
    new: none,
    returning: none,
    weekly: none,
    monthly: none,
    stickiness: none,
    top10Share: none,
    topPercentShare: none,
    coverage: null,
  }
}

function known(value: number | null): UserFigure {
  return { value, why: null }
}
