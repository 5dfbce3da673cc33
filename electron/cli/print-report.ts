import type { Api } from '../../shared/api.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { dateAfter } from '../../shared/due-days.ts'
import { AppError } from '../../shared/errors.ts'
import type { AnswerHead } from '../../shared/figures.ts'
import { severityOf } from '../../shared/severity.ts'
import type { ReportCommand } from './arguments.ts'
import type { Answering, Printout } from './print.ts'
import { reportLines } from './report-lines.ts'

/** The report of a date as its document, or for people; made where there is none, and anew where that is asked for. */
export async function printReport(command: ReportCommand, answering: Answering): Promise<Printout> {
  const date = command.date ?? (await yesterday(answering.api))
  const { head, report } = await reportOf(date, command.force, answering)
  const text = command.json ? JSON.stringify(report) : reportLines(report, head).join('\n')
  const hasIssues = report.quality.issues.some(({ code }) => severityOf(code) !== 'info')
  return { text: `${text}\n`, hasIssues, date }
}

async function reportOf(
  date: string,
  force: boolean,
  answering: Answering,
): Promise<{ head: AnswerHead; report: DailyReport }> {
  const { api } = answering
  if (force) {
    await countUsersOf(date, answering)
    const anew = await api.rebuildReport({ date, replace: true })
    return { head: anew, report: anew.rebuilt }
  }
  const stored = await api.report({ date })
  if (stored.report) return { head: stored, report: stored.report }
  await countUsersOf(date, answering)
  const made = await api.makeReport({ date })
  if (made.report) return { head: made, report: made.report }
  throw new AppError('no_report', `The report of ${date} was made and is gone again: try once more.`)
}

/** A day that gets no report needs no users. */
async function countUsersOf(date: string, { api, tryToCountUsers }: Answering): Promise<void> {
  const { days } = await api.reports({ from: date, to: date })
  if (days.length > 0) await tryToCountUsers()
}

async function yesterday(api: Api): Promise<string> {
  const { today } = await api.reports({})
  if (today === null) throw new AppError('no_report_zone', 'No report zone is known: write one with --zone.')
  return dateAfter(today, -1)
}
