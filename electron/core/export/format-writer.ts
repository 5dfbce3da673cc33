import type { DailyReport } from '../../../shared/daily-report.ts'
import type { ExportPassport, ExportStyle } from '../../../shared/exports.ts'

/** The stored reports of a range, as often as a writer asks for them. */
export interface ExportedRange {
  passport: ExportPassport
  /** Oldest first, one at a time: a year of them need not be in memory. */
  reports(): Iterable<DailyReport>
}

/** A file that is being written under a temporary name. */
export interface OutFile {
  /** Waits until the disk takes more. Errors: `disk_full`, `place_unwritable`. */
  write(chunk: string | Uint8Array): Promise<void>
}

/** What a writer writes with. */
export interface ExportJob {
  style: ExportStyle
  /** Ends the writing between two days with `cancelled`. */
  signal: AbortSignal
  /** Begins a file; `part` is what its name says besides source, range and format. Ended with the job. */
  open(part: string | null): Promise<OutFile>
  /**
   * Called after each report that was read: tells progress, lets others have their turn, throws once it is cancelled. One who reads
   * them n times does 1/n of the work at each.
   */
  next(work?: number): Promise<void>
  /** Prints a page as PDF; null where the host cannot. */
  print: ((html: string) => Promise<Uint8Array>) | null
}

/** Writes a range in one format. A file whose table has no row is not begun. */
export type WriteFormat = (range: ExportedRange, job: ExportJob) => Promise<void>
