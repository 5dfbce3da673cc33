import type { SourceInfo } from '../../../shared/connection.ts'
import type { ScheduledReports } from '../../../shared/reports.ts'
import type { DaysMade } from './make-days.ts'

/** What is told of the schedule's work: reports that are there now, and days that failed for the first time; null where there is nothing new. */
export function scheduledReports(
  { id, name }: Pick<SourceInfo, 'id' | 'name'>,
  { made, adopted, failed }: DaysMade,
): ScheduledReports | null {
  const ready = [...made, ...adopted].sort()
  const first = failed.filter(({ attempts }) => attempts === 1)
  if (ready.length + first.length === 0) return null
  return {
    connection: id,
    source: name,
    made: ready,
    failed: first.map(({ date, error: { code, message } }) => ({ date, code, message })),
  }
}
