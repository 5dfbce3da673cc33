import type { AnswerHead } from './figures.ts'

/**
 * Why a report that stands in Redis is not one of ours: it has the old form without a zone, is of another zone, of a form that
 * this version does not know, or cannot be believed.
 */
export const foreignForms = ['old', 'other_zone', 'other_schema', 'unreadable'] as const
export type ForeignForm = (typeof foreignForms)[number]

/** A stored report of others: shown beside ours, never overwritten and never used instead. */
export interface ForeignReport {
  /** The date that its key names. */
  date: string
  key: string
  form: ForeignForm
  /** What it says of itself; null where it says nothing that is one. */
  totalCalls: number | null
  successRate: number | null
  zone: string | null
  generator: string | null
  /**
   * The text as it stands in Redis; null where it is no text or longer than 4 MB, and where the texts of the answer would take
   * more than 8 MB: ask for that date alone.
   */
  document: string | null
  /** Length of the text in bytes; 0 where there is none. */
  bytes: number
  /** When it was first seen in Redis as it is. */
  seenAt: string
}

/** The stored reports of others in a span of dates, oldest first. */
export interface ForeignReports extends AnswerHead {
  from: string
  to: string
  items: ForeignReport[]
}
