import { join } from 'node:path'
import type { ExportFormat, ExportStyle } from '../../../shared/exports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { TaskRun } from '../stats/tasks.ts'
import { folderOf, type ExportPlace } from './export-place.ts'
import { fileName, sourceInName } from './file-names.ts'
import type { ExportJob } from './format-writer.ts'
import { writerOf } from './formats.ts'
import { assertUsable, startPlacing } from './placing.ts'
import { readStoredRange, type ExportSource, type StoredRange } from './stored-range.ts'
import { takeTurns } from './turns.ts'

/** What is written where. */
export interface RangeExport {
  /** First and last date in the report zone, both included. */
  from: string
  to: string
  formats: readonly ExportFormat[]
  style: ExportStyle
  place: ExportPlace
  /** Whether files that are there already are replaced. */
  replace: boolean
}

/** What it is written with. */
export interface ExportHow {
  run: TaskRun
  clock: Clock
  log: Log
  /** Prints a page as PDF; null where the host cannot. */
  print: ExportJob['print']
}

/** Files that are there now, and the closed days of the range that have no report. */
export interface RangeExported {
  files: { format: ExportFormat; name: string; path: string; bytes: number }[]
  missing: string[]
}

/**
 * Writes the stored reports of a range in some formats: all of their files or none. Errors: as `exportReports` of the
 * contract.
 */
export async function exportRange(
  source: ExportSource,
  { from, to, formats, style, place, replace }: RangeExport,
  { run, clock, log, print }: ExportHow,
): Promise<RangeExported> {
  const writers = formats.map((format) => ({ format, write: writerOf(format, print !== null) }))
  const { folder, name } = folderOf(place, formats)
  const turn = takeTurns(clock, run.signal)
  let read = 0
  const step = (days: number, work = 1): Promise<void> => {
    read += work
    run.progress(Math.round(read), days * (formats.length + 1))
    return turn()
  }

  const placing = await startPlacing({ folder, replace, log })
  try {
    const range = await readStoredRange(source, { from, to, rows: 1 }, step)
    if (range.dates.length === 0)
      throw new AppError('nothing_to_export', `There is no report from ${from} to ${to}: make them first.`)
    // Before the work, so that nobody waits for a file that cannot be.
    for (const { name: expected } of namesOf(source, range, formats))
      await assertUsable(join(folder, name ?? expected), replace)
    const formatOf = new Map<string, ExportFormat>()
    for (const { format, write } of writers) {
      await write(range, {
        style,
        signal: run.signal,
        open(part) {
          const file = name ?? fileNameOf(source, range, format, part)
          formatOf.set(file, format)
          return placing.begin(file)
        },
        next: (work) => step(range.dates.length, work),
        print,
      })
    }
    run.signal.throwIfAborted()
    const placed = await placing.place()
    return {
      files: placed.map((file) => ({ format: formatOf.get(file.name)!, ...file })),
      missing: range.passport.missing,
    }
  } catch (error) {
    await placing.drop()
    throw error
  }
}

/** The files that a range has in some formats: of CSV one for each table that has rows. */
export function namesOf(
  source: Pick<ExportSource, 'info'>,
  range: StoredRange,
  formats: readonly ExportFormat[],
): { format: ExportFormat; name: string }[] {
  return formats.flatMap((format) => {
    const parts = format === 'csv' ? [...range.firstRows.keys()] : [null]
    return parts.map((part) => ({ format, name: fileNameOf(source, range, format, part) }))
  })
}

function fileNameOf(
  { info }: Pick<ExportSource, 'info'>,
  { passport: { from, to } }: StoredRange,
  format: ExportFormat,
  part: string | null,
): string {
  return fileName({ source: sourceInName(info), from, to, format, part })
}
