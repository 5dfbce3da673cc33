import type { ErrorCode } from './errors.ts'
import type { ExportFormat } from './exports.ts'
import { isWaiting } from './retry-pause.ts'

/** Whether reports of the present source are exported by themselves, or why not. */
export type AutoExportStanding = 'on' | 'off' | 'sample' | 'unsaved' | 'shown' | 'no_zone'

/** How the automatic export of the present source stands. */
export interface AutoExportState {
  standing: AutoExportStanding
  /** Formats that this host cannot make. */
  unavailable: ExportFormat[]
  /** The day that was written last; null where none was yet. */
  last: { date: string; at: string; folder: string; formats: ExportFormat[] } | null
  /** Days that are not written yet, those that failed included. */
  owed: number
  /** Oldest first, the first five of them. */
  failed: { date: string; code: ErrorCode; message: string; attempts: number; nextTryAt: string | null }[]
  /** How many failed in all. */
  failures: number
}

/** A day whose newest revision is not exported yet, and how its last export ended. */
interface Owed {
  revision: number
  before: {
    revision: number
    state: 'writing' | 'done' | 'skipped' | 'failed'
    nextTryMs: number | null
  } | null
}

/**
 * Whether a day is to be exported now: a revision that was not tried yet is, what failed waits for its next try, and what
 * another program writes for the end of its time.
 */
export function isDue({ revision, before }: Owed, nowMs: number): boolean {
  if (!before) return true
  const waits = before.nextTryMs !== null && isWaiting(before.nextTryMs, nowMs)
  if (before.state === 'writing') return !waits
  if (before.revision < revision) return true
  return before.state === 'failed' && !waits
}
