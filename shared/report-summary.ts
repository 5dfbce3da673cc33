import type { DailyReport } from './daily-report.ts'
import type { ReportSummary } from './reports.ts'

/** A report at a glance, without what only the archive knows of it. */
export function summaryOf(
  report: DailyReport,
): Omit<ReportSummary, 'revision' | 'lateCalls' | 'adoptedFrom'> {
  const { hours, apis, statuses, users, issues } = report.quality
  return {
    calls: report.total_calls,
    change: report.previous_day?.change ?? null,
    weekChange: report.previous_week?.change ?? null,
    successRate: report.success_rate,
    approximate: report.approximate,
    activeUsers: report.active_users,
    quality: { hours, apis, statuses, users },
    issues: issues.length,
    generatedAt: report.generated_at,
  }
}
