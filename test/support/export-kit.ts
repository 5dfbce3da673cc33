import type { ExportedRange, ExportJob, WriteFormat } from '../../electron/core/export/format-writer.ts'
import { exportRange, type RangeExport, type RangeExported } from '../../electron/core/export/export-range.ts'
import { unavailableFormats } from '../../electron/core/export/formats.ts'
import { readStoredRange, type ExportSource } from '../../electron/core/export/stored-range.ts'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { SourceInfo } from '../../shared/connection.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { exportFormats } from '../../shared/exports.ts'
import { createZone } from '../../shared/time.ts'
import { createFakeClock } from './fake-clock.ts'
import { plainReport } from './fake-reports.ts'
import { keptLog } from './source-kit.ts'

/** Every format that needs no printer. */
export const exportedFormats = exportFormats.filter(
  (format) => !unavailableFormats(exportFormats, false).includes(format),
)

const nowMs = Date.parse('2026-11-24T09:00:00Z')

/** An archive in memory with some reports, as files are made from it. */
export function exportSourceOf(
  reports: readonly DailyReport[],
  info: Partial<SourceInfo> = {},
): ExportSource & { archive: Archive } {
  const archive = openArchive({ file: ':memory:', log: keptLog() })
  const zone = createZone(reports[0]?.zone ?? 'UTC')
  for (const report of reports) archive.keepReport({ zone: zone.id, date: report.date, dueMs: nowMs }, report)
  return {
    archive,
    zone,
    nowMs: () => nowMs,
    generator: 'tallyscope 1.2.3',
    head: { source: 'Orders', sample: false, issues: [] },
    info: {
      kind: 'redis',
      id: '1f0c9a2b-4d5e-4f60-8a7b-9c0d1e2f3a4b',
      name: 'Orders',
      address: 'redis://127.0.0.1:6379/0',
      prefix: 'stats',
      reportPrefix: 'report:daily',
      bucketOffsetMinutes: 0,
      colour: 'blue',
      production: false,
      reportZone: zone.id,
      ...info,
    },
  }
}

/** A report of 24 known hours with endpoints, statuses and users as they are named, each called once more than the next. */
export function reportOf(date: string, names: readonly string[], zone = 'UTC'): DailyReport {
  const calls = (i: number): number => names.length - i
  const breakdown = (): Record<string, number> => {
    const made = Object.create(null) as Record<string, number>
    names.forEach((name, i) => (made[name] = calls(i)))
    return made
  }
  const total = (names.length * (names.length + 1)) / 2
  const { startMs } = createZone(zone).day(date)
  return {
    ...plainReport(zone, date, nowMs, total),
    api_breakdown: breakdown(),
    status_breakdown: breakdown(),
    hourly: Array.from({ length: 24 }, (_, hour) => ({
      start: new Date(startMs + hour * 3_600_000).toISOString(),
      minutes: 60,
      calls: hour === 12 ? total : 0,
    })),
    peak_hour: { start: new Date(startMs + 12 * 3_600_000).toISOString(), calls: total },
    active_users: names.length,
    new_users: 0,
    top_users: names.slice(0, 20).map((user, i) => ({ user, calls: calls(i) })),
    quality: { hours: 1, apis: 1, statuses: 1, users: 1, issues: [] },
  }
}

/** Everything from one date to another as it is stored. */
export function storedRange(source: ExportSource, from: string, to: string): Promise<ExportedRange> {
  return readStoredRange(source, { from, to, rows: 1 }, () => Promise.resolve())
}

/** What a format writes, by what the names of its files say besides; `''` for a single file. */
export async function textsOf(
  write: WriteFormat,
  range: ExportedRange,
  job: Partial<ExportJob> = {},
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  await write(range, {
    style: { delimiter: 'comma', withBom: true, language: 'en' },
    signal: new AbortController().signal,
    print: null,
    next: () => Promise.resolve(),
    open: (part) => {
      texts.set(part ?? '', '')
      const add = (chunk: string | Uint8Array): void => {
        texts.set(part ?? '', texts.get(part ?? '')! + String(chunk))
      }
      return Promise.resolve({ write: (chunk) => Promise.resolve(add(chunk)) })
    },
    ...job,
  })
  return texts
}

/** Writes all days of November 2026 as one JSON file and CSV, unless something else is asked for. */
export function exportTo(
  folder: string,
  source: ExportSource,
  what: Partial<RangeExport> = {},
  run: { signal?: AbortSignal; progress?(done: number, of: number | null): void } = {},
): Promise<RangeExported> {
  return exportRange(
    source,
    {
      from: '2026-11-01',
      to: '2026-11-23',
      formats: ['json', 'csv'],
      style: { delimiter: 'comma', withBom: true, language: 'en' },
      place: { folder },
      replace: false,
      ...what,
    },
    {
      run: { signal: new AbortController().signal, progress: () => undefined, ...run },
      clock: createFakeClock(nowMs),
      log: keptLog(),
      print: null,
    },
  )
}
