import type { AnswerHead, Coverage, Issue } from './figures.ts'
import type { SchemeReport, Looked } from './scheme.ts'
import type { Severity } from './severity.ts'

/** An issue with how bad it is. */
export interface Finding extends Issue {
  severity: Severity
}

/** Whether the figures of a source can be trusted, and what to mend. */
export interface Health extends AnswerHead {
  /** Worst first. */
  issues: Finding[]
  asOf: string
  /** Now's UTC day, which `coverage` is of. */
  date: string
  coverage: Coverage
  /** The last UTC day whose users were counted, and the share of its calls that they explain; null before the first census. */
  users: { date: string; share: number | null } | null
  /** The server's clock less this computer's; null where the account may not ask. */
  clockSkewMs: number | null
  /** The bounded sample of keys that was looked at. */
  looked: Looked
  /** Null where the account may not ask. */
  server: {
    version: string | null
    keys: number | null
    maxmemory: number | null
    maxmemoryPolicy: string | null
    evictedKeys: number | null
    /** FLUSHALL and FLUSHDB since the server started. */
    flushes: number | null
  }
  /** How the counters are cut, kept and added up. */
  scheme: Pick<SchemeReport, 'offset' | 'expiry' | 'sums'>
}
