/** What became of a report that was to be written: it stands there, or another does that is not touched. */
export type WriteOutcome = 'written' | 'taken'

/**
 * The only place from which the program writes to a Redis that it watches: stored daily reports and the lock of the census, over a
 * connection of its own, made when it is first needed and closed again soon after. Made only where a person shares reports. Every
 * method rejects with an AppError within 25 s: `no_permission` where a right is missing, `not_supported` on a replica.
 */
export interface ReportStore {
  /** Writes the report of a date where none stands, with 365 days to live. The same text there counts as written. */
  write(date: string, text: string): Promise<WriteOutcome>
  /** Puts a report in the place of one that `mayReplace` allows (null: none stands there). */
  replace(date: string, text: string, mayReplace: (present: string) => boolean): Promise<WriteOutcome>
  /** Takes the lock of the census for a while; false where another has it. */
  takeLock(token: string, forMs: number): Promise<boolean>
  /** Keeps it for a while longer; false where it is no longer this token's. */
  renewLock(token: string, forMs: number): Promise<boolean>
  /** Gives it back where it is still this token's. */
  releaseLock(token: string): Promise<void>
  close(): Promise<void>
}
