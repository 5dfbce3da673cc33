import type { Cluster, Redis } from 'ioredis'

export interface RecorderOptions {
  /**
   * A client of ioredis, of which the recorder makes a connection of its own with the same address and account. The client
   * itself is not used and need not be connected.
   */
  redis: Redis | Cluster
  /** Begins every key. Default: `stats`. */
  prefix?: string
  /** How far the buckets are ahead of UTC, in minutes, for services that cut their days in local time. Default: 0. */
  bucketOffsetMinutes?: number
  /** The longest that a call waits before it is sent, while Redis answers. Default: 1,000. */
  flushIntervalMs?: number
  /** About how much memory calls may take that wait for Redis; more calls are dropped. Default: 32 MiB. */
  maxWaitingBytes?: number
  /** How long an answer of Redis is waited for. Default: 5,000. */
  timeoutMs?: number
  /** Told of calls that are not, or perhaps not, counted in Redis. */
  onLoss?: (loss: Loss) => void
  /** A clock in place of the computer's, in epoch milliseconds. */
  now?: () => number
}

/** Calls that Redis does not hold, or of which nobody knows whether it does. */
export interface Loss {
  kind: 'dropped' | 'uncertain'
  calls: number
  why: string
}

/** Numbers of calls since the recorder was made: every call is in one of the four. */
export interface RecorderStats {
  /** Confirmed by Redis. */
  recorded: number
  /** In memory, or sent and not answered yet. */
  waiting: number
  /** Not counted: no room, too old to be kept, or refused by Redis, then perhaps counted in part. */
  dropped: number
  /** Sent when the connection broke: perhaps counted, and never sent again. */
  uncertain: number
  /** Why the last flush left calls waiting; null if it did not. */
  problem: string | null
}

export interface Recorder {
  /**
   * Counts a call. Never throws and never waits. `atMs` is when it came, in epoch milliseconds, by default now; `calls`
   * is how many such calls there were, by default one.
   */
  record(user: string, endpoint: string, status: string, atMs?: number, calls?: number): void
  /** Sends what waits. Resolves when all calls recorded before are confirmed, or Redis does not answer; never rejects. */
  flush(): Promise<RecorderStats>
  /** Flushes and ends the connection. What Redis does not take by then is dropped. */
  close(): Promise<RecorderStats>
  stats(): RecorderStats
}
