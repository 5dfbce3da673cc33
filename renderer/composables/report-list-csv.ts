import type { ForeignReport, ForeignReports } from '../../shared/foreign-reports.ts'
import type { AnswerHead } from '../../shared/figures.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import type { ReportPeriod, ReportPeriods } from '../../shared/report-period.ts'
import type { ReportDay } from '../../shared/reports.ts'
import type { Runs } from '../../shared/runs.ts'
import { csvOf } from './csv-of.ts'

type Head = Pick<AnswerHead, 'source' | 'sample'>

/** Days and the state of their reports as CSV: unknown is an empty cell. Each row says what it is of. */
export function reportDaysCsv(days: readonly ReportDay[], zone: string, { source, sample }: Head): string {
  const head = [
    ...['date', 'state', 'calls', 'change', 'week_change', 'success_rate', 'active_users', 'approximate'],
    ...['issues', 'revision', 'read_at', 'late_calls'],
  ]
  const rows = days.map(({ date, state, summary: one }) => [
    ...[date, state, one?.calls ?? null, one?.change ?? null, one?.weekChange ?? null],
    ...[one?.successRate ?? null, one?.activeUsers ?? null, one?.approximate ?? null, one?.issues ?? null],
    ...[one?.revision ?? null, one ? isoInZone(one.generatedAt, zone) : null, one?.lateCalls ?? null],
  ])
  return csvOf(head, rows, { source, sample, zone })
}

/** Weeks or months as CSV. */
export function periodsCsv({ kind, items, source, sample, zone }: ReportPeriods): string {
  const head = ['from', 'to', 'calls', 'at_least', 'change', 'approximate', 'known_days', 'of_days', 'over']
  const rows = items.map(({ from, to, total, change, coverage, isOver }) => [
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
  return csvOf(head, rows, { kind, source, sample, zone })
}

/** The days of a week or month as CSV. */
export function periodDaysCsv({ days, from, to, source, sample, zone }: ReportPeriod): string {
  const head = ['date', 'closed', 'calls', 'approximate', 'success_rate', 'active_users', 'previous_calls']
  const rows = days.map(({ date, isClosed, calls, approximate, successRate, activeUsers, previous }) => [
    ...[date, isClosed, calls, approximate, successRate, activeUsers, previous],
  ])
  return csvOf(head, rows, { source, sample, zone, from, to })
}

/** The log of runs as CSV, as the app keeps it. */
export function runsCsv({ items, source, sample }: Runs, zone: string): string {
  const head = [
    ...['started_at', 'kind', 'by', 'outcome', 'took_ms', 'date', 'count', 'times', 'code', 'message'],
  ]
  const rows = items.map(({ startedAt, kind, by, outcome, tookMs, date, count, times, code, message }) => [
    ...[isoInZone(startedAt, zone), kind, by, outcome, tookMs, date, count, times, code, message],
  ])
  return csvOf(head, rows, { source, sample, zone })
}

/** Reports of others as CSV, beside the calls of our own. */
export function foreignCsv(
  items: readonly ForeignReport[],
  ours: ReadonlyMap<string, number>,
  { source, sample }: Pick<ForeignReports, 'source' | 'sample'>,
): string {
  const head = [
    ...['date', 'key', 'form', 'calls', 'our_calls', 'success_rate', 'zone', 'generator', 'bytes', 'seen_at'],
  ]
  const rows = items.map((one) => [
    ...[one.date, one.key, one.form, one.totalCalls, ours.get(one.date) ?? null, one.successRate],
    ...[one.zone, one.generator, one.bytes, isoInZone(one.seenAt, 'UTC')],
  ])
  return csvOf(head, rows, { source, sample })
}
