import type { ConnectionColour } from './connection-fields.ts'
import type { ErrorCode } from './errors.ts'
import type { Issue } from './figures.ts'
import type { SchemeReport } from './scheme.ts'

/**
 *             open()             first answer
 *   idle ─────────────► connecting ─────────► ready ◄────► degraded
 *                           │  ▲                │              │
 *         wrong password, … │  │ next try       │ no answer    │
 *                           ▼  │                ▼              │
 *                        refused   down ◄──────────────────────┘
 *
 * `refused` waits for a person; `down` tries again by itself at `nextTryAt`.
 */
export type SourceStatus =
  | { state: 'idle' }
  | { state: 'connecting'; since: string }
  | { state: 'ready'; latencyMs: number | null }
  | { state: 'degraded'; latencyMs: number | null; why: ErrorCode; message: string }
  | { state: 'down'; since: string; nextTryAt: string | null; why: ErrorCode; message: string }
  | { state: 'refused'; why: ErrorCode; message: string }

/** What is being watched. Holds no secret. */
export interface SourceInfo {
  kind: 'redis' | 'sample'
  /** Of the saved connection; null for the sample data and for an address that is not saved. */
  id: string | null
  /** The user's name for it, else its address. */
  name: string
  /** `redis://host:port/db` without user and password, or `sample:`. */
  address: string
  prefix: string
  reportPrefix: string
  bucketOffsetMinutes: number
  colour: ConnectionColour
  /** Marked by the user as one to be careful with. */
  production: boolean
  /** The zone whose days reports have; null until the person answered. */
  reportZone: string | null
}

export interface ConnectionState {
  source: SourceInfo
  sample: boolean
  status: SourceStatus
  /** The server's version where the account may ask. */
  serverVersion: string | null
  /** Whether the account could write at all; null where that cannot be told. Tallyscope only reads, unless reports are shared. */
  mayWrite: boolean | null
  archive: {
    /** What is wrong with it at present: what cannot be written, a backup that failed. */
    issues: Issue[]
    /** The file that was only opened to read it, in place of the source; null where none was. */
    shown: string | null
  }
}

/** One of the first queries of a connection test. */
export interface ConnectionCheck {
  /** What was tried, for example `TIME` or `GET`. */
  what:
    'connect' | 'time' | 'info' | 'role' | 'counters' | 'mget' | 'type' | 'ttl' | 'scan' | 'index' | 'share'
  ok: boolean
  /** `refused` costs a part of the program, `failed` means that there is no connection. */
  outcome: 'ok' | 'refused' | 'failed' | 'empty'
  message: string
  code?: ErrorCode
}

export interface ConnectionTest {
  ok: boolean
  source: SourceInfo
  /** What answers there, as far as the account may know; null for the sample data too. */
  server: 'standalone' | 'replica' | 'cluster' | 'sentinel' | null
  serverVersion: string | null
  latencyMs: number | null
  /** Keys of the database as DBSIZE says. */
  keys: number | null
  /** Distinct endpoints among the index or a bounded sample of keys. */
  endpointsSeen: number | null
  /** Today's calls by the UTC day's counter. */
  callsToday: number | null
  mayWrite: boolean | null
  /** The smallest ACL rule that serves the program, to copy for the administrator. */
  aclRule: string
  checks: ConnectionCheck[]
  /** What a bounded sample of keys tells of the scheme; null where it could not be taken. */
  scheme: SchemeReport | null
  issues: Issue[]
}
