import type { IssueCode } from '../../../shared/figures.ts'
import { createKeyParser } from '../../../shared/keys.ts'
import type { ReportIssue } from '../../../shared/report-issues.ts'
import { bucketStart, type LocalDay } from '../../../shared/time.ts'
import type { Parts } from '../stats/parts.ts'

/** Issues of a source that may touch any of its days; those of now alone have no place in a report. */
const ofEveryDay: ReadonlySet<IssueCode> = new Set([
  'no_server_clock',
  'clock_ahead',
  'evictions',
  'restarted',
  'may_evict',
  'no_expiry',
  'short_expiry',
])

/** What holds of a source while the report of a day is made, and what is wrong with single counters of that day. */
export function issuesOfDay(
  { issues, source, offsetMinutes }: Pick<Parts, 'issues' | 'source' | 'offsetMinutes'>,
  { startMs, endMs }: LocalDay,
): ReportIssue[] {
  const parse = createKeyParser(source.info.prefix)
  const isOfDay = (key: string): boolean => {
    const counter = parse(key)
    if (!counter) return false
    const { granularity, bucket } = counter
    const [from, to] = [bucket, bucket + 1].map((one) => bucketStart(one, granularity, offsetMinutes))
    return from! < endMs && to! > startMs
  }
  return issues.list().filter(({ code, key }) => (key === undefined ? ofEveryDay.has(code) : isOfDay(key)))
}
