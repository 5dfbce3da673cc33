import { bucketAt, graceMs, bucketStart, widthMs } from '../../../shared/time.ts'
import { indexKey, reportKey } from '../../../shared/keys.ts'
import type { Archive } from '../reports/archive.ts'
import type { Source } from '../source/source.ts'
import type { Catalogue } from './catalogue.ts'
import { namesInReport } from './discovery.ts'
import type { CountedDays } from './first-day.ts'
import type { Memory } from './memory.ts'
import type { Reader } from './reader.ts'

/** Stored reports whose endpoints start a new catalogue. */
const reportsRead = 14

/** Puts what the archive knows of closed buckets and what Redis has of days into the memory; the larger stands. */
export function recallTotals(options: {
  archive: Archive
  memory: Memory
  reader: Reader
  counted: CountedDays
  offsetMinutes: number
}): void {
  const { archive, memory, reader, counted, offsetMinutes } = options
  const nowMs = reader.nowMs()
  for (const [granularity, back] of [
    ['day', 400],
    ['hour', 40 * 24],
  ] as const) {
    const last = bucketAt(nowMs, granularity, offsetMinutes) - 1
    recallBuckets({ archive, memory, offsetMinutes }, granularity, last - back, last)
  }
  const today = bucketAt(nowMs, 'day', offsetMinutes)
  // A day that is archived and gone from Redis within its time is lost, and an issue.
  for (const bucket of archive.totals('day', today - 400, today - 1).keys()) {
    if (!counted.readings.has(bucket))
      reader.keep({ series: 'total', granularity: 'day', bucket }, null, nowMs)
  }
  const closed: [number, number][] = []
  for (const [bucket, reading] of counted.readings) {
    reader.keep({ series: 'total', granularity: 'day', bucket }, reading, nowMs)
    const isFinal = bucketStart(bucket + 1, 'day', offsetMinutes) + graceMs <= nowMs
    if (isFinal && bucket < today && typeof reading === 'number') closed.push([bucket, reading])
  }
  archive.rememberTotals('day', closed)
}

interface Recall {
  archive: Archive
  memory: Memory
  offsetMinutes: number
}

/** What was read since is at least as good, and stays. */
function recallBuckets(
  { archive, memory, offsetMinutes }: Recall,
  granularity: 'hour' | 'day',
  from: number,
  to: number,
): void {
  for (const [bucket, calls] of archive.totals(granularity, from, to)) {
    if (memory.get('total', granularity, bucket) !== undefined) continue
    const readMs = bucketStart(bucket + 1, granularity, offsetMinutes) + graceMs
    memory.put({ series: 'total', granularity, bucket }, calls, readMs, Number.POSITIVE_INFINITY)
  }
}

/** Archives the totals of hours and of the day before that are final and not yet kept; gives back the last hour that is. */
export function archiveClosed(options: {
  archive: Archive
  memory: Memory
  nowMs: number
  offsetMinutes: number
  fromHour: number | null
}): number {
  const { archive, memory, nowMs, offsetMinutes, fromHour } = options
  const last = bucketAt(nowMs - graceMs - widthMs.hour, 'hour', offsetMinutes)
  const entries: [number, number][] = []
  for (let hour = fromHour ?? last - 48; hour <= last; hour++) {
    const reading = memory.get('total', 'hour', hour)
    if (typeof reading === 'number' && !memory.isWanted('total', 'hour', hour, { nowMs, lifeMs: 0 }))
      entries.push([hour, reading])
  }
  if (entries.length > 0) archive.rememberTotals('hour', entries)
  archiveDayBefore({ archive, memory, nowMs, offsetMinutes })
  return last - 2
}

/** The day that closed last: of those before it the archive learned at the start. */
function archiveDayBefore({
  archive,
  memory,
  nowMs,
  offsetMinutes,
}: {
  archive: Archive
  memory: Memory
  nowMs: number
  offsetMinutes: number
}): void {
  const day = bucketAt(nowMs - graceMs, 'day', offsetMinutes) - 1
  const reading = memory.get('total', 'day', day)
  if (typeof reading !== 'number' || memory.isWanted('total', 'day', day, { nowMs, lifeMs: 0 })) return
  archive.rememberTotals('day', [[day, reading]])
}

/** Starts the catalogue from the index keys and from the endpoints of stored daily reports, without a scan. */
export async function seedCatalogue(source: Source, catalogue: Catalogue, nowMs: number): Promise<void> {
  const { prefix, reportPrefix } = source.info
  for (const kind of ['api', 'status'] as const) {
    const members = await source.index(indexKey(prefix, kind))
    if (members)
      catalogue.add(
        kind,
        members.map(({ name }) => name),
      )
  }
  if (catalogue.names('api').length > 0) return
  const dates = Array.from({ length: reportsRead }, (_, i) =>
    new Date(nowMs - (i + 1) * widthMs.day).toISOString().slice(0, 10),
  )
  const reports = await source.texts(dates.map((date) => reportKey(reportPrefix, date)))
  for (const report of reports) catalogue.add('api', namesInReport(report))
}
