import type { DailyReport } from '../../shared/daily-report.ts'

/** What a cell must hold: nothing where it is unknown, an instant on the clock of a zone, or a value. */
export type ExpectedCell = string | number | boolean | null | { at: string; zone: string }

/** The rows of each table of a document, spelled out from its reports. */
export function expectedCells(reports: readonly DailyReport[]): Record<string, ExpectedCell[][]> {
  const at = (start: string | undefined, { zone }: DailyReport): ExpectedCell =>
    start === undefined ? null : { at: start, zone }
  const share = (calls: number, { total_calls: total }: DailyReport): number | null =>
    total === 0 ? null : calls / total
  const named = (report: DailyReport, of: Record<string, number> | null): ExpectedCell[][] => {
    if (!of) return [[report.date, null, null, null]]
    return Object.entries(of)
      .sort(([a, x], [b, y]) => y - x || Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map(([name, calls]) => [report.date, name, calls, share(calls, report)])
  }
  return {
    days: reports.map((report) => [
      report.date,
      report.total_calls,
      report.approximate,
      report.success_rate,
      report.previous_day?.change ?? null,
      report.previous_week?.change ?? null,
    ]),
    'days-users': reports.map((report) => [
      report.date,
      report.active_users,
      report.new_users,
      at(report.peak_hour?.start, report),
      report.peak_hour?.calls ?? null,
    ]),
    'days-quality': reports.map(({ date, previous_day: day, previous_week: week, quality }) => [
      date,
      day?.total_calls ?? null,
      week?.total_calls ?? null,
      quality.hours,
      quality.apis,
      quality.statuses,
      quality.users,
    ]),
    endpoints: reports.flatMap((report) => named(report, report.api_breakdown)),
    statuses: reports.flatMap((report) => named(report, report.status_breakdown)),
    hours: reports.flatMap((report) =>
      report.hourly.map(({ start, minutes, calls }) => [report.date, at(start, report), minutes, calls]),
    ),
    users: reports.flatMap((report): ExpectedCell[][] =>
      report.top_users
        ? report.top_users.map(({ user, calls }) => [report.date, user, calls, share(calls, report)])
        : [[report.date, null, null, null]],
    ),
  }
}

/** Whether a value that a program read is the one that was expected, to the last digit. */
export function isCell(value: string, expected: ExpectedCell): boolean {
  if (expected === null) return value === ''
  if (typeof expected === 'number') return value !== '' && Number(value) === expected
  if (typeof expected !== 'object') return value === String(expected)
  const { at, zone } = expected
  const [, local] = /^(\S{16})(?::00)[+-]\d\d:\d\d$/.exec(value) ?? []
  const clock = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return Date.parse(value) === Date.parse(at) && local?.replace('T', ' ') === clock.format(new Date(at))
}
