import { changeOf, shareOf } from './change.ts'
import type { DailyReport } from './daily-report.ts'
import { compareNames } from './names.ts'
import type { PeriodEndpoint, ReportPeriod } from './report-period.ts'

/** The endpoints of some days, added up. */
export interface EndpointSums {
  /** Calls of each endpoint on the days that name it, and how many these are. */
  named: Map<string, { calls: number; days: number }>
  /** Days whose endpoints add up to the total: on these a name that is left out had no calls. */
  whole: number
  /** For each name on a day that is not whole: such days. */
  namedOnPart: Map<string, number>
  days: number
  isAnyKnown: boolean
}

/** Adds up what the reports of some dates say of endpoints. */
export function addEndpoints(
  dates: readonly string[],
  reports: ReadonlyMap<string, DailyReport>,
): EndpointSums {
  const sums: EndpointSums = {
    named: new Map(),
    whole: 0,
    namedOnPart: new Map(),
    days: dates.length,
    isAnyKnown: false,
  }
  for (const date of dates) {
    const report = reports.get(date)
    if (!report) continue
    const isWhole = report.total_calls === 0 || report.quality.apis === 1
    if (isWhole) sums.whole += 1
    sums.isAnyKnown ||= report.api_breakdown !== null
    for (const [name, calls] of Object.entries(report.api_breakdown ?? {})) {
      const { calls: sum, days } = sums.named.get(name) ?? { calls: 0, days: 0 }
      sums.named.set(name, { calls: sum + calls, days: days + 1 })
      if (!isWhole) sums.namedOnPart.set(name, (sums.namedOnPart.get(name) ?? 0) + 1)
    }
  }
  return sums
}

/** The calls of an endpoint; null where a day neither names it nor is whole. */
function callsOf({ named, namedOnPart, whole, days }: EndpointSums, name: string): number | null {
  const isKnown = whole + (namedOnPart.get(name) ?? 0) === days
  return isKnown ? (named.get(name)?.calls ?? 0) : null
}

/** The endpoints of a period beside those of the one before: most calls first, ties by name; null where no day knows them. */
export function endpointsOfPeriod(
  present: EndpointSums,
  before: EndpointSums,
  { total, isOver, coverage }: Pick<ReportPeriod, 'total' | 'isOver' | 'coverage'>,
): PeriodEndpoint[] | null {
  if (!present.isAnyKnown) return null
  const isLike = isOver || before.days === coverage.closed
  const endpoints = [...new Set([...present.named.keys(), ...before.named.keys()])].map(
    (endpoint): PeriodEndpoint => {
      const calls = callsOf(present, endpoint)
      const previous = before.days > 0 && isLike ? callsOf(before, endpoint) : null
      return {
        endpoint,
        calls,
        atLeast: present.named.get(endpoint)?.calls ?? 0,
        share: shareOf(calls, total.value),
        previous,
        change: changeOf(calls, previous),
      }
    },
  )
  return endpoints.sort((a, b) => b.atLeast - a.atLeast || compareNames(a.endpoint, b.endpoint))
}
