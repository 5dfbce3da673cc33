import type { CalendarPeriod } from './calendar-period.ts'
import type { DailyReport } from './daily-report.ts'
import type { AnswerHead } from './figures.ts'
import { addEndpoints, endpointsOfPeriod } from './period-endpoints.ts'
import { comparedDates, coverageOf, periodSummary, sumOfDays, type KnownDays } from './period-sums.ts'
import { reportSuccess, reportSuccessCounts } from './report-success.ts'
import type { PeriodFigure, ReportPeriod } from './report-period.ts'
import { successRate, unclassifiedShare, type StatusLists, type SuccessCounts } from './success.ts'

/** The reports that a period and the one before it have. */
export interface PeriodFacts {
  period: CalendarPeriod
  /** All dates of the period and of the one before, in order; those that the zone skipped are none. */
  dates: readonly string[]
  before: readonly string[]
  lastClosed: string
  /** By date. */
  reports: ReadonlyMap<string, DailyReport>
  /** Today's lists of statuses: both periods are taken by them, whatever lists a report was made with. */
  lists: StatusLists
}

type Rolled = Omit<ReportPeriod, keyof AnswerHead | 'kind' | 'zone' | 'previous' | 'next' | 'activeUsers'>

/** A week or month from the reports of its days. What one of them does not know is unknown for the period. */
export function periodReport({ period, dates, before, lastClosed, reports, lists }: PeriodFacts): Rolled {
  const days: KnownDays = {
    lastClosed,
    of(date) {
      const report = reports.get(date)
      return report ? { calls: report.total_calls, approximate: report.approximate } : null
    },
  }
  const { present, previous } = comparedDates(dates, before, lastClosed)
  const known = present.flatMap((date) => reports.get(date) ?? [])
  const summary = periodSummary(period, { dates, before }, days)
  const counts = addCounts(known.flatMap((report) => reportSuccessCounts(report, lists) ?? []))
  return {
    ...summary,
    days: dates.map((date, i) => {
      const report = reports.get(date)
      return {
        date,
        isClosed: date <= lastClosed,
        calls: report?.total_calls ?? null,
        approximate: report?.approximate ?? false,
        successRate: report ? reportSuccess(report, lists).rate : null,
        activeUsers: report?.active_users ?? null,
        previous: reports.get(before[i] ?? '')?.total_calls ?? null,
      }
    }),
    before: {
      from: before[0] ?? period.from,
      to: previous.at(-1) ?? before[0] ?? period.from,
      coverage: coverageOf(previous, days),
      total: sumOfDays(previous, days),
      successRate: rateOf(previous, reports, lists),
    },
    successRate: rateOf(present, reports, lists),
    errors: counts?.errors ?? null,
    unclassified: counts && unclassifiedShare(counts),
    endpoints: endpointsOfPeriod(addEndpoints(present, reports), addEndpoints(previous, reports), summary),
    bestDay: extreme(known, (calls, best) => calls > best),
    worstDay: extreme(known, (calls, worst) => calls < worst),
    peakHour: peakOf(known),
    dailyUsers: averageUsers(present, known),
  }
}

function rateOf(
  dates: readonly string[],
  reports: ReadonlyMap<string, DailyReport>,
  lists: StatusLists,
): PeriodFigure {
  const counted = dates.flatMap((date) => {
    const report = reports.get(date)
    return (report && reportSuccessCounts(report, lists)) ?? []
  })
  const counts = addCounts(counted)
  const ofKnown = counts && successRate(counts)
  return figure(ofKnown, counted.length, dates.length)
}

function averageUsers(dates: readonly string[], known: readonly DailyReport[]): PeriodFigure {
  const users = known.flatMap(({ active_users: active }) => active ?? [])
  const average = users.length === 0 ? null : users.reduce((sum, one) => sum + one, 0) / users.length
  return figure(average, users.length, dates.length)
}

function figure(ofKnown: number | null, knownDays: number, days: number): PeriodFigure {
  return { value: knownDays === days ? ofKnown : null, ofKnown, knownDays }
}

function addCounts(counts: readonly SuccessCounts[]): SuccessCounts | null {
  if (counts.length === 0) return null
  return counts.reduce((sum, one) => ({
    successes: sum.successes + one.successes,
    errors: sum.errors + one.errors,
    unclassified: sum.unclassified + one.unclassified,
  }))
}

function extreme(
  known: readonly DailyReport[],
  isMore: (calls: number, than: number) => boolean,
): ReportPeriod['bestDay'] {
  if (known.length < 2) return null
  const best = known.reduce((most, one) => (isMore(one.total_calls, most.total_calls) ? one : most))
  return { date: best.date, calls: best.total_calls }
}

function peakOf(known: readonly DailyReport[]): ReportPeriod['peakHour'] {
  let peak: ReportPeriod['peakHour'] = null
  for (const { peak_hour: hour } of known) if (hour && hour.calls > (peak?.calls ?? -1)) peak = { ...hour }
  return peak
}
