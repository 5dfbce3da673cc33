import { changeOf, shareOf } from './change.ts'
import type { DailyReport, ReportComparison } from './daily-report.ts'
import { compareNames } from './names.ts'
import type { ReportHour } from './report-day.ts'
import { reportIssues, type ReportIssue } from './report-issues.ts'
import { withUsers, type ReportUsers } from './report-users.ts'
import { countSuccess, successRate, type StatusLists } from './success.ts'
import { isoInstant } from './time.ts'

/** What the counters say of one closed calendar day; null where unknown. */
export interface ReportFacts {
  zone: string
  date: string
  /** Whether the day is one of the days by which the services count. */
  isDayBucket: boolean
  total: number
  /** Whether whole hours stand for minutes that are gone. */
  approximate: boolean
  /** Every hour of the day in order. */
  hours: readonly ReportHour[]
  /** Endpoints whose calls are known. */
  endpoints: Iterable<readonly [endpoint: string, calls: number]>
  statuses: Iterable<readonly [status: string, calls: number]> | null
  /** Whether a rate may be taken of the statuses: no call without one. */
  areStatusesWhole: boolean
  previousDay: number | null
  previousWeek: number | null
  /** What a census found; null where none has counted the users of that day. */
  users?: ReportUsers | null
  /** Issues of the source and of single keys. */
  issues: readonly ReportIssue[]
}

/** Who makes a report, when, and by which lists. */
export interface ReportMaking {
  statusLists: StatusLists
  generatedAtMs: number
  generator: string
}

/** The report of a closed day (section 6 of the meaning of figures). */
export function reportDocument(facts: ReportFacts, making: ReportMaking): DailyReport {
  const { date, zone, total, hours } = facts
  const endpoints = breakdownOf(facts.endpoints, total)
  const statuses = facts.statuses && breakdownOf(facts.statuses, total)
  const success = countSuccess(statuses ? Object.entries(statuses) : [], making.statusLists)
  const knownHours = hours.flatMap(({ calls }) => calls ?? [])
  const sums = {
    hours: knownHours.length > 0 ? sumOfCalls(knownHours) : null,
    apis: endpoints && sumOfCalls(Object.values(endpoints)),
    statuses: statuses && sumOfCalls(Object.values(statuses)),
  }
  const report: DailyReport = {
    date,
    total_calls: total,
    api_breakdown: endpoints,
    success_rate: facts.areStatusesWhole ? successRate(success) : null,
    schema: 1,
    zone,
    approximate: facts.approximate,
    status_breakdown: statuses,
    status_lists: { success: [...making.statusLists.success], error: [...making.statusLists.error] },
    hourly: hours.map(({ startMs, minutes, calls }) => ({ start: isoInstant(startMs), minutes, calls })),
    peak_hour: peakOf(hours),
    active_users: null,
    new_users: null,
    top_users: null,
    previous_day: comparisonOf(total, facts.previousDay),
    previous_week: comparisonOf(total, facts.previousWeek),
    quality: {
      hours: shareOf(sums.hours, total),
      apis: shareOf(sums.apis, total),
      statuses: shareOf(sums.statuses, total),
      users: null,
      issues: reportIssues(facts, sums, success),
    },
    generated_at: isoInstant(making.generatedAtMs),
    generator: making.generator,
  }
  return facts.users ? withUsers(report, facts.users) : report
}

/** Most calls first, ties in code point order, names without calls left out; null where there is none though there were calls. */
function breakdownOf(
  parts: Iterable<readonly [name: string, calls: number]>,
  total: number,
): Record<string, number> | null {
  const called = [...parts].filter(([, calls]) => calls > 0)
  if (called.length === 0 && total > 0) return null
  called.sort(([a, x], [b, y]) => y - x || compareNames(a, b))
  const breakdown = Object.create(null) as Record<string, number>
  for (const [name, calls] of called) breakdown[name] = calls
  return breakdown
}

/** The full hour with most calls, the earliest on a tie. */
function peakOf(hours: readonly ReportHour[]): DailyReport['peak_hour'] {
  let peak: { startMs: number; calls: number } | null = null
  for (const { startMs, minutes, calls } of hours) {
    if (minutes === 60 && calls !== null && calls > (peak?.calls ?? -1)) peak = { startMs, calls }
  }
  return peak && { start: isoInstant(peak.startMs), calls: peak.calls }
}

function comparisonOf(total: number, before: number | null): ReportComparison | null {
  return before === null ? null : { total_calls: before, change: changeOf(total, before) }
}

function sumOfCalls(calls: readonly number[]): number {
  return calls.reduce((sum, one) => sum + one, 0)
}
