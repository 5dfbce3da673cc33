import type { Comparison, Granularity } from './api.ts'
import type { Severity } from './severity.ts'

/** What a reader must know about the figures beside it. `params` let the page say it in its own language. */
export interface Issue {
  code: IssueCode
  message: string
  key?: string
  params?: Record<string, string | number>
  /** How bad it is; set by the health of the data and by the detection of the scheme. */
  severity?: Severity
}

export type IssueCode =
  | 'bad_value'
  | 'wrong_type'
  | 'no_permission'
  | 'no_server_clock'
  | 'clock_ahead'
  | 'lost_counts'
  | 'sums_differ'
  | 'negative_difference'
  | 'evictions'
  | 'restarted'
  | 'may_evict'
  | 'unexplained'
  | 'unexplained_statuses'
  | 'discovery_waits'
  | 'discovery_failed'
  | 'too_many_endpoints'
  | 'no_expiry'
  | 'short_expiry'
  | 'not_counted_yet'
  | 'approximate'
  | 'unclassified'
  | 'new_archive'
  | 'archive_failed'
  | 'archive_restored'
  | 'archive_unwritable'
  | 'backup_failed'
  | 'archive_shown'
  | 'incomplete'
  | 'clocks_differ'
  | 'flushed'
  | 'endpoint_not_in_total'
  | 'offset_differs'
  | 'prefix_differs'
  | 'hours_unknown'
  | 'statuses_by_utc_day'
  | 'users_by_utc_day'
  | 'users_not_counted'
  | 'unexplained_users'
  | 'new_users_unknown'
  | 'report_prefix_differs'
  | 'not_the_scheme'
  | 'report_not_adopted'
  | 'sharing_refused'
  | 'sharing_failed'

/** Why a figure is unknown. */
export type UnknownReason =
  /** Nothing was counted before the first day that has a counter, or it is lost. */
  | 'not_counted_yet'
  /** Older than Redis keeps it. */
  | 'expired'
  /** Missing, and the wider counters do not confirm that it was zero. */
  | 'unconfirmed'
  /** Redis has less than was read before. */
  | 'lost'
  | 'bad_value'
  | 'wrong_type'
  | 'no_permission'
  /** Not read yet: a background reading is under way. */
  | 'reading'
  /** Statuses are counted by UTC day only. */
  | 'utc_day_only'
  /** That day has no such time: the clock was changed. */
  | 'clock_change'

/** The fields that stand at the head of every answer but the daily report. */
export interface AnswerHead {
  /** The source's name. */
  source: string
  sample: boolean
  issues: Issue[]
}

/** When an answer was read, and the zone of its days and times. */
export interface Dated {
  /** The instant of the reading by `clock`. */
  asOf: string
  /** Whose clock: the server's, this computer's where the account may not ask, or a test's. */
  clock: 'server' | 'computer' | 'test'
  zone: string
}

export interface Overview extends AnswerHead, Dated {
  today: {
    date: string
    /** First and last instant of the local day. */
    start: string
    end: string
    calls: number | null
    /** A sure lower bound where `calls` is unknown, else `calls`. */
    atLeast: number
    why: UnknownReason | null
    approximate: boolean
    /** Today and the day before, both until `comparableUntil`, the last whole minute. */
    comparable: number | null
    comparableUntil: string
    previous: number | null
    previousUntil: string
    change: number | null
    /** The two spans differ in length: a clock change lies in one of them. */
    spansDiffer: boolean
    successRate: number | null
    /** The rate of now's UTC day. */
    successRateUtcDay: number | null
  }
  currentHour: {
    start: string
    calls: number | null
    atLeast: number
    why: UnknownReason | null
    comparable: number | null
    previous: number | null
    change: number | null
  }
  /** The minute that runs. */
  currentMinute: { start: string; calls: number | null; atLeast: number; why: UnknownReason | null }
  /** What the success tile shows: today's where exact, else now's UTC day. */
  success: {
    rate: number | null
    since: string
    isUtcDay: boolean
    successes: number | null
    errors: number | null
    unclassified: number | null
    /** Share of the status counts in neither list; null where there are none. */
    unclassifiedShare: number | null
    why: UnknownReason | null
  }
  live: {
    callsPerSecond: number | null
    peak: { at: string; callsPerSecond: number } | null
    /** The last 5 minutes, oldest first: from refreshes, or from minute totals where there were none. */
    points: RatePoint[]
  }
  /** Every hour of the local day in order, hours to come included. */
  hours: DayHour[]
  hotApis: HotApi[]
  /** Endpoints with calls today. */
  endpoints: number
  coverage: Coverage
  discovery: DiscoveryState
  reading: { roundTrips: number; keys: number; latencyMs: number }
}

export interface RatePoint {
  at: string
  callsPerSecond: number | null
  from: 'refresh' | 'minute'
}

export interface DayHour {
  start: string
  /** Shorter than 60 where the edge of the day cuts the hour bucket. */
  minutes: number
  calls: number | null
  why: UnknownReason | null
  partial: boolean
  future: boolean
  approximate: boolean
  /** The same wall-clock hour of the day before; null where unknown or where that day has none. */
  previous: number | null
}

export interface HotApi {
  endpoint: string
  calls: number | null
  atLeast: number
  /** Of today's calls. */
  share: number | null
  previous: number | null
  change: number | null
  /** First seen today: not called yesterday, and yesterday is known. */
  isNew: boolean
}

/** The share of calls that the known parts add up to; null where there is nothing to compare with. */
export interface Coverage {
  apis: number | null
  statuses: number | null
  users: number | null
}

/**
 * Why a discovery was begun: a person asked, nothing was known yet, calls had no endpoint, or an answer that is given once
 * needed it.
 */
export type DiscoveryReason = 'asked' | 'first' | 'missing' | 'needed'

export interface DiscoveryState {
  state: 'idle' | 'running'
  /** Keys looked at and keys of the database, while running. */
  scanned: number
  keys: number | null
  found: number
  /** Why the one that runs was begun, else the last. */
  reason: DiscoveryReason | null
  /** When the one that runs began, else the last. */
  startedAt: string | null
  lastEndedAt: string | null
  lastOutcome: 'done' | 'cancelled' | 'failed' | null
  /** New names that the last one found. */
  lastFound: { endpoints: number; statuses: number } | null
  /** Calls of now's UTC day that the last discovery could not lay to an endpoint. */
  unexplained: number | null
  nextAllowedAt: string | null
}

export interface Sparkline {
  endpoint: string
  /** Calls of the last 24 hour buckets, oldest first, ending with the running one. */
  calls: (number | null)[]
}

export interface EndpointsFound {
  /** At most as many as were asked for; most calls of today and yesterday first, ties in code point order. */
  names: string[]
  /** How many match. */
  matches: number
  /** How many there are. */
  known: number
}

export interface Trend extends AnswerHead, Dated {
  range: Granularity
  endpoint: string | null
  compare: Comparison
  /** The end of the last point; null where that is now's. The start of the first one is the `until` of the range before. */
  until: string | null
  /** The `until` of the range after; null where that is now's. */
  later: string | null
  points: TrendPoint[]
  /** What they are compared with, aligned by index; null where that was not asked for. */
  previous: TrendPoint[] | null
  total: number | null
  atLeast: number
}

export interface TrendPoint {
  start: string
  calls: number | null
  /** A sure lower bound where `calls` is unknown, else `calls`. */
  atLeast: number
  partial: boolean
  approximate: boolean
  why: UnknownReason | null
}
