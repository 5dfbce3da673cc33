import * as v from 'valibot'
import type { Issue } from './figures.ts'

/** What an archive holds, in the order in which it is told. */
export const archiveThings = [
  'reports',
  'revisions',
  'foreignReports',
  'users',
  'userDays',
  'dayTotals',
  'hourTotals',
  'minuteTotals',
  'coldDays',
  'coldMinutes',
  'endpoints',
  'statuses',
  'statusNotes',
  'runs',
  'exportedDays',
] as const
export type ArchiveThing = (typeof archiveThings)[number]

export interface ArchiveContent {
  /** How many there are of each thing that this archive can hold. */
  counts: { what: ArchiveThing; count: number }[]
  /** First and last date of which a total or a report is kept; null where there is none. */
  firstDate: string | null
  lastDate: string | null
}

/** A file beside the archive that belongs to the same source. */
export interface ArchiveFile {
  file: string
  bytes: number
  /** A backup: when it was made; else when it was written last. */
  at: string
}

/** The archive of the present source and what lies beside it. */
export interface ArchiveInfo {
  file: string
  /** With what is not yet written back from the log beside it. */
  bytes: number
  content: ArchiveContent
  /** Newest first; at most two are kept. */
  backups: ArchiveFile[]
  /** Archives that were begun for the same source and are used no longer, newest first. */
  older: ArchiveFile[]
  /** Damaged archives that were put aside, newest first. */
  broken: ArchiveFile[]
  /** Whether this is a file that was only opened to read it, in place of the archive of the source. */
  isReadOnly: boolean
  /** What is wrong with it at present, and what was found when it was opened. */
  issues: Issue[]
}

/** What was done, and the archive after it. */
export interface ArchiveDone {
  archive: ArchiveInfo
  /** What was written or is no more: the export, the folder it was moved to. */
  file: string
  /** Bytes before and after. */
  before: number
  after: number
}

/** What the host's dialog is asked for. */
export const choices = ['folder', 'archive', 'save'] as const
export type Choice = (typeof choices)[number]

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))

/** Inputs of the methods about the archive. Paths are absolute. */
export const archiveInputs = {
  move: v.strictObject({ folder: path }),
  /** A folder, in which the copy gets a name of its own, or a file that is not there yet. */
  export: v.union([v.strictObject({ folder: path }), v.strictObject({ file: path })]),
  /** The word that a person typed or a program says knowingly. */
  delete: v.strictObject({ confirm: v.literal('delete') }),
  /** A file to look into; null goes back to the source. */
  show: v.strictObject({ file: v.nullable(path) }),
  choose: v.strictObject({
    what: v.picklist(choices),
    /** The name that a file to save is proposed with, and the folder that the dialog begins in. */
    name: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,200}$/))),
    folder: v.optional(v.nullable(path)),
  }),
  reveal: v.strictObject({ file: path }),
}

export type MoveArchiveInput = v.InferInput<typeof archiveInputs.move>
export type ExportArchiveInput = v.InferInput<typeof archiveInputs.export>
export type DeleteArchiveInput = v.InferInput<typeof archiveInputs.delete>
export type ShowArchiveInput = v.InferInput<typeof archiveInputs.show>
export type ChooseInput = v.InferInput<typeof archiveInputs.choose>
