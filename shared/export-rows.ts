import type { Cell } from './csv.ts'
import type { DailyReport } from './daily-report.ts'
import type { ExportTable } from './exports.ts'
import { isoInZone } from './iso-in-zone.ts'
import { compareNames } from './names.ts'

/** What the cells of a column are: `share` is 0 to 1 unrounded, `change` a difference in shares, `instant` ISO 8601 with offset. */
export type ColumnKind = 'date' | 'instant' | 'count' | 'minutes' | 'share' | 'change' | 'text' | 'flag'

export interface ExportColumn {
  name: string
  kind: ColumnKind
}

function columns(list: Record<string, ColumnKind>): ExportColumn[] {
  return Object.entries(list).map(([name, kind]) => ({ name, kind }))
}

/** The columns of each table, by the names of the report. Every row begins with its date. */
export const exportColumns: Record<ExportTable, ExportColumn[]> = {
  days: columns({
    date: 'date',
    total_calls: 'count',
    approximate: 'flag',
    success_rate: 'share',
    active_users: 'count',
    new_users: 'count',
    peak_hour: 'instant',
    peak_hour_calls: 'count',
    previous_day_calls: 'count',
    previous_day_change: 'change',
    previous_week_calls: 'count',
    previous_week_change: 'change',
    hours_explained: 'share',
    apis_explained: 'share',
    statuses_explained: 'share',
    users_explained: 'share',
  }),
  endpoints: columns({ date: 'date', endpoint: 'text', calls: 'count', share: 'share' }),
  statuses: columns({ date: 'date', status: 'text', calls: 'count', share: 'share' }),
  hours: columns({ date: 'date', start: 'instant', minutes: 'minutes', calls: 'count' }),
  users: columns({ date: 'date', user: 'text', calls: 'count', share: 'share' }),
}

/**
 * The rows of one report in a table, in the order of its columns. Unknown is null: a day whose endpoints (statuses, top
 * users) are unknown is one row of its date alone.
 */
export function exportRows(table: ExportTable, report: DailyReport): Cell[][] {
  const { date } = report
  switch (table) {
    case 'days':
      return [dayRow(report)]
    case 'endpoints':
      return breakdownRows(report, report.api_breakdown)
    case 'statuses':
      return breakdownRows(report, report.status_breakdown)
    case 'hours':
      return report.hourly.map(({ start, minutes, calls }) => [
        date,
        isoInZone(start, report.zone),
        minutes,
        calls,
      ])
    case 'users':
      if (!report.top_users) return [[date, null, null, null]]
      return report.top_users.map(({ user, calls }) => [date, user, calls, shareOf(calls, report)])
  }
}

function dayRow(report: DailyReport): Cell[] {
  const { peak_hour: peak, previous_day: day, previous_week: week, quality } = report
  return [
    ...[report.date, report.total_calls, report.approximate, report.success_rate],
    ...[report.active_users, report.new_users],
    ...(peak ? [isoInZone(peak.start, report.zone), peak.calls] : [null, null]),
    ...[day?.total_calls ?? null, day?.change ?? null, week?.total_calls ?? null, week?.change ?? null],
    ...[quality.hours, quality.apis, quality.statuses, quality.users],
  ]
}

/** Most calls first, ties in code point order. */
function breakdownRows(report: DailyReport, breakdown: Record<string, number> | null): Cell[][] {
  if (!breakdown) return [[report.date, null, null, null]]
  return Object.entries(breakdown)
    .sort(([a, x], [b, y]) => y - x || compareNames(a, b))
    .map(([name, calls]) => [report.date, name, calls, shareOf(calls, report)])
}

function shareOf(calls: number, { total_calls: total }: DailyReport): number | null {
  return total === 0 ? null : calls / total
}
