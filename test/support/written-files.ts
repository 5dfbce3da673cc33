import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportedRange, ExportJob, WriteFormat } from '../../electron/core/export/format-writer.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { gatherPassport } from '../../shared/export-passport.ts'
import type { ExportPassport, ExportStyle } from '../../shared/exports.ts'

export const plainStyle: ExportStyle = { delimiter: 'comma', withBom: true, language: 'en' }

/** A range of literal reports, oldest first. */
export function rangeOf(reports: readonly DailyReport[], about: Partial<ExportPassport> = {}): ExportedRange {
  const gathered = gatherPassport()
  for (const report of reports) gathered.add(report)
  const passport = gathered.passport({
    source: 'Production',
    sample: false,
    from: reports[0]?.date ?? '2026-11-22',
    to: reports.at(-1)?.date ?? '2026-11-22',
    zone: reports[0]?.zone ?? 'UTC',
    bucketOffsetMinutes: 0,
    missing: [],
    exportedAt: '2026-11-24T08:00:00.000Z',
    generator: 'tallyscope 0.1.0',
  })
  return { passport: { ...passport, ...about }, reports: () => reports }
}

/** Writes a range into a folder and gives the files by what their names say besides; `''` for a single file. */
export async function writeFiles(
  write: WriteFormat,
  range: ExportedRange,
  { folder, name, style = plainStyle, ...job }: { folder: string; name: string } & Partial<ExportJob>,
): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const handles: { close(): Promise<void> }[] = []
  try {
    await write(range, {
      style,
      signal: new AbortController().signal,
      print: null,
      next: () => Promise.resolve(),
      ...job,
      async open(part) {
        const file = join(folder, part === null ? name : `${part}-${name}`)
        files.set(part ?? '', file)
        const handle = await open(file, 'w')
        handles.push(handle)
        return { write: (chunk) => handle.writeFile(chunk) }
      },
    })
  } finally {
    for (const handle of handles) await handle.close()
  }
  return files
}
