import type { Granularity } from './api.ts'
import type { SourceInfo } from './connection.ts'
import type { Finding } from './health.ts'

/** What a bounded look at a live Redis tells of the scheme of its counters. Settings are proposed, never applied. */
export interface SchemeReport {
  /** What was asked for. */
  source: SourceInfo
  asOf: string
  /** Whether counters of the scheme were seen; null where there was nothing to judge by. */
  follows: boolean | null
  /** Prefixes under which counters stand, the one with most keys of the sample first. */
  prefixes: SchemePrefix[]
  offset: SchemeOffset
  /** The prefix under which daily reports are stored; null where none was seen. */
  reportPrefix: string | null
  expiry: SchemeExpiry[]
  sums: SchemeSums
  looked: Looked
  /** The settings that fit what was seen, and which of them differ from those that were asked for; null where nothing was seen. */
  proposal: (SchemeSettings & { differs: (keyof SchemeSettings)[] }) | null
  issues: Finding[]
}

export type SchemeSettings = Pick<SourceInfo, 'prefix' | 'reportPrefix' | 'bucketOffsetMinutes'>

/** A bounded sample of keys: how many were passed, whether these were all, and the time that it took. */
export interface Looked {
  keys: number
  isWhole: boolean
  tookMs: number
}

export interface SchemePrefix {
  prefix: string
  /** Counters among the sample. */
  keys: number
  /** At most three keys as they stand there. */
  examples: string[]
}

export interface SchemeOffset {
  /** Minutes that the services' buckets are ahead of UTC; null where no running bucket was seen. */
  minutes: number | null
  /** `sure` where the newest bucket can be explained by no other offset, `likely` where a pause of the services could too. */
  confidence: 'sure' | 'likely' | 'unknown'
  /** The newest buckets that were seen. */
  keys: string[]
}

export interface SchemeExpiry {
  granularity: Granularity
  /** `missing` where some never expire, `short` where they end before the table of the counters says. */
  state: 'right' | 'missing' | 'short' | 'unknown'
  /** Counters of this width that were looked at, and those of them without expiry. */
  looked: number
  withoutExpiry: number
  /** The shortest time that one is kept from its bucket's start, in hours; null where none expires. */
  keptHours: number | null
  /** At most three keys that are not right. */
  keys: string[]
}

export interface SchemeSums {
  /**
   * `endpoint_not_in_total`: endpoints come to more than the total; `calls_without_endpoint`: to less, though all keys were
   * seen; `unknown`: not enough was seen.
   */
  state: 'add_up' | 'endpoint_not_in_total' | 'calls_without_endpoint' | 'unknown'
  /** Closed buckets that were compared. */
  buckets: number
  /** The one endpoint whose calls are the whole difference in every bucket, where there is one. */
  endpoint: string | null
  /** The difference over these buckets. */
  calls: number | null
  /** Totals that differ, at most three. */
  keys: string[]
}
