import type { DailyReport } from '../../shared/daily-report.ts'
import { reportSuccess } from '../../shared/report-success.ts'
import type { StatusLists } from '../../shared/success.ts'

/** One figure of two reports. */
export interface FigurePair {
  name: 'calls' | 'success' | 'errors' | 'peak' | 'endpoints' | 'users' | 'newUsers'
  kind: 'count' | 'share'
  was: number | null
  now: number | null
}

/** The figures of two reports side by side. */
export function figurePairs(was: DailyReport, now: DailyReport, lists: StatusLists): FigurePair[] {
  const [earlier, later] = [reportSuccess(was, lists), reportSuccess(now, lists)]
  const endpoints = ({ api_breakdown: apis }: DailyReport): number | null =>
    apis ? Object.values(apis).filter((calls) => calls > 0).length : null
  return [
    { name: 'calls', kind: 'count', was: was.total_calls, now: now.total_calls },
    { name: 'success', kind: 'share', was: earlier.rate, now: later.rate },
    { name: 'errors', kind: 'count', was: earlier.errors, now: later.errors },
    { name: 'peak', kind: 'count', was: was.peak_hour?.calls ?? null, now: now.peak_hour?.calls ?? null },
    { name: 'endpoints', kind: 'count', was: endpoints(was), now: endpoints(now) },
    { name: 'users', kind: 'count', was: was.active_users, now: now.active_users },
    { name: 'newUsers', kind: 'count', was: was.new_users, now: now.new_users },
  ]
}

/** Whether two reports of a day say the same, whenever and by whatever they were made. */
export function isSameDay(a: DailyReport, b: DailyReport): boolean {
  return contentOf(a) === contentOf(b)
}

function contentOf(report: DailyReport): string {
  const { generated_at: _at, generator: _by, status_lists: _lists, quality, ...figures } = report
  const sorted = (_name: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1)))
      : value
  return JSON.stringify([figures, { ...quality, issues: [] }], sorted)
}
