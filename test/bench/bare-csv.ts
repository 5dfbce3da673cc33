import type { DailyReport } from '../../shared/daily-report.ts'
import type { OutFile } from '../../electron/core/export/format-writer.ts'

/** Rows are handed over in pieces of so many characters. */
const pieceLength = 131_072

/**
 * The CSV of reports whose names need no quotes, in the zone UTC, by nothing but loops over them. `ending` is what every row ends
 * with. Headers are given.
 */
export async function bareCsv(
  reports: readonly DailyReport[],
  headers: ReadonlyMap<string, string>,
  ending: string,
  open: (table: string) => Promise<OutFile>,
): Promise<void> {
  const texts = new Map(headers)
  const files = new Map<string, OutFile>()
  for (const table of headers.keys()) files.set(table, await open(table))
  const add = async (table: string, rows: string): Promise<void> => {
    const text = texts.get(table)! + rows
    texts.set(table, text.length < pieceLength ? text : '')
    if (text.length >= pieceLength) await files.get(table)!.write(text)
  }
  for (const report of reports) {
    const { date, total_calls: total, peak_hour: peak, previous_day: day, previous_week: week } = report
    const { quality } = report
    await add(
      'days',
      `${date},${total},${report.approximate},${report.success_rate},,,${local(peak!.start)},${peak!.calls},` +
        `${day!.total_calls},${day!.change},${week!.total_calls},${week!.change},` +
        `${quality.hours},${quality.apis},${quality.statuses},${ending}`,
    )
    let rows = ''
    for (const [name, calls] of Object.entries(report.api_breakdown!))
      rows += `${date},${name},${calls},${calls / total}${ending}`
    await add('endpoints', rows)
    rows = ''
    for (const [name, calls] of Object.entries(report.status_breakdown!))
      rows += `${date},${name},${calls},${calls / total}${ending}`
    await add('statuses', rows)
    rows = ''
    for (const { start, minutes, calls } of report.hourly)
      rows += `${date},${local(start)},${minutes},${calls}${ending}`
    await add('hours', rows)
    await add('users', `${date},,,${ending}`)
  }
  for (const [table, file] of files) await file.write(texts.get(table)!)
}

function local(start: string): string {
  return `${start.slice(0, 19)}+00:00`
}
