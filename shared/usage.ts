import type { AnswerHead, UnknownReason } from './figures.ts'

/** What endpoints, or groups of them, came to in a range of calendar days, beside the period before. */
export interface Usage extends AnswerHead {
  /** The instant of the reading. */
  asOf: string
  zone: string
  /** First and last date, both included. */
  from: string
  to: string
  /** The dates before, as many. */
  previousFrom: string
  previousTo: string
  /** Where the range holds the running day, both sides of a change end here, at the same wall-clock time; else null. */
  comparableUntil: string | null
  previousUntil: string | null
  /** All calls of the range, known endpoint or not. */
  total: number | null
  atLeast: number
  why: UnknownReason | null
  approximate: boolean
  /** The total until `comparableUntil`, the one before until `previousUntil`, and the one by the other. */
  comparable: number | null
  previous: number | null
  /** Whether minutes of `previous` at the edge of a day are gone, so that whole hours stand for them. */
  previousApproximate: boolean
  change: number | null
  /** The share of the total that known endpoints explain. */
  coverage: number | null
  /** Most calls first (or by name), ties by name in code point order. */
  items: UsageItem[]
  /** The `offset` at which the next items begin; null at the end. */
  next: number | null
  /** What fits filter and search and is not among the items. */
  others: { items: number; calls: number | null; atLeast: number; share: number | null }
  /** Items of each kind that fit the search, whatever the filter. */
  counts: Record<UsageFilter, number>
}

export const usageFilters = ['called', 'new', 'quiet', 'all'] as const
/** `called` in the range, `new` in it, gone `quiet` since the period before, or called in either. */
export type UsageFilter = (typeof usageFilters)[number]

export interface UsageItem {
  /** The endpoint's name, or the group's. */
  endpoint: string
  /** Endpoints in it: 1 but for a group. */
  members: number
  calls: number | null
  /** A sure lower bound where `calls` is unknown, else `calls`. */
  atLeast: number
  why: UnknownReason | null
  approximate: boolean
  /** Of all calls of the range. */
  share: number | null
  /** Calls of the period before, until the same wall-clock time where the range holds the running day. */
  previous: number | null
  previousApproximate: boolean
  change: number | null
  /** UTC dates: the earliest and latest day on which a call or the name is known; null where none is. */
  firstSeen: string | null
  lastSeen: string | null
  /** Called in the range, and the whole period before is known to have no call. */
  isNew: boolean
  /** Called in the period before, and the range is known to have no call. */
  hasGoneQuiet: boolean
}

/** The days of one endpoint, oldest first. */
export interface UsageSparkline {
  endpoint: string
  /** Whether UTC days stand for those of the zone: in long ranges, and where hours are gone. */
  approximate: boolean
  calls: (number | null)[]
}

/** One endpoint in full. */
export interface EndpointUsage extends AnswerHead {
  asOf: string
  zone: string
  from: string
  to: string
  endpoint: string
  step: 'hour' | 'day'
  /** Calls of the endpoint in the range. */
  calls: number | null
  atLeast: number
  why: UnknownReason | null
  /** All calls in the range. */
  total: number | null
  share: number | null
  firstSeen: string | null
  lastSeen: string | null
  /** Oldest first, without those that lie in the future. */
  points: UsagePoint[]
}

export interface UsagePoint {
  start: string
  calls: number | null
  /** All calls of the bucket. */
  total: number | null
  share: number | null
  partial: boolean
  approximate: boolean
  why: UnknownReason | null
}
