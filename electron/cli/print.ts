import type { Api } from '../../shared/api.ts'
import type { AnswerHead, Issue } from '../../shared/figures.ts'
import { bySeverity } from '../../shared/severity.ts'
import type { Usage } from '../../shared/usage.ts'
import { apisLines } from './apis-lines.ts'
import type { ApisCommand, AskingCommand } from './arguments.ts'
import { backfillLines, hasTrouble } from './backfill-lines.ts'
import { healthLines } from './health-lines.ts'
import { overviewLines } from './overview-lines.ts'
import { printExport } from './print-export.ts'
import { printReport } from './print-report.ts'
import { plainUsers } from './print-users.ts'
import { trendLines } from './trend-lines.ts'
import { usersLines } from './users-lines.ts'

/** What is to be printed, and whether the answer has issues. */
export interface Printout {
  text: string
  hasIssues: boolean
  /** Of the one report that it is about. */
  date?: string
}

/** What a command is answered with. */
export interface Answering {
  api: Api
  /** Counts the users of the days that need it, the running day on request; waits for its end. */
  countUsers(options: { withRunning: boolean }): Promise<void>
  /** As `countUsers` for closed days, but goes on with what is known where that fails. */
  tryToCountUsers(): Promise<void>
  /** What was found while the source was opened. */
  notices: Issue[]
}

/** Asks the question of a command and writes the answer, as one line of JSON or for people. */
export async function print(command: AskingCommand, answering: Answering): Promise<Printout> {
  const { api, notices } = answering
  const { name, zone, json } = command
  if (name === 'overview') {
    const overview = withNotices(await api.overview({ zone, top: command.top, complete: true }), notices)
    return printout(overview, json ? null : overviewLines(overview))
  }
  if (name === 'apis') {
    const usage = withNotices(await wholeUsage(command, api), notices)
    return printout(usage, json ? null : apisLines(usage))
  }
  if (name === 'health') {
    const health = await api.health()
    const all = { ...health, issues: bySeverity(withNotices(health, notices).issues) }
    const hasIssues = all.issues.some(({ severity }) => severity !== 'info')
    return { ...printout(all, json ? null : healthLines(all)), hasIssues }
  }
  if (name === 'report') return printReport(command, answering)
  if (name === 'export') return printExport(command, answering)
  if (name === 'users') {
    await answering.countUsers({ withRunning: true })
    const users = withNotices(await plainUsers(command.days, api), notices)
    return printout(users, json ? null : usersLines(users))
  }
  if (name === 'backfill') {
    await answering.tryToCountUsers()
    const backfill = withNotices(await api.makeMissingReports(), notices)
    const { text, hasIssues } = printout(backfill, json ? null : backfillLines(backfill))
    return { text, hasIssues: hasIssues || hasTrouble(backfill) }
  }
  const { range, endpoint, compare, from, to } = command
  const trend = withNotices(
    await api.trend({
      ...{ zone, range, endpoint, from, to },
      compare: compare ? 'period' : 'none',
      complete: true,
    }),
    notices,
  )
  return printout(trend, json ? null : trendLines(trend))
}

/** All pages of the usage in one. */
async function wholeUsage({ zone, from, to }: ApisCommand, api: Api): Promise<Usage> {
  const ask = { zone, from, to, complete: true, limit: 1_000 }
  const usage = await api.usage(ask)
  const items = [...usage.items]
  let last = usage
  while (last.next !== null) {
    last = await api.usage({ ...ask, offset: last.next })
    items.push(...last.items)
  }
  return { ...usage, items, next: null, others: { items: 0, calls: 0, atLeast: 0, share: 0 } }
}

/** An answer as one line of JSON, or the lines for people where there are any. */
export function printout(result: AnswerHead, lines: string[] | null): Printout {
  const text = lines === null ? JSON.stringify(result) : lines.join('\n')
  return { text: `${text}\n`, hasIssues: result.issues.length > 0 }
}

/** An answer with what was found while the source was opened. */
export function withNotices<T extends AnswerHead>(result: T, notices: Issue[]): T {
  const missing = notices.filter(({ code }) => !result.issues.some((issue) => issue.code === code))
  return { ...result, issues: [...missing, ...result.issues] }
}
