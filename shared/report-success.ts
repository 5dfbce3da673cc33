import type { DailyReport } from './daily-report.ts'
import {
  countSuccess,
  successRate,
  unclassifiedShare,
  type StatusLists,
  type SuccessCounts,
} from './success.ts'

/** What a report says of statuses by given lists; null where it does not know its statuses. */
export interface ReportSuccess {
  rate: number | null
  errors: number | null
  unclassified: number | null
}

/**
 * The calls of a report by class, whatever lists it was made with; null where its statuses are unknown, or too few of them
 * known to make a rate of.
 */
export function reportSuccessCounts(report: DailyReport, lists: StatusLists): SuccessCounts | null {
  if (!report.status_breakdown) return null
  const statuses = Object.entries(report.status_breakdown)
  const isUnknown =
    report.success_rate === null && successRate(countSuccess(statuses, report.status_lists)) !== null
  return isUnknown ? null : countSuccess(statuses, lists)
}

/** Two reports are compared by the same lists, whatever either was made with. */
export function reportSuccess(report: DailyReport, lists: StatusLists): ReportSuccess {
  if (!report.status_breakdown) return { rate: report.success_rate, errors: null, unclassified: null }
  const counts = reportSuccessCounts(report, lists)
  if (!counts) return { rate: null, errors: null, unclassified: null }
  return { rate: successRate(counts), errors: counts.errors, unclassified: unclassifiedShare(counts) }
}
