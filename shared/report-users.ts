import { shareOf } from './change.ts'
import type { DailyReport } from './daily-report.ts'
import type { IssueCode } from './figures.ts'
import type { ReportIssue } from './report-issues.ts'
import type { UsersUnknown } from './users.ts'

/** What a census knows of the users of a report's day. */
export interface ReportUsers {
  active: number | null
  /** Null where unknown, and why. */
  new: number | null
  whyNewUnknown: UsersUnknown | null
  /** Calls of all users. */
  calls: number
  /** At most 20, calls descending, then code point order. */
  top: { user: string; calls: number }[]
  /** User counters of that day that hold no number. */
  issues: readonly ReportIssue[]
}

const ofUsers: ReadonlySet<IssueCode> = new Set([
  'users_not_counted',
  'unexplained_users',
  'new_users_unknown',
])

const usersAddUp = 'The users of this day add up to '

/** A report with the figures of users that a census found; nothing else in it changes. */
export function withUsers(report: DailyReport, users: ReportUsers): DailyReport {
  const { quality } = report
  const isKnown = users.active !== null
  return {
    ...report,
    active_users: users.active,
    new_users: users.new,
    top_users: isKnown ? users.top.map(({ user, calls }) => ({ user, calls })) : null,
    quality: {
      ...quality,
      users: isKnown ? shareOf(users.calls, report.total_calls) : null,
      issues: withIssues(quality.issues, [...userIssues(report.total_calls, users), ...users.issues]),
    },
  }
}

/** Whether two reports say the same of users. */
export function haveSameUsers(a: DailyReport, b: DailyReport): boolean {
  const said = ({ active_users, new_users, top_users, quality }: DailyReport): string =>
    JSON.stringify([active_users, new_users, top_users, quality.users, quality.issues])
  return said(a) === said(b)
}

/** New issues of users in the place of the old ones. */
function withIssues(before: readonly ReportIssue[], now: readonly ReportIssue[]): ReportIssue[] {
  const isReplaced = (issue: ReportIssue): boolean =>
    ofUsers.has(issue.code) ||
    issue.message.startsWith(usersAddUp) ||
    now.some(({ code, key }) => key !== undefined && code === issue.code && key === issue.key)
  const at = before.findIndex(isReplaced)
  const first = at < 0 ? before : before.slice(0, at)
  const last = at < 0 ? [] : before.slice(at)
  return [first, last].flatMap((issues, i) => [
    ...(i === 1 ? now : []),
    ...issues.filter((issue) => !isReplaced(issue)),
  ])
}

function userIssues(total: number, { active, calls, whyNewUnknown }: ReportUsers): ReportIssue[] {
  const issues: ReportIssue[] = []
  if (active === null || calls < total) {
    const message = `${total - calls} of ${total} calls of this day belong to no user that is known.`
    issues.push({ code: 'unexplained_users', message })
  } else if (calls > total) {
    const message = `${usersAddUp}${calls} calls, its total is ${total}: the total lost counts.`
    issues.push({ code: 'lost_counts', message })
  }
  if (active !== null && whyNewUnknown !== null) {
    const message =
      'Nobody can tell which users of this day were new: not each of the 30 days before it has all its users counted.'
    issues.push({ code: 'new_users_unknown', message })
  }
  return issues
}
