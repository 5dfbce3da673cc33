import type { Cell } from './csv.ts'
import type { ExportContent, NameSums, ShownRows } from './export-content.ts'
import { exportColumns, type ColumnKind } from './export-rows.ts'
import type { ExportTable } from './exports.ts'
import { wordsOfExport } from './export-words.ts'
import { formatNumber } from './format/number.ts'
import type { Language } from './languages.ts'
import type { ExportWords } from './words/en-export.ts'

export interface SectionColumn {
  /** Its name in the report. */
  name: string
  kind: ColumnKind
  title: string
}

/** A table of a document for readers, in words. */
export interface ExportSection {
  /** `days`, `endpoints-sum` …: for anchors and programs. */
  id: string
  title: string
  columns: SectionColumn[]
  rows: Cell[][]
  /** What a reader must know of it: what is unknown, left out or at least so many. */
  notes: string[]
}

/** The table of days stands in three, so that every number that can be fits on paper. */
const dayParts = [
  {
    id: 'days',
    names: ['total_calls', 'approximate', 'success_rate', 'previous_day_change', 'previous_week_change'],
  },
  { id: 'days-users', names: ['active_users', 'new_users', 'peak_hour', 'peak_hour_calls'] },
  {
    id: 'days-quality',
    names: [
      'previous_day_calls',
      'previous_week_calls',
      'hours_explained',
      'apis_explained',
      'statuses_explained',
      'users_explained',
    ],
  },
] as const

const sumKinds = {
  endpoints: { endpoint: 'text', calls: 'count', share: 'share', days: 'count' },
  statuses: { status: 'text', calls: 'count', share: 'share', days: 'count' },
} as const satisfies Record<string, Record<string, ColumnKind>>

/** The tables of a document: days, what a range adds up to, then day by day. */
export function exportSections(content: ExportContent, language: Language): ExportSection[] {
  const words = wordsOfExport[language]
  const parts = ['endpoints', 'statuses', 'hours', 'users'] as const
  return [
    ...daySections(content, words),
    ...(content.only
      ? []
      : (['endpoints', 'statuses'] as const).map((table) =>
          sumSection(table, content.sums[table], { words, language }),
        )),
    ...parts.map((table) => tableSection(table, content, { words, language })),
  ]
}

function daySections({ tables }: ExportContent, words: ExportWords): ExportSection[] {
  const { rows } = tables.days
  const columns = exportColumns.days.map((column, i) => ({ ...titled(column, words), i }))
  return dayParts.map(({ id, names }) => {
    const chosen = columns.filter(({ name }) => name === 'date' || names.some((one) => one === name))
    return {
      id,
      title: words.days[id],
      columns: chosen.map(({ name, kind, title }) => ({ name, kind, title })),
      rows: rows.map((row) => chosen.map(({ i }) => row[i] ?? null)),
      notes: rows.length === 0 ? [words.emptyTable] : [],
    }
  })
}

function sumSection(
  table: 'endpoints' | 'statuses',
  sums: NameSums,
  { words, language }: { words: ExportWords; language: Language },
): ExportSection {
  return {
    id: `${table}-sum`,
    title: words.sums[table],
    columns: Object.entries(sumKinds[table]).map(([name, kind]) => titled({ name, kind }, words)),
    rows: sums.rows,
    notes: [
      ...(sums.count === 0 ? [words.emptyTable] : []),
      ...(sums.openDays > 0 ? [words.openSums(sums.openDays)] : []),
      ...leftOutNote(sums, { words, language }),
    ],
  }
}

function tableSection(
  table: Exclude<ExportTable, 'days'>,
  { tables, only }: ExportContent,
  { words, language }: { words: ExportWords; language: Language },
): ExportSection {
  const shown = tables[table]
  const isWhollyOut = shown.rows.length === 0 && shown.count > 0
  // A day whose breakdown is unknown is one row of its date alone.
  const isUnknown =
    only !== null && shown.count === 1 && shown.rows[0]?.slice(1).every((cell) => cell === null)
  return {
    id: table,
    title: only ? words.tables[table] : words.byDay[table],
    columns: exportColumns[table].map((column) => titled(column, words)),
    rows: shown.rows,
    notes: [
      ...(shown.count === 0 ? [words.emptyTable] : []),
      ...(isUnknown ? [words.unknownTable] : []),
      ...(isWhollyOut ? [words.byDayLeftOut(shown.count)] : leftOutNote(shown, { words, language })),
    ],
  }
}

function leftOutNote(
  { rows, count, callsLeftOut }: ShownRows,
  { words, language }: { words: ExportWords; language: Language },
): string[] {
  if (rows.length === count) return []
  return [
    words.leftOut(count - rows.length, callsLeftOut === null ? null : formatNumber(callsLeftOut, language)),
  ]
}

function titled({ name, kind }: { name: string; kind: ColumnKind }, words: ExportWords): SectionColumn {
  return { name, kind, title: words.columns[name as keyof ExportWords['columns']] }
}
