import type { SourceInfo } from '../../../shared/connection.ts'
import type { Cell } from '../../../shared/csv.ts'
import type { DailyReport } from '../../../shared/daily-report.ts'
import { closedDays } from '../../../shared/due-days.ts'
import { AppError } from '../../../shared/errors.ts'
import { gatherPassport } from '../../../shared/export-passport.ts'
import { exportRows } from '../../../shared/export-rows.ts'
import { exportTables, mostExportDays, type ExportTable } from '../../../shared/exports.ts'
import type { AnswerHead } from '../../../shared/figures.ts'
import { isoInstant, type Zone } from '../../../shared/time.ts'
import type { ReportTable } from '../reports/archive-reports.ts'
import { assertSpan } from '../reports/report-span.ts'
import type { ExportedRange } from './format-writer.ts'

/** Where the files of a source come from. */
export interface ExportSource {
  archive: Pick<ReportTable, 'newestRevisions' | 'report'>
  /** The report zone. */
  zone: Zone
  info: SourceInfo
  /** By the clock of the source. */
  nowMs(): number
  /** `tallyscope 0.1.0` */
  generator: string
  head: AnswerHead
}

/** A range as it is stored at one moment, and the first rows of each table; a table without rows is left out. */
export interface StoredRange extends ExportedRange {
  dates: string[]
  firstRows: Map<ExportTable, Cell[][]>
}

/**
 * Reads the stored reports of a range once, for what its files say of themselves. Later passes see the same revisions, whatever is
 * made anew meanwhile. `next` is called after each report. Errors: `bad_input`; `archive_unusable`; those of `next`.
 */
export async function readStoredRange(
  { archive, zone, info, nowMs, generator }: ExportSource,
  { from, to, rows }: { from: string; to: string; rows: number },
  next: (of: number) => Promise<void>,
): Promise<StoredRange> {
  assertSpan(from, to, mostExportDays)
  const stored = archive.newestRevisions(zone.id, from, to)

  function* reports(): Generator<DailyReport> {
    for (const { date, revision } of stored) {
      const kept = archive.report(zone.id, date, revision)
      if (!kept)
        throw new AppError('archive_unusable', `The report of ${date} is gone from the archive: try again.`)
      yield kept.report
    }
  }

  const gathered = gatherPassport()
  const first = exportTables.map((table): [ExportTable, Cell[][]] => [table, []])
  for (const report of reports()) {
    gathered.add(report)
    for (const [table, cells] of first)
      if (cells.length < rows) cells.push(...exportRows(table, report).slice(0, rows - cells.length))
    await next(stored.length)
  }

  const dates = stored.map(({ date }) => date)
  const known = new Set(dates)
  const closed = closedDays(zone, from, to, nowMs()).map(({ date }) => date)
  const passport = gathered.passport({
    source: info.name,
    sample: info.kind === 'sample',
    from,
    to,
    zone: zone.id,
    bucketOffsetMinutes: info.bucketOffsetMinutes,
    missing: closed.filter((date) => !known.has(date)),
    exportedAt: isoInstant(nowMs()),
    generator,
  })
  return { passport, reports, dates, firstRows: new Map(first.filter(([, cells]) => cells.length > 0)) }
}
