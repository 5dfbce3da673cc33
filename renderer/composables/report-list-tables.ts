import type { ForeignReports } from '../../shared/foreign-reports.ts'
import type { AnswerHead } from '../../shared/figures.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import type { ReportPeriod, ReportPeriods } from '../../shared/report-period.ts'
import type { ReportDay } from '../../shared/reports.ts'
import type { Runs } from '../../shared/runs.ts'
import type { SavedTable } from './saved-csv.ts'

type Head = Pick<AnswerHead, 'source' | 'sample'>

/** Days and the state of their reports. */
export function reportDaysTable(days: readonly ReportDay[], zone: string, of: Head): SavedTable {
  const head = [
    ...['date', 'state', 'calls', 'change', 'week_change', 'success_rate', 'active_users', 'approximate'],
    ...['issues', 'revision', 'read_at', 'late_calls'],
  ]
  const rows = days.map(({ date, state, summary: one }) => [
    ...[date, state, one?.calls ?? null, one?.change ?? null, one?.weekChange ?? null],
    ...[one?.successRate ?? null, one?.activeUsers ?? null, one?.approximate ?? null, one?.issues ?? null],
    ...[one?.revision ?? null, one ? isoInZone(one.generatedAt, zone) : null, one?.lateCalls ?? null],
  ])
  return { head, rows, of: { ...of, zone } }
}

/** Weeks or months. */
export function periodsTable(periods: ReportPeriods): SavedTable {
  const head = [
    'first_date',
    'last_date',
    'calls',
    'at_least',
    'change',
    'approximate',
    'known_days',
    'of_days',
    'over',
  ]
  const rows = periods.items.map(({ from, to, total, change, coverage, isOver }) => [
    ...[
      from,
      to,
      total.value,
      total.atLeast,
      change,
      total.approximate,
      coverage.known,
      coverage.days,
      isOver,
    ],
  ])
  return { head, rows, of: { ...periods, each: { kind: periods.kind } } }
}

/** The days of a week or month. */
export function periodDaysTable(period: ReportPeriod): SavedTable {
  const head = ['date', 'closed', 'calls', 'approximate', 'success_rate', 'active_users', 'previous_calls']
  const rows = period.days.map(
    ({ date, isClosed, calls, approximate, successRate, activeUsers, previous }) => [
      ...[date, isClosed, calls, approximate, successRate, activeUsers, previous],
    ],
  )
  return { head, rows, of: period }
}

/** The log of runs, as the app keeps it. */
export function runsTable(runs: Runs, zone: string): SavedTable {
  const head = [
    ...['started_at', 'kind', 'by', 'outcome', 'took_ms', 'date', 'count', 'times', 'code', 'message'],
  ]
  const rows = runs.items.map(
    ({ startedAt, kind, by, outcome, tookMs, date, count, times, code, message }) => [
      ...[isoInZone(startedAt, zone), kind, by, outcome, tookMs, date, count, times, code, message],
    ],
  )
  return { head, rows, of: { ...runs, zone } }
}

/** Reports of others, beside the calls of our own. */
export function foreignTable(
  foreign: Pick<ForeignReports, 'source' | 'sample' | 'items'>,
  ours: ReadonlyMap<string, number>,
): SavedTable {
  const head = [
    ...[
      'date',
      'key',
      'form',
      'calls',
      'our_calls',
      'success_rate',
      'report_zone',
      'generator',
      'bytes',
      'seen_at',
    ],
  ]
  const rows = foreign.items.map((one) => [
    ...[one.date, one.key, one.form, one.totalCalls, ours.get(one.date) ?? null, one.successRate],
    ...[one.zone, one.generator, one.bytes, isoInZone(one.seenAt, 'UTC')],
  ])
  return { head, rows, of: foreign }
}
