import type { DailyReport } from '../../shared/daily-report.ts'
import { exportColumns, exportRows } from '../../shared/export-rows.ts'
import type { AnswerHead, DayHour } from '../../shared/figures.ts'
import type { UsageItem } from '../../shared/usage.ts'
import type { FigurePair } from './report-figures.ts'
import type { SavedTable, TableOf } from './saved-csv.ts'

type Head = Pick<AnswerHead, 'source' | 'sample'>

/** A table of a report as exports have it. */
export function reportTable(table: 'statuses' | 'users', report: DailyReport, head: Head): SavedTable {
  const names = exportColumns[table].map(({ name }) => name)
  return { head: names, rows: exportRows(table, report), of: ofReport(report, head) }
}

/** The hours of a report as CSV, beside those of another day where one is given. */
export function reportHoursTable(
  report: DailyReport,
  head: Head,
  beside: { other: DailyReport; hours: readonly DayHour[] } | null,
): SavedTable {
  const names = exportColumns.hours.map(({ name }) => name)
  const rows = exportRows('hours', report).map((cells, i) =>
    beside ? [...cells, beside.other.date, beside.hours[i]?.previous ?? null] : cells,
  )
  const compared = beside ? ['compared_date', 'compared_calls'] : []
  return { head: [...names, ...compared], rows, of: ofReport(report, head) }
}

/** Endpoints of a report or of several, those given, in their order. */
export function endpointsTable(items: readonly UsageItem[], of: TableOf): SavedTable {
  const head = ['endpoint', 'calls', 'at_least', 'share', 'previous', 'change']
  const rows = items.map(({ endpoint, calls, atLeast, share, previous, change }) => [
    ...[endpoint, calls, atLeast, share, previous, change],
  ])
  return { head, rows, of }
}

/** The figures of two reports side by side. */
export function figuresTable(
  pairs: readonly FigurePair[],
  { was, now }: { was: DailyReport; now: DailyReport },
  head: Head,
): SavedTable {
  const rows = pairs.map((pair) => [pair.name, pair.now, pair.was, was.date])
  return {
    head: ['figure', 'value', 'compared_value', 'compared_date'],
    rows,
    of: ofReport(now, head),
  }
}

/** What figures of a report are of. */
export function ofReport({ zone, generated_at: asOf }: DailyReport, head: Head): TableOf {
  return { ...head, zone, asOf }
}
