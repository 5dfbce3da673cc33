import { closesAt } from '../../../shared/due-days.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ReportSkip } from '../../../shared/reports.ts'
import { isoInstant, type LocalDay, type Zone } from '../../../shared/time.ts'

const sentences: Record<ReportSkip, (date: string, zone: string) => string> = {
  not_counted_yet: (date) => `Nothing was counted on ${date} yet, so it has no report.`,
  lost: (date) =>
    `The counters of ${date} are lost: no sum confirms that there were no calls, so it has no report.`,
  hours_gone: (date, zone) =>
    `The hours of ${date} are gone from Redis and archive: a day of ${zone} cannot be put together without them.`,
  expired: (date) => `The counters of ${date} are older than Redis keeps them, and the archive has none.`,
}

/** The error of a day that gets no report. */
export function noReport(zone: Zone, date: string, why: ReportSkip): AppError {
  return new AppError('no_report', sentences[why](date, zone.id))
}

/** The error of a day that is not closed. */
export function dayRunning(zone: Zone, day: LocalDay): AppError {
  return new AppError(
    'day_running',
    `${day.date} is not over yet in ${zone.id}: it can have a report from ${isoInstant(closesAt(day))} on. Choose an earlier day.`,
  )
}

/** The error of a connection whose report zone was not chosen. */
export function noReportZone(): AppError {
  return new AppError(
    'no_report_zone',
    'It was not chosen by which days this connection is reported: choose its report zone, UTC (where everything is exact) or a local one.',
  )
}
