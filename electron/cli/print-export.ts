import type { Api } from '../../shared/api.ts'
import { toAppError } from '../../shared/errors.ts'
import type { ExportDone, ExportInput } from '../../shared/exports.ts'
import type { AnswerHead } from '../../shared/figures.ts'
import { isIssueCode, severityOf } from '../../shared/severity.ts'
import type { ExportCommand } from './arguments.ts'
import { exportLines } from './export-lines.ts'
import { printout, withNotices, type Answering, type Printout } from './print.ts'

/** The files of an export as other programs read them. */
export interface PlainExport extends AnswerHead {
  /** Whole paths. */
  files: string[]
  /** Closed dates of the range without a report. */
  missing: string[]
}

/** Writes the files and says which; days that are missing are made first where that is asked for. */
export async function printExport(command: ExportCommand, answering: Answering): Promise<Printout> {
  const { from, to, formats, folder, json, strict, make, force } = command
  const { api, notices } = answering
  const why = make ? await makeMissing({ from, to }, answering) : new Map<string, string>()
  const wish: ExportInput = { from, to, formats, place: { folder }, replace: force }
  const { source, sample, issues, files, missing } = await api
    .exportReports(wish)
    .catch((error: unknown) => withoutFiles(error, { from, to }, api))
  const paths = files.flatMap(({ path }) => path ?? [])
  const done = withNotices<PlainExport>({ source, sample, issues, files: paths, missing }, notices)
  const { text, hasIssues } = printout(done, json ? null : exportLines(done, why))
  return { text, hasIssues: hasIssues || (strict && (await hasReportIssues({ from, to }, api))) }
}

/** Days that have no report are no failure, also where these are all. */
async function withoutFiles(
  error: unknown,
  range: { from: string; to: string },
  api: Api,
): Promise<Omit<ExportDone, 'from' | 'to'>> {
  if (toAppError(error).code !== 'nothing_to_export') throw error
  const { source, sample, issues, passport } = await api.previewExport(range)
  return { source, sample, issues, files: [], missing: passport.missing }
}

/** Makes the reports that a range lacks, users first; gives the reasons of those that get none. */
async function makeMissing(
  range: { from: string; to: string },
  { api, tryToCountUsers }: Answering,
): Promise<Map<string, string>> {
  const { passport } = await api.previewExport(range)
  const { firstDate } = await api.reports({})
  const dates = passport.missing.filter((date) => firstDate !== null && date >= firstDate)
  if (dates.length > 0) await tryToCountUsers()
  const why = new Map<string, string>()
  for (const date of dates) {
    try {
      await api.makeReport({ date })
    } catch (error) {
      const { code, message } = toAppError(error)
      if (code !== 'no_report') throw error
      why.set(date, message)
    }
  }
  return why
}

/** Whether figures of the reports are wrong or may become so. */
async function hasReportIssues(range: { from: string; to: string }, api: Api): Promise<boolean> {
  const { passport } = await api.previewExport(range)
  return passport.issues.some(({ code }) => !isIssueCode(code) || severityOf(code) !== 'info')
}
