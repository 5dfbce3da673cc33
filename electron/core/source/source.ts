import type { Reading as CounterReading } from '../../../shared/counters.ts'
import type { SourceInfo, SourceStatus } from '../../../shared/connection.ts'

/**
 * What a key held when it was read: see `shared/counters.ts`. Of parts, which are read with MGET, a key of another type
 * reads as null: ask `types`.
 */
export type Reading = Exclude<CounterReading, 'lost'>

/** Keys are text in the escaped form of `shared/names.ts`: bytes that are not UTF-8 are written `\xNN`. */
export interface ReadRequest {
  /** Read one by one, so that a wrong type shows. */
  totals: string[]
  /** Read in bulk. */
  parts: string[]
  /** Totals read once more after the parts, to bracket what was counted meanwhile. */
  again?: string[]
}

export interface ReadResult {
  /** The server's clock at the start of the reading, in epoch milliseconds; null where the account may not ask. */
  serverMs: number | null
  totals: Reading[]
  parts: Reading[]
  again: Reading[]
  latencyMs: number
  roundTrips: number
}

export interface ServerFacts {
  version: string | null
  mode: 'standalone' | 'sentinel' | 'cluster' | null
  role: 'master' | 'replica' | null
  runId: string | null
  evictedKeys: number | null
  maxmemoryPolicy: string | null
  maxmemory: number | null
  /** FLUSHALL and FLUSHDB since the server started. */
  flushes: number | null
  /** Keys of the database. */
  keys: number | null
  /** Commands a second that the server handles, all clients together. */
  commandsPerSecond: number | null
  mayWrite: boolean | null
}

export interface ScanStep {
  /** Where the next step goes on; null at the end. */
  cursor: string | null
  /** Keys in escaped form; a key may come twice. */
  keys: string[]
  /** Time of the round trip in milliseconds. */
  tookMs: number
}

export interface IndexMember {
  name: string
  /** Epoch seconds. */
  lastSeen: number
}

/**
 * A place with counters. Every method but `status`, `onStatus` and `close` rejects with an AppError within 6 s when there
 * is no answer, and never queues: while the source is away it rejects at once.
 */
export interface Source {
  readonly info: SourceInfo
  status(): SourceStatus
  /** Calls `listener` at each change; gives back the way to stop. */
  onStatus(listener: (status: SourceStatus) => void): () => void
  /** Connects; resolves when the first answer came, rejects when it was refused or did not come in time. */
  open(): Promise<void>
  /** Tries again at once where the source is down or refused. */
  retry(): Promise<void>
  /** One pipeline, one round trip, whatever is asked. At most 5,100 keys. */
  read(request: ReadRequest): Promise<ReadResult>
  /** The type of each key (`string`, `hash`, …), null where there is none or the account may not ask. */
  types(keys: string[]): Promise<(string | null)[]>
  /** Seconds to live of each key, -1 without expiry, null where there is none or the account may not ask. */
  ttls(keys: string[]): Promise<(number | null)[]>
  /** The text of each key, null where there is none, it is no text or longer than 4 MB. */
  texts(keys: string[]): Promise<(string | null)[]>
  /** The members of a sorted set, most recent first (at most 100,000); null where there is none. */
  index(key: string): Promise<IndexMember[] | null>
  /** One SCAN step of every master in turn; `match` is a glob made with `globEscape`. */
  scanStep(input: { cursor: string | null; match: string; count: number }): Promise<ScanStep>
  facts(): Promise<ServerFacts>
  close(): Promise<void>
}
