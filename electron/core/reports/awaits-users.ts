import type { DailyReport } from '../../../shared/daily-report.ts'
import { haveSameUsers, withUsers } from '../../../shared/report-users.ts'
import { dayBucketOf } from '../../../shared/span.ts'
import { widthMs } from '../../../shared/time.ts'
import type { Parts } from '../stats/parts.ts'
import { daysToCount } from '../users/census-days.ts'
import { reportUsersOf } from '../users/report-users.ts'

/** A report waits no longer than this for its users: for an answer that nobody gives, or a census that fails. */
const longestWaitMs = widthMs.day

/** Whether the users of a report are still to be counted by themselves, so that it is not written to Redis without them. */
export function awaitsUsers(parts: Parts, report: DailyReport): boolean {
  const { archive, reader, offsetMinutes, zoneOf } = parts
  if (reader.nowMs() - Date.parse(report.generated_at) >= longestWaitMs) return false
  const bucket = dayBucketOf(zoneOf(report.zone).day(report.date), offsetMinutes)
  if (bucket === null) return false
  const users = reportUsersOf(parts, bucket)
  // Counted, and on their way into the report.
  if (users) return !haveSameUsers(report, withUsers(report, users))
  if (report.active_users !== null || archive.census().choice === 'never') return false
  return daysToCount(parts, { isAsked: false }).includes(bucket)
}
