import type { ReportIssue } from '../../../shared/report-issues.ts'
import type { ArchiveDatabase } from './archive-database.ts'

/** What a census counted on one day, by the number of its day bucket. */
export interface UserDayCount {
  day: number
  countedMs: number
  /** Users with calls. */
  active: number
  /** Calls of all users. */
  calls: number
  /** Calls of the day by its own counter; null where unknown. */
  total: number | null
  /** Calls of the 10 busiest users, and of the busiest hundredth, rounded up. */
  top10Calls: number
  topPercentCalls: number
  /** Distinct users of the 7 and 30 days that end with it; null where unknown. */
  weekly: number | null
  monthly: number | null
  /** At most 20, calls descending, then code point order. */
  topUsers: { user: string; calls: number }[]
  /** User counters of that day that hold no number. */
  issues: ReportIssue[]
}

/** The days whose users were counted. */
export interface UserDayTable {
  /** Oldest first. */
  userDays(from: number, to: number): UserDayCount[]
  /** Keeps a day once all its users are added, in place of what was kept of it. */
  saveUserDay(count: UserDayCount): void
  /** Changes what the windows that end with a day come to. */
  saveWindows(day: number, windows: Pick<UserDayCount, 'weekly' | 'monthly'>): void
}

type Row = Omit<UserDayCount, 'topUsers' | 'issues'> & { topUsers: string; issues: string }

/** Opens the table of counted days. */
export function openUserDayTable(database: ArchiveDatabase): UserDayTable {
  const select = database.prepare(`
    SELECT day, counted_ms AS countedMs, active, calls, total, top10_calls AS top10Calls, top_percent_calls AS topPercentCalls,
      weekly, monthly, top_users AS topUsers, issues
    FROM user_days WHERE day BETWEEN ? AND ? ORDER BY day
  `)
  const save = database.prepare(`
    INSERT OR REPLACE INTO user_days
      (day, counted_ms, active, calls, total, top10_calls, top_percent_calls, weekly, monthly, top_users, issues)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  `)
  const saveWindows = database.prepare('UPDATE user_days SET weekly = ?, monthly = ? WHERE day = ?')
  return {
    userDays: (from, to) =>
      database.read(() =>
        (select.all(from, to) as unknown as Row[]).map(({ topUsers, issues, ...row }) => ({
          ...row,
          topUsers: JSON.parse(topUsers) as UserDayCount['topUsers'],
          issues: JSON.parse(issues) as UserDayCount['issues'],
        })),
      ),
    saveUserDay: ({ topUsers, issues, ...count }) =>
      database.write(
        () =>
          void save.run(
            count.day,
            Math.round(count.countedMs),
            count.active,
            count.calls,
            count.total,
            count.top10Calls,
            count.topPercentCalls,
            count.weekly,
            count.monthly,
            JSON.stringify(topUsers),
            JSON.stringify(issues),
          ),
      ),
    saveWindows: (day, { weekly, monthly }) =>
      database.write(() => void saveWindows.run(weekly, monthly, day)),
  }
}
