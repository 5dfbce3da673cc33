import * as v from 'valibot'
import { isDate } from './calendar-date.ts'
import type { AnswerHead } from './figures.ts'
import { languages, type Language } from './languages.ts'

/** The kinds of file that daily reports are exported to. */
export const exportFormats = ['csv', 'xlsx', 'json', 'jsonl', 'html', 'md', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** The tables of an export: a CSV file for each, a sheet for each of a workbook. */
export const exportTables = ['days', 'endpoints', 'statuses', 'hours', 'users'] as const
export type ExportTable = (typeof exportTables)[number]

/** What stands between two cells of CSV. */
export const csvDelimiters = { comma: ',', semicolon: ';', tab: '\t' } as const
export type CsvDelimiter = keyof typeof csvDelimiters

/** How files are written. */
export interface ExportStyle {
  delimiter: CsvDelimiter
  /** Whether CSV begins with the mark by which Excel knows UTF-8. */
  withBom: boolean
  /** Of HTML, Markdown, PDF and the sheets' titles. Names of columns are those of the report in every language. */
  language: Language
}

/** Days that one export may span. */
export const mostExportDays = 3_700

/** What every file says of itself. */
export interface ExportPassport {
  /** The source's name; never its password. */
  source: string
  sample: boolean
  /** First and last date that was asked for. */
  from: string
  to: string
  /** The report zone. */
  zone: string
  /** How the services cut their buckets: minutes that they are ahead of UTC; 0 for UTC. */
  bucketOffsetMinutes: number
  /** Days with a report, and those closed days of the range that have none. */
  days: number
  missing: string[]
  /** When the reports were made: the earliest and the latest; null without any. */
  readFrom: string | null
  readTo: string | null
  /** The share of all calls of the range that the parts explain; null where nothing is left to compare with. */
  coverage: { hours: number | null; apis: number | null; statuses: number | null; users: number | null }
  /** What the reports' quality names, and on how many days; most days first. */
  issues: { code: string; days: number }[]
  exportedAt: string
  /** `tallyscope 0.1.0` */
  generator: string
}

/** What an export would hold. */
export interface ExportPreview extends AnswerHead {
  passport: ExportPassport
  /** The first rows of each table, without the passport. */
  tables: { table: ExportTable; columns: string[]; rows: (string | number | boolean | null)[][] }[]
  /** The names of the files by format; CSV has one for each table that has rows. */
  files: { format: ExportFormat; names: string[] }[]
  /** What this host cannot make. */
  unavailable: ExportFormat[]
}

/** One file that is there now. */
export interface ExportedFile {
  format: ExportFormat
  name: string
  /** Where it stands; null where the page fetches it from `link`. */
  path: string | null
  /** The way to fetch it once, relative to the page; null where it stands in a folder that was chosen. */
  link: string | null
  bytes: number
}

/** What was written. */
export interface ExportDone extends AnswerHead {
  files: ExportedFile[]
  missing: string[]
  from: string
  to: string
}

const date = v.pipe(v.string(), v.check(isDate, 'Expected a date of the calendar'))
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))
const formats = v.pipe(
  v.array(v.picklist(exportFormats)),
  v.minLength(1),
  v.check((list) => new Set(list).size === list.length, 'Expected each format once'),
)
const delimiter = v.picklist(Object.keys(csvDelimiters) as CsvDelimiter[])

/** Inputs of the methods about exports. */
export const exportInputs = {
  /** First and last date in the report zone, both included. */
  preview: v.strictObject({ from: date, to: date }),
  run: v.strictObject({
    from: date,
    to: date,
    formats,
    delimiter: v.optional(delimiter, 'comma'),
    withBom: v.optional(v.boolean(), true),
    language: v.optional(v.picklist(languages), 'en'),
    /** A folder that is there; or one file, where one is written; or null for a host whose page fetches files. */
    place: v.optional(
      v.nullable(v.union([v.strictObject({ folder: path }), v.strictObject({ file: path })])),
      null,
    ),
    /** Whether files that are there already are replaced. */
    replace: v.optional(v.boolean(), false),
  }),
}

/** What a person chose last in the dialog. */
export const exportChoicesSchema = v.strictObject({
  formats: v.array(v.picklist(exportFormats)),
  delimiter,
  withBom: v.boolean(),
  folder: v.nullable(path),
  /** Null for that of the page. */
  language: v.nullable(v.picklist(languages)),
})
export type ExportChoices = v.InferOutput<typeof exportChoicesSchema>

/** Every report as files by itself: where to and as what; off where the folder is null. */
export const autoExportSchema = v.strictObject({
  folder: v.nullable(path),
  formats,
  delimiter,
  withBom: v.boolean(),
  language: v.picklist(languages),
})
export type AutoExport = v.InferOutput<typeof autoExportSchema>

export type PreviewExportInput = v.InferInput<typeof exportInputs.preview>
export type ExportInput = v.InferInput<typeof exportInputs.run>
export type CheckedExportInput = v.InferOutput<typeof exportInputs.run>
