import type { Cell } from '../../shared/csv.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { exportColumns, exportRows } from '../../shared/export-rows.ts'
import type { AnswerHead, DayHour } from '../../shared/figures.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import type { UsageItem } from '../../shared/usage.ts'
import { csvOf } from './csv-of.ts'
import type { FigurePair } from './report-figures.ts'

type Head = Pick<AnswerHead, 'source' | 'sample'>

/** A table of a report as CSV, as exports have it. Each row says what it is of. */
export function reportCsv(table: 'statuses' | 'users', report: DailyReport, head: Head): string {
  const names = exportColumns[table].map(({ name }) => name)
  return csvOf(names, exportRows(table, report), ofReport(report, head))
}

/** The hours of a report as CSV, beside those of another day where one is given. */
export function reportHoursCsv(
  report: DailyReport,
  head: Head,
  beside: { other: DailyReport; hours: readonly DayHour[] } | null,
): string {
  const names = exportColumns.hours.map(({ name }) => name)
  const rows = exportRows('hours', report).map((cells, i) =>
    beside ? [...cells, beside.other.date, beside.hours[i]?.previous ?? null] : cells,
  )
  return csvOf(beside ? [...names, 'compared_date', 'compared_calls'] : names, rows, ofReport(report, head))
}

/** Endpoints of a report or of several, those given, in their order. `of` is what they are of. */
export function endpointsCsv(items: readonly UsageItem[], of: Readonly<Record<string, Cell>>): string {
  const head = ['endpoint', 'calls', 'at_least', 'share', 'previous', 'change']
  const rows = items.map(({ endpoint, calls, atLeast, share, previous, change }) => [
    ...[endpoint, calls, atLeast, share, previous, change],
  ])
  return csvOf(head, rows, of)
}

/** The figures of two reports side by side as CSV. */
export function figuresCsv(
  pairs: readonly FigurePair[],
  { was, now }: { was: DailyReport; now: DailyReport },
  head: Head,
): string {
  const rows = pairs.map((pair) => [pair.name, pair.now, pair.was, was.date])
  return csvOf(['figure', 'value', 'compared_value', 'compared_date'], rows, {
    date: now.date,
    ...ofReport(now, head),
  })
}

/** What figures of a report are of. */
export function ofReport(
  { zone, generated_at: at }: DailyReport,
  { source, sample }: Head,
): Record<string, Cell> {
  return { source, sample, zone, read_at: isoInZone(at, zone) }
}
