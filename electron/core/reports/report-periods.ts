import type { CheckedReportPeriodInput, CheckedReportPeriodsInput } from '../../../shared/api.ts'
import {
  datesOf,
  periodBefore,
  periodOf,
  type CalendarPeriod,
  type PeriodKind,
} from '../../../shared/calendar-period.ts'
import { dateAfter, lastClosedDate } from '../../../shared/due-days.ts'
import type { AnswerHead } from '../../../shared/figures.ts'
import { periodReport } from '../../../shared/period-report.ts'
import { periodSummary, type DayTotal, type KnownDays } from '../../../shared/period-sums.ts'
import type { ReportPeriod, ReportPeriods } from '../../../shared/report-period.ts'
import type { StatusLists } from '../../../shared/success.ts'
import type { Zone } from '../../../shared/time.ts'
import type { UserDay } from '../../../shared/users.ts'
import { noReportZone } from './no-report.ts'
import type { ReportWorld } from './report-world.ts'

/** Weeks or months that a list holds. */
const listed = 12

export interface ReportPeriodDeps {
  world: Pick<ReportWorld, 'archive' | 'zone' | 'nowMs'>
  head(): AnswerHead
  /** Today's. */
  statusLists(): StatusLists
  /** Distinct users of the 7 and 30 days that end with a UTC date. */
  usersUntil(date: string): Pick<UserDay, 'weekly' | 'monthly'>
}

/** The methods of the contract that add up days of reports; they read the archive alone. */
export function createPeriodMethods({ world, head, statusLists, usersUntil }: ReportPeriodDeps) {
  const { archive } = world

  const asked = (): { zone: Zone; lastClosed: string; today: string } => {
    const zone = world.zone()
    if (!zone) throw noReportZone()
    const nowMs = world.nowMs()
    return { zone, lastClosed: lastClosedDate(zone, nowMs), today: zone.dayAt(nowMs).date }
  }

  const activeUsers = (kind: PeriodKind, { to }: CalendarPeriod): ReportPeriod['activeUsers'] => {
    const { weekly, monthly } = usersUntil(to)
    return kind === 'week' ? { days: 7, users: weekly } : { days: 30, users: monthly }
  }

  return {
    reportPeriods({ kind, until }: CheckedReportPeriodsInput): ReportPeriods {
      const { zone, lastClosed, today } = asked()
      const periods = [periodOf(kind, until ?? today)]
      while (periods.length < listed + 1) periods.push(periodBefore(kind, periods.at(-1)!))
      const days = knownDays({ archive, zone, lastClosed }, periods.at(-1)!.from, periods[0]!.to)
      const first = archive.firstReport(zone.id)
      const items = periods
        .slice(0, listed)
        .filter(({ to }) => first !== null && to >= first)
        .map((period, i) =>
          periodSummary(
            period,
            { dates: datesIn(zone, period), before: datesIn(zone, periods[i + 1]!) },
            days,
          ),
        )
      const oldest = periods[listed - 1]!.from
      return {
        ...head(),
        kind,
        zone: zone.id,
        items,
        earlier: first !== null && first < oldest ? dateAfter(oldest, -1) : null,
      }
    },

    reportPeriod({ kind, date }: CheckedReportPeriodInput): ReportPeriod {
      const { zone, lastClosed } = asked()
      const period = periodOf(kind, date)
      const before = periodBefore(kind, period)
      const reports = archive.reportsBetween(zone.id, before.from, period.to)
      const rolled = periodReport({
        period,
        dates: datesIn(zone, period),
        before: datesIn(zone, before),
        lastClosed,
        reports: new Map(reports.map((report) => [report.date, report])),
        lists: statusLists(),
      })
      return {
        ...head(),
        kind,
        zone: zone.id,
        ...rolled,
        activeUsers: zone.id === 'UTC' && rolled.isOver ? activeUsers(kind, period) : null,
        ...beside({ archive, zone, kind }, period),
      }
    },
  }
}

function knownDays(
  { archive, zone, lastClosed }: { archive: ReportWorld['archive']; zone: Zone; lastClosed: string },
  from: string,
  to: string,
): KnownDays {
  const totals = new Map(
    archive.ledger(zone.id, from, to).flatMap(({ date, summary }): [string, DayTotal][] => {
      return summary ? [[date, { calls: summary.calls, approximate: summary.approximate }]] : []
    }),
  )
  return { lastClosed, of: (date) => totals.get(date) ?? null }
}

/** The dates that the zone did not skip. */
function datesIn(zone: Zone, period: CalendarPeriod): string[] {
  return datesOf(period).filter((date) => {
    const { startMs, endMs } = zone.day(date)
    return endMs > startMs
  })
}

function beside(
  { archive, zone, kind }: { archive: ReportWorld['archive']; zone: Zone; kind: PeriodKind },
  { from, to }: CalendarPeriod,
): Pick<ReportPeriod, 'previous' | 'next'> {
  const { previous } = archive.reportsBeside(zone.id, from)
  const { next } = archive.reportsBeside(zone.id, to)
  const firstOf = (date: string | null): string | null => (date === null ? null : periodOf(kind, date).from)
  return { previous: firstOf(previous), next: firstOf(next) }
}
