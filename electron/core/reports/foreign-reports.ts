import type { CheckedForeignReportsInput } from '../../../shared/api.ts'
import { dateAfter, lastClosedDate } from '../../../shared/due-days.ts'
import type { AnswerHead } from '../../../shared/figures.ts'
import type { ForeignReports } from '../../../shared/foreign-reports.ts'
import { reportKey } from '../../../shared/keys.ts'
import { mostReportDays } from '../../../shared/reports.ts'
import { createZone, isoInstant } from '../../../shared/time.ts'
import { assertSpan } from './report-span.ts'
import type { ReportWorld } from './report-world.ts'

/** An answer holds texts of so many bytes, or that of its only date. */
const mostBytes = 8 * 1024 * 1024

/** The stored reports of others as they were last seen. */
export function answerForeignReports(
  { archive, zone, nowMs }: Pick<ReportWorld, 'archive' | 'zone' | 'nowMs'>,
  { from, to, reportPrefix, head }: CheckedForeignReportsInput & { reportPrefix: string; head: AnswerHead },
): ForeignReports {
  const reportZone = zone()
  const last = to ?? lastClosedDate(reportZone ?? createZone('UTC'), nowMs())
  const first = from ?? dateAfter(last, 1 - mostReportDays)
  assertSpan(first, last)
  // What was foreign to the report zone of then may be of today's.
  const kept = archive
    .foreignReports(first, last)
    .filter((found) => !(found.form === 'other_zone' && found.zone === reportZone?.id))
  const isWhole = kept.length <= 1 || kept.reduce((sum, { bytes }) => sum + bytes, 0) <= mostBytes
  return {
    ...head,
    from: first,
    to: last,
    items: kept.map((found) => ({
      date: found.date,
      key: reportKey(reportPrefix, found.date),
      form: found.form,
      totalCalls: found.calls,
      successRate: found.successRate,
      zone: found.zone,
      generator: found.generator,
      document: isWhole ? found.document : null,
      bytes: found.bytes,
      seenAt: isoInstant(found.seenMs),
    })),
  }
}
