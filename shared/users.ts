import type { CensusState } from './census.ts'
import type { AnswerHead } from './figures.ts'

/** Days an answer about users may span at most. */
export const mostUserDays = 400

/** Why a figure about users is unknown. */
export type UsersUnknown =
  /** No census has counted that day yet. */
  | 'not_counted'
  /** Redis no longer has that day, and no census had counted it. */
  | 'expired'
  /** Nothing was counted before the first day that has a counter. */
  | 'not_counted_yet'
  /** The counts of users do not add up to the calls of that day. */
  | 'incomplete'
  /** One of the 30 days before has no complete census, so that nobody can tell who is new. */
  | 'days_before_missing'
  /** One of the 7 or 30 days of the window has no complete census. */
  | 'window_incomplete'

/** A figure about users, or why there is none. */
export interface UserFigure {
  value: number | null
  why: UsersUnknown | null
}

/** The users of one UTC day. */
export interface UserDay {
  date: string
  /** Whether the day still runs: its figures are those of the last census, or of the live estimate. */
  partial: boolean
  /** Distinct users with calls. */
  active: UserFigure
  /** The live estimate of the recorder's index (standard error 0.81%), where there is one and no census counted that day. */
  approximateActive: number | null
  /** Users never seen before; `returning` are the others. */
  new: UserFigure
  returning: UserFigure
  /** Distinct users of the 7 and 30 days that end with this one. */
  weekly: UserFigure
  monthly: UserFigure
  /** `active / monthly`, 0 to 1. */
  stickiness: UserFigure
  /** Share of the calls of all users that the 10 busiest and the busiest hundredth (rounded up) made, 0 to 1. */
  top10Share: UserFigure
  topPercentShare: UserFigure
  /** Share of the day's calls that its users explain; null where nothing was counted. */
  coverage: number | null
}

/** The figures of a day, in the order in which they are told. */
export const userDayFigures = [
  'active',
  'new',
  'returning',
  'weekly',
  'monthly',
  'stickiness',
  'top10Share',
  'topPercentShare',
] as const
export type UserDayFigure = (typeof userDayFigures)[number]

/** Active and new users by UTC day, oldest first. */
export interface Users extends AnswerHead {
  zone: 'UTC'
  from: string
  to: string
  /** The instant of the answer. */
  asOf: string
  days: UserDay[]
  census: CensusState
}

/** Those who called most on a day or in a range of reports; ids in the escaped form of `names.ts`. */
export interface TopUsers extends AnswerHead {
  from: string
  to: string
  /** Days of the range whose top users are known, of how many. */
  knownDays: number
  days: number
  /** At most 100, calls descending, then code point order. A user who was not among the top 20 of a day lacks that day's calls. */
  items: { user: string; calls: number; days: number; lastDate: string }[]
  /** Users of the top lists of the 30 days before the last 7 of the archive who are in none of those 7. */
  goneQuiet: { user: string; calls: number; lastDate: string }[]
  /** How many users in all called in the 30 days before the last 7 complete days and not in these. */
  goneQuietCount: UserFigure
}

/** Users by the week (Monday, UTC) of their first call, and how many of them called in each week after it. */
export interface Retention extends AnswerHead {
  /** Oldest first; at most 26. */
  cohorts: {
    week: string
    /** Users first seen in that week. */
    users: number
    /** By weeks after the first, 0 being that week itself: users who called; null where a day of that week was not counted. */
    active: (number | null)[]
    /** Whether the week lies so near the beginning of counting that older users may pass for new ones. */
    mayHoldOlder: boolean
  }[]
}
