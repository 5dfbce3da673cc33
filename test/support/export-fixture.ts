import { exportColumns, exportRows } from '../../shared/export-rows.ts'
import {
  exportTables,
  type ExportDone,
  type ExportedFile,
  type ExportPassport,
  type ExportPreview,
} from '../../shared/exports.ts'
import { head, makeReport } from './report-fixture.ts'

export function makePassport(change: Partial<ExportPassport> = {}): ExportPassport {
  return {
    source: 'Production',
    sample: false,
    from: '2026-11-22',
    to: '2026-11-22',
    zone: 'UTC',
    bucketOffsetMinutes: 0,
    days: 1,
    missing: [],
    readFrom: '2026-11-23T01:00:04.112Z',
    readTo: '2026-11-23T01:00:04.112Z',
    coverage: { hours: 1, apis: 1, statuses: 1, users: 1 },
    issues: [],
    exportedAt: '2026-11-24T09:00:00.000Z',
    generator: 'tallyscope 0.1.0',
    ...change,
  }
}

/** The day of `makeReport`, where nobody is known to be new, as a host without PDF would export it. */
export function makePreview(change: Partial<ExportPassport> = {}): ExportPreview {
  const report = makeReport({ new_users: null })
  const name = (ending: string): string => `tallyscope-0a7d1c52-2026-11-22${ending}`
  return {
    ...head,
    passport: makePassport(change),
    tables: exportTables.map((table) => ({
      table,
      columns: exportColumns[table].map((column) => column.name),
      rows: exportRows(table, report).slice(0, 8),
    })),
    files: [
      { format: 'csv', names: exportTables.map((table) => name(`-${table}.csv`)) },
      ...(['xlsx', 'json', 'jsonl', 'html', 'md', 'pdf'] as const).map((format) => ({
        format,
        names: [name(`.${format}`)],
      })),
    ],
    unavailable: ['pdf'],
  }
}

export function makeExportDone(files: Partial<ExportedFile>[]): ExportDone {
  const one: ExportedFile = { format: 'json', name: 'a.json', path: null, link: null, bytes: 1_234 }
  return {
    ...head,
    files: files.map((file) => ({ ...one, ...file })),
    missing: [],
    from: '2026-11-22',
    to: '2026-11-22',
  }
}
