import { sumOf, type Figure } from '../../../shared/counters.ts'
import { closesAt } from '../../../shared/due-days.ts'
import { AppError } from '../../../shared/errors.ts'
import { ownDayFigure, reportHours } from '../../../shared/report-day.ts'
import { reportDocument, type ReportFacts } from '../../../shared/report-document.ts'
import type { ReportSkip } from '../../../shared/reports.ts'
import { ceilToHour, dayBucketOf } from '../../../shared/span.ts'
import type { StatusLists } from '../../../shared/success.ts'
import { bucketAt, bucketStart, type LocalDay, type Zone } from '../../../shared/time.ts'
import type { WantingCounters } from '../stats/counters-of.ts'
import { discoverFor } from '../stats/discover-for.ts'
import type { Parts } from '../stats/parts.ts'
import { statusesOfClosedDay } from '../stats/success-of.ts'
import { addingUpOnce, dayBuckets } from '../stats/usage-reading.ts'
import { reportUsersOf } from '../users/report-users.ts'
import { dayRunning } from './no-report.ts'
import type { Composed } from './report-world.ts'
import { issuesOfDay } from './source-issues.ts'

/** Endpoints that are worked out in one go, so that others get their turn between. */
const sliceSize = 500

/**
 * Works out the report of a closed day of a zone from its counters, waiting for the discovery that it needs, or says why the
 * day gets none. Errors: `day_running`, `no_permission`.
 */
export async function composeReport(
  parts: Parts,
  { zone, date, statusLists }: { zone: Zone; date: string; statusLists: StatusLists },
): Promise<Composed> {
  const { reader, offsetMinutes } = parts
  const day = zone.day(date)
  const atMs = reader.nowMs()
  if (closesAt(day) > atMs) throw dayRunning(zone, day)
  const days = dayBuckets(day, atMs, offsetMinutes)
  // A UTC day that still runs is judged by a reading that holds its total before and after its parts.
  if (days.includes(bucketAt(atMs, 'day', offsetMinutes))) await parts.refresh(0)
  const total = await reader.answer((counters) => ownDayFigure(counters, 'total', day), atMs)
  if (total.value === null) return { kind: 'skip', why: await skipOf(parts, day, { total, atMs, days }) }

  await parts.askFacts()
  const found = await discoverFor(parts, days)
  const { endpoints, approximate } = await endpointsOf(parts, day, { byHours: total.approximate, atMs })
  const bucket = dayBucketOf(day, offsetMinutes)
  const users = bucket === null ? null : reportUsersOf(parts, bucket)
  const facts = await reader.answer((counters): Omit<ReportFacts, 'issues'> => {
    const statuses = statusesOf(parts, counters, day)
    return {
      zone: zone.id,
      date,
      isDayBucket: bucket !== null,
      total: total.value!,
      approximate: total.approximate || approximate,
      hours: reportHours(counters, day),
      endpoints,
      statuses: statuses && statuses.counts,
      areStatusesWhole: statuses?.isWhole ?? false,
      previousDay: totalBefore(parts, counters, { zone, day: zone.daysBefore(day, 1) }),
      previousWeek: totalBefore(parts, counters, { zone, day: zone.daysBefore(day, 7) }),
      users,
    }
  }, atMs)
  const report = reportDocument(
    { ...facts, issues: [...found, ...issuesOfDay(parts, day)] },
    { statusLists, generatedAtMs: reader.nowMs(), generator: parts.generator },
  )
  return { kind: 'report', report }
}

/** The calls of all endpoints that are known on a day, and whether one of them is approximate. */
async function endpointsOf(
  { reader, catalogue, clock, memory, offsetMinutes }: Parts,
  day: LocalDay,
  { byHours, atMs }: { byHours: boolean; atMs: number },
): Promise<{ endpoints: [string, number][]; approximate: boolean }> {
  const viewed = addingUpOnce()
  const hasEdges = [day.startMs, day.endMs].some((ms) => ceilToHour(ms, offsetMinutes) !== ms)
  const endpoints: [string, number][] = []
  const figures: Figure[] = []
  const names = catalogue.names('api')
  for (let from = 0; from < names.length; from += sliceSize) {
    if (from > 0) await clock.sleep(0)
    // The minutes of very many endpoints would fill the memory.
    if (from > 0 && hasEdges) memory.prune(atMs)
    const slice = names.slice(from, from + sliceSize)
    const part = await reader.answer((counters) => {
      const view = viewed(counters)
      return slice.map((name) => ownDayFigure(view, `api:${name}`, day, { byHours }))
    }, atMs)
    part.forEach((figure, i) => {
      if (figure.value !== null && figure.value > 0) endpoints.push([slice[i]!, figure.value])
    })
    figures.push(...part.filter(({ value }) => value !== null))
  }
  return { endpoints, approximate: sumOf(figures).approximate }
}

/** The total of an earlier day from its own counters; from its report where that knows better, since it was made earlier. */
function totalBefore(
  { archive }: Parts,
  counters: WantingCounters,
  { zone, day }: { zone: Zone; day: LocalDay },
): number | null {
  const now = ownDayFigure(counters, 'total', day)
  if (now.value !== null && !now.approximate) return now.value
  const stored = archive.report(zone.id, day.date)?.report
  if (!stored || (now.value !== null && stored.approximate)) return now.value
  return stored.total_calls
}

function statusesOf(
  { catalogue, conservation, archive, rules }: Parts,
  counters: WantingCounters,
  day: LocalDay,
): ReturnType<typeof statusesOfClosedDay> {
  return statusesOfClosedDay(
    {
      counters,
      statuses: catalogue.names('status'),
      lists: rules.statusLists,
      balance: (kind, of) => conservation.balance(counters, kind, of),
      notes: archive.statusNotes(day.startMs, day.endMs),
    },
    day,
  )
}

/** Why a day whose total is unknown gets no report. */
async function skipOf(
  { reader, offsetMinutes }: Parts,
  day: LocalDay,
  { total: { why }, atMs, days }: { total: Figure; atMs: number; days: number[] },
): Promise<ReportSkip> {
  if (why === 'not_counted_yet') return why
  if (why === 'no_permission')
    throw new AppError(
      'no_permission',
      `The account may not read the totals of ${day.date}: give it the rights that the connection test shows.`,
    )
  if (why !== 'expired') return 'lost'
  if (dayBucketOf(day, offsetMinutes) !== null) return 'expired'
  const { retentionMs } = reader.counters(atMs)
  const areKept = days.some((bucket) => bucketStart(bucket, 'day', offsetMinutes) + retentionMs.day > atMs)
  return areKept ? 'hours_gone' : 'expired'
}
