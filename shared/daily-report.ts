import type { IssueCode } from './figures.ts'
import type { StatusLists } from './success.ts'

/**
 * The report of one closed calendar day (section 6 of the meaning of figures). Its names are those that readers of stored
 * reports know: they are never renamed. Breakdowns are objects without prototype where this program makes them, for an endpoint may be called
 * `__proto__`.
 */
export interface DailyReport {
  /** YYYY-MM-DD in `zone`. */
  date: string
  total_calls: number
  /** Calls by endpoint, names without calls left out; null where unknown. */
  api_breakdown: Record<string, number> | null
  /** 0 to 1; null where nothing was classified or statuses are unknown. */
  success_rate: number | null
  schema: 1
  /** IANA name or UTC. */
  zone: string
  /** Whether whole hours stand for minutes that are gone. */
  approximate: boolean
  status_breakdown: Record<string, number> | null
  /** What counted as success and as error. */
  status_lists: StatusLists
  /** Every hour of the day in order, cut at its edges; `minutes` of it lie in the day. */
  hourly: { start: string; minutes: number; calls: number | null }[]
  /** Among full hours, the earliest on a tie; null where none is known. */
  peak_hour: { start: string; calls: number } | null
  /** Users are counted by UTC day only; null until a census, and outside UTC. */
  active_users: number | null
  new_users: number | null
  top_users: { user: string; calls: number }[] | null
  previous_day: ReportComparison | null
  /** The same weekday a week before. */
  previous_week: ReportComparison | null
  quality: ReportQuality
  generated_at: string
  generator: string
}

/** Null where that day's total is unknown; `change` also where it was 0. */
export interface ReportComparison {
  total_calls: number
  change: number | null
}

/** The share of the total that the parts add up to; null where nothing is left to compare with, or where the total is 0. */
export interface ReportQuality {
  hours: number | null
  apis: number | null
  statuses: number | null
  users: number | null
  issues: { code: IssueCode; message: string; key?: string }[]
}
