import * as v from 'valibot'
import { autoExportSchema, exportChoicesSchema, type AutoExport, type ExportChoices } from './exports.ts'
import { languages, type Language } from './languages.ts'
import { defaultReportTime } from './reports.ts'

export const themes = ['system', 'light', 'dark'] as const
export const densities = ['normal', 'compact'] as const
export const numberStyles = ['grouped', 'short'] as const
export type Theme = (typeof themes)[number]
export type Density = (typeof densities)[number]
export type NumberStyle = (typeof numberStyles)[number]

/** What a person chose for all windows of the app. */
export interface Preferences {
  /** Null for the system's. */
  language: Language | null
  theme: Theme
  density: Density
  /** IANA name of the view's zone; null for this computer's. */
  zone: string | null
  /** Seconds between two refreshes of what is live, 1 to 60. */
  refreshSeconds: number
  /** Nothing is refreshed but by hand. */
  isPaused: boolean
  /** 8,912,440 or 8.91 M. */
  numbers: NumberStyle
  /** The path of the page that was shown last, such as `/?zone=UTC`. */
  lastView: string | null
  /** Columns of the table of APIs that are left out. */
  hiddenColumns: string[]
  /** HH:MM in the report zone from which the report of the day before is due. */
  reportTime: string
  /** Whether the desktop tells when reports were made by themselves, or could not be. */
  notifyReports: boolean
  /** What was chosen last for files of reports. */
  exportChoices: ExportChoices
  /** Every report of a saved connection as files by itself. */
  autoExport: AutoExport
}

/** How a person finds the app before anything was chosen. */
export const defaultPreferences: Preferences = {
  language: null,
  theme: 'system',
  density: 'normal',
  zone: null,
  refreshSeconds: 1,
  isPaused: false,
  numbers: 'grouped',
  lastView: null,
  hiddenColumns: [],
  reportTime: defaultReportTime,
  notifyReports: true,
  exportChoices: { formats: ['xlsx'], delimiter: 'comma', withBom: true, folder: null, language: null },
  autoExport: { folder: null, formats: ['csv'], delimiter: 'comma', withBom: true, language: 'en' },
}

/** The shape of each preference. */
export const preferenceFields = {
  language: v.nullable(v.picklist(languages)),
  theme: v.picklist(themes),
  density: v.picklist(densities),
  zone: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  refreshSeconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  isPaused: v.boolean(),
  numbers: v.picklist(numberStyles),
  lastView: v.nullable(v.pipe(v.string(), v.startsWith('/'), v.maxLength(2_000))),
  hiddenColumns: v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(20)),
  reportTime: v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)),
  notifyReports: v.boolean(),
  exportChoices: exportChoicesSchema,
  autoExport: autoExportSchema,
}

/** Some preferences; those left out stay as they are. */
export const preferencesPatch = v.partial(v.strictObject(preferenceFields))

export type PreferencesPatch = v.InferInput<typeof preferencesPatch>
