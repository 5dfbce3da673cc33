import type { DailyReport } from '../../shared/daily-report.ts'
import { compareNames } from '../../shared/names.ts'
import type { ReportPeriod } from '../../shared/report-period.ts'
import type { UsageItem } from '../../shared/usage.ts'
import type { ApiOrder } from './api-columns.ts'

/** The endpoints of a report as rows, beside those of another where one is given. A name that neither has is 0 in both. */
export function reportItems(report: DailyReport, other: DailyReport | null): UsageItem[] {
  const [own, before] = [report.api_breakdown, other?.api_breakdown ?? null]
  const names = new Set([...Object.keys(own ?? {}), ...Object.keys(before ?? {})])
  return [...names].map((endpoint) => {
    const calls = own ? callsOf(own, endpoint) : null
    const previous = before ? callsOf(before, endpoint) : null
    return {
      endpoint,
      members: 1,
      calls,
      atLeast: calls ?? 0,
      why: null,
      approximate: report.approximate,
      share: calls === null || report.total_calls === 0 ? null : calls / report.total_calls,
      previous,
      previousApproximate: other?.approximate ?? false,
      change: calls === null || !previous ? null : calls / previous - 1,
      firstSeen: null,
      lastSeen: null,
      isNew: previous === 0 && (calls ?? 0) > 0,
      hasGoneQuiet: calls === 0 && (previous ?? 0) > 0,
    }
  })
}

/** The endpoints of a week or month as rows, beside the one before. */
export function periodItems({ endpoints, total, before }: ReportPeriod): UsageItem[] {
  return (endpoints ?? []).map(({ endpoint, calls, atLeast, share, previous, change }) => ({
    endpoint,
    members: 1,
    calls,
    atLeast,
    why: null,
    approximate: total.approximate,
    share,
    previous,
    previousApproximate: before.total.approximate,
    change,
    firstSeen: null,
    lastSeen: null,
    isNew: previous === 0 && atLeast > 0,
    hasGoneQuiet: calls === 0 && (previous ?? 0) > 0,
  }))
}

/** A sorted copy: most calls or the largest difference first, ties by name. */
export function sortItems(items: readonly UsageItem[], order: ApiOrder): UsageItem[] {
  const size = ({ calls, atLeast, previous }: UsageItem): number =>
    order === 'difference' ? Math.abs((calls ?? 0) - (previous ?? 0)) : (calls ?? atLeast)
  return items.toSorted(
    (a, b) => (order === 'name' ? 0 : size(b) - size(a)) || compareNames(a.endpoint, b.endpoint),
  )
}

/** What came over the wire has a prototype: only what it holds itself was counted. */
function callsOf(breakdown: Record<string, number>, name: string): number {
  return Object.hasOwn(breakdown, name) ? breakdown[name]! : 0
}
