/**
 * Whether users may be counted unasked: not answered yet, each night, or never. A census that was asked for by hand or on the
 * command line runs whatever the answer.
 */
export const censusChoices = ['ask', 'nightly', 'never'] as const
export type CensusChoice = (typeof censusChoices)[number]

/** What a census would look at and how long that would take, from the number of keys and the pace of the last scans. */
export interface CensusEstimate {
  /** Keys of the database; null where the account may not ask. */
  keys: number | null
  seconds: number | null
  /** Closed UTC days whose users are not counted yet, though Redis may still have them. */
  days: number
}

/** The counting of users of one source: how it stands and what a running one has come to. */
export interface CensusState {
  state: 'idle' | 'waiting' | 'running'
  /** Why it waits: another app on the same Redis is counting. */
  waitsFor: 'other' | null
  choice: CensusChoice
  /** Keys seen so far, and keys of the database where that is known. */
  scanned: number
  keys: number | null
  /** UTC days with users that it has met. */
  daysFound: number
  /** Null until it can be told. */
  secondsLeft: number | null
  startedAt: string | null
  lastEndedAt: string | null
  lastOutcome: 'done' | 'cancelled' | 'failed' | null
  /** What went wrong last, in a sentence. */
  lastMessage: string | null
  /** The next instant at which one starts by itself; null where none will. */
  nextAt: string | null
  estimate: CensusEstimate | null
}
