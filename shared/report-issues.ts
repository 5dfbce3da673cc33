import type { ReportQuality } from './daily-report.ts'
import type { ReportFacts } from './report-document.ts'
import { toleratedUnclassified, unclassifiedShare, type SuccessCounts } from './success.ts'

export type ReportIssue = ReportQuality['issues'][number]

/** What the parts of a day that are known add up to; null where none is. */
export interface ReportSums {
  hours: number | null
  apis: number | null
  statuses: number | null
}

/** What a reader must know about the figures of a report: of that day first, then of the source. */
export function reportIssues(facts: ReportFacts, sums: ReportSums, success: SuccessCounts): ReportIssue[] {
  return [
    ...approximateIssues(facts),
    ...hourIssues(facts, sums.hours),
    ...endpointIssues(facts, sums.apis ?? 0),
    ...statusIssues(facts, sums.statuses),
    ...unclassifiedIssues(success),
    usersIssue(facts),
    ...facts.issues.map(bare),
  ]
}

/** A document holds no parameters: they are for the page's own words. */
function bare({ code, message, key }: ReportIssue): ReportIssue {
  return { code, message, ...(key === undefined ? {} : { key }) }
}

function approximateIssues({ approximate }: ReportFacts): ReportIssue[] {
  if (!approximate) return []
  const message =
    'Minutes at the edges of the day are gone: a straddling hour counts to the day in which it starts.'
  return [{ code: 'approximate', message }]
}

function hourIssues({ hours, total, approximate }: ReportFacts, sum: number | null): ReportIssue[] {
  const gone = hours.filter(({ calls }) => calls === null).length
  if (gone > 0 && !approximate) {
    const message = `${gone} of the ${hours.length} hours of this day are unknown: their counters are gone or were never confirmed.`
    return [{ code: 'hours_unknown', message }]
  }
  if (gone > 0 || sum === total) return []
  const message = `The hours of this day add up to ${sum} calls, its total is ${total}.`
  return [{ code: 'sums_differ', message }]
}

function endpointIssues({ total, approximate }: ReportFacts, sum: number): ReportIssue[] {
  if (sum < total) {
    const message = `${total - sum} of ${total} calls of this day belong to no endpoint that is known.`
    return [{ code: 'unexplained', message }]
  }
  if (sum === total || approximate) return []
  const message = `The endpoints of this day add up to ${sum} calls, its total is ${total}: the total lost counts.`
  return [{ code: 'lost_counts', message }]
}

function statusIssues(
  { total, isDayBucket, statuses, areStatusesWhole }: ReportFacts,
  sum: number | null,
): ReportIssue[] {
  if (!isDayBucket && statuses === null) {
    const message =
      'Services count statuses by UTC day only, and no hourly notes or counters of this day are there: its statuses are unknown.'
    return [{ code: 'statuses_by_utc_day', message }]
  }
  const counted = sum ?? 0
  if (counted < total) {
    const rate = areStatusesWhole ? '' : ', so its success rate is unknown'
    const message = `${total - counted} of ${total} calls of this day have no status that is known${rate}.`
    return [{ code: 'unexplained_statuses', message }]
  }
  if (counted === total) return []
  const message = `The statuses of this day add up to ${counted} calls, its total is ${total}: the total lost counts.`
  return [{ code: 'lost_counts', message }]
}

function unclassifiedIssues(success: SuccessCounts): ReportIssue[] {
  const share = unclassifiedShare(success) ?? 0
  if (share <= toleratedUnclassified) return []
  const percent = Math.round(share * 1_000) / 10
  const message = `${percent}% of the calls have a status that is neither success nor error: they are left out of the success rate.`
  return [{ code: 'unclassified', message }]
}

function usersIssue({ isDayBucket }: ReportFacts): ReportIssue {
  if (isDayBucket)
    return {
      code: 'users_not_counted',
      message: 'No census of users has run: the users of this day are unknown.',
    }
  const message = 'Services count users by UTC day only: a day of another zone has no figures of users.'
  return { code: 'users_by_utc_day', message }
}
