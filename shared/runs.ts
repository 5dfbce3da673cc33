import type { AnswerHead } from './figures.ts'

/** What the log of runs tells of. A catch-up is several reports in a row; each of them has an entry of its own besides. */
export const runKinds = [
  'report',
  'rebuild',
  'catch_up',
  'census',
  'publish',
  'adopt',
  'backup',
  'compact',
  'export',
] as const
export type RunKind = (typeof runKinds)[number]

export const runOutcomes = ['done', 'skipped', 'failed', 'cancelled'] as const
export type RunOutcome = (typeof runOutcomes)[number]

/** One thing that the program did for a source, by itself or because a person asked. */
export interface Run {
  /** Grows from entry to entry. */
  id: number
  kind: RunKind
  by: 'schedule' | 'hand'
  outcome: RunOutcome
  startedAt: string
  tookMs: number
  /** The day of a report; null for what is about no single day. */
  date: string | null
  /** Days of a catch-up, keys of a census, bytes of a backup; null for what is not counted. */
  count: number | null
  /** The code of an error, or why a day was skipped. */
  code: string | null
  /** What went wrong, in a sentence. */
  message: string | null
  /** How often in a row it ended like this: a failure that comes again is one entry. */
  times: number
}

/** Entries of the log, newest first; `next` asks for those before them. */
export interface Runs extends AnswerHead {
  items: Run[]
  next: number | null
}

/** The log keeps so many entries. */
export const mostRuns = 1_000
