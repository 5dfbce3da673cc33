import type { DailyReport, ReportQuality } from './daily-report.ts'
import type { ErrorCode } from './errors.ts'
import type { AnswerHead } from './figures.ts'

/** The time of day at which a report is due unless a person chose another. */
export const defaultReportTime = '01:00'

/** Days a list may span at most. */
export const mostReportDays = 400

/** Why a day gets no report: nothing was counted yet, its counters are lost, or what its zone needs is gone. */
export type ReportSkip = 'not_counted_yet' | 'lost' | 'hours_gone' | 'expired'

/** One closed day of the ledger. */
export type ReportDay = {
  date: string
  /** When it was due. */
  dueAt: string
  summary: ReportSummary | null
} & (
  | { state: 'due' | 'running' | 'done' }
  | { state: 'failed'; code: ErrorCode; message: string; attempts: number; nextTryAt: string }
  | { state: 'skipped'; why: ReportSkip }
)

/** A report at a glance. */
export interface ReportSummary {
  calls: number
  /** Against the day before, and the same weekday a week before. */
  change: number | null
  weekChange: number | null
  successRate: number | null
  approximate: boolean
  activeUsers: number | null
  quality: Omit<ReportQuality, 'issues'>
  /** How many issues its quality names. */
  issues: number
  /** 1 for the first. */
  revision: number
  generatedAt: string
  /** Calls that arrived after it was made; 0 where none did. */
  lateCalls: number
  /** Who made it, where it was adopted from Redis; null where this archive's own programs made it. */
  adoptedFrom: string | null
}

/** The closed days of a span and when the next is due. */
export interface Reports extends AnswerHead {
  /** The report zone; null until the person chose it: nothing is made before. */
  zone: string | null
  /** The running date of that zone, which has no report yet. */
  today: string | null
  /** HH:MM in the report zone, and the next instant at which a day is due. */
  schedule: { time: string; nextAt: string | null }
  /** The earliest date within reach or in the archive; null where there is none. */
  firstDate: string | null
  /** Days of the whole reach that are due and have no report, those that were skipped apart. */
  missing: number
  from: string | null
  to: string | null
  /** Oldest first; days out of reach without a report are not among them. */
  days: ReportDay[]
}

/** One report with its place in the ledger. */
export interface StoredReport extends AnswerHead {
  day: ReportDay
  /** Null where there is none. */
  report: DailyReport | null
  /** The one that `report` is; 0 where there is none. */
  revision: number
  /** All that are kept, oldest first. */
  revisions: { revision: number; generatedAt: string; calls: number }[]
  /** The nearest dates that have a report. */
  previous: string | null
  next: string | null
}

/** What a day comes to now beside what is stored. */
export interface RebuiltReport extends AnswerHead {
  stored: DailyReport | null
  rebuilt: DailyReport
  isReplaced: boolean
}

/** What making all missing reports came to. */
export interface Backfill extends AnswerHead {
  made: string[]
  skipped: { date: string; why: string }[]
}

/** What the schedule came to in one go, told once whatever the number of days. */
export interface ScheduledReports {
  /** Null where the source is not saved, as the sample data. */
  connection: string | null
  source: string
  /** Oldest first. */
  made: string[]
  /** Days that failed for the first time. */
  failed: { date: string; code: ErrorCode; message: string }[]
}

/** Days whose reports or ledger changed. */
export interface ReportsChanged {
  zone: string
  dates: string[]
}
