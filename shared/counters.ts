import type { Granularity } from './api.ts'
import type { UnknownReason } from './figures.ts'
import { bucketAt, bucketStart, graceMs, widthMs } from './time.ts'

/**
 * What a counter's key held: its value, null where there is no such key, or why it is no counter. `lost`: the server has
 * less than was read before, so that the larger is only a lower bound.
 */
export type Reading = number | null | 'bad_value' | 'wrong_type' | 'no_permission' | 'lost'

/** A figure and what is known of it. `atLeast` is `value` where that is known, else a sure lower bound. */
export interface Figure {
  value: number | null
  atLeast: number
  why: UnknownReason | null
  approximate: boolean
}

/** A series in one word: `total`, or `api:`, `status:` or `user:` and the name. */
export type SeriesId = string

/** What was read so far, and what the rules need to know of the source. */
export interface Counters {
  nowMs: number
  offsetMinutes: number
  /** How long a bucket is kept, from its start. */
  retentionMs: Record<Granularity, number>
  /** The first day bucket that has a counter; null where none has. */
  firstDay: number | null
  /** The reading of a cell, undefined where it was never read. May note that the cell is wanted. */
  get(series: SeriesId, granularity: Granularity, bucket: number): Reading | undefined
  /** The largest value ever read of a cell, 0 where there is none. */
  floor(series: SeriesId, granularity: Granularity, bucket: number): number
  /** Whether the endpoints (statuses) of a day add up to its total; undefined where that was not read yet. */
  addsUp(kind: 'api' | 'status', day: number): boolean | undefined
  /** Notes parts whose sum falls short: a key of another type reads as missing there. */
  fallsShort(series: SeriesId, granularity: Granularity, first: number, count: number): void
  /** Sums of buckets that were worked out before, by a key of the rules' own. */
  sums: Map<string, BucketSum>
}

/** The buckets within a wider one, summed up. */
export interface BucketSum {
  sum: number
  /** Whether all were read. */
  isRead: boolean
  /** Whether each is a counter or missing. */
  areCounters: boolean
  /** Whether a missing one may have been dropped for its age. */
  haveExpired: boolean
}

export const known = (value: number): Figure => ({ value, atLeast: value, why: null, approximate: false })

export const unknown = (why: UnknownReason, atLeast = 0): Figure => ({
  value: null,
  atLeast,
  why,
  approximate: false,
})

/** The calls of one total bucket, by the rules for zero and unknown. */
export function totalOf(counters: Counters, granularity: Granularity, bucket: number): Figure {
  const plain = plainFigure(counters, 'total', granularity, bucket)
  if (granularity === 'day')
    return (plain && lessThanItsHours(counters, bucket, plain)) ?? unknown('unconfirmed')
  if (plain) return plain
  return confirmedBySum(counters, 'total', granularity, bucket)
}

/**
 * The calls of one endpoint or status in one bucket. A missing one is zero where the bucket's total is known, the day's
 * endpoints add up to its total, and the endpoint's own buckets beside it add up to its wider one: so a single counter
 * that Redis evicted does not pass for zero.
 */
export function partOf(
  counters: Counters,
  kind: 'api' | 'status',
  name: string,
  granularity: Granularity,
  bucket: number,
): Figure {
  return partFigure(counters, `${kind}:${name}`, granularity, bucket)
}

/** As `partOf`. A year of hours is many cells: the series is not cut and put together for each. */
function partFigure(counters: Counters, series: SeriesId, granularity: Granularity, bucket: number): Figure {
  const plain = plainFigure(counters, series, granularity, bucket)
  if (plain) return plain
  const total = totalOf(counters, granularity, bucket)
  if (total.value === null) return unknown(total.why ?? 'unconfirmed')
  if (total.value === 0) return known(0)
  const day = bucketAt(bucketStart(bucket, granularity), 'day')
  const addsUp = counters.addsUp(series.startsWith('api:') ? 'api' : 'status', day)
  if (addsUp === undefined) return unknown('reading')
  if (!addsUp) return unknown('unconfirmed')
  return granularity === 'day' ? known(0) : confirmedBySum(counters, series, granularity, bucket)
}

/** Any series of a bucket. */
export function figureOf(
  counters: Counters,
  series: SeriesId,
  granularity: Granularity,
  bucket: number,
): Figure {
  return series === 'total'
    ? totalOf(counters, granularity, bucket)
    : partFigure(counters, series, granularity, bucket)
}

/** The sum of figures: unknown where one is, with the sum of what is sure beside it. */
export function sumOf(figures: Iterable<Figure>): Figure {
  let value: number | null = 0
  let atLeast = 0
  let why: UnknownReason | null = null
  let approximate = false
  for (const figure of figures) {
    if (figure.value === null) {
      value = null
      if (why === null || figure.why === 'reading') why = figure.why
    } else if (value !== null) value += figure.value
    atLeast += figure.atLeast
    approximate ||= figure.approximate
  }
  return { value, atLeast, why, approximate }
}

/** What the reading alone decides; null where the sums must. */
function plainFigure(
  counters: Counters,
  series: SeriesId,
  granularity: Granularity,
  bucket: number,
): Figure | null {
  const reading = counters.get(series, granularity, bucket)
  if (typeof reading === 'number') return known(reading)
  if (reading === undefined) return unknown('reading', counters.floor(series, granularity, bucket))
  if (reading !== null) return unknown(reading, counters.floor(series, granularity, bucket))
  const startMs = bucketStart(bucket, granularity, counters.offsetMinutes)
  if (startMs > counters.nowMs) return known(0)
  const day = bucketAt(startMs, 'day', counters.offsetMinutes)
  if (counters.firstDay === null || day < counters.firstDay) return unknown('not_counted_yet')
  if (startMs + counters.retentionMs[granularity] <= counters.nowMs) return unknown('expired')
  return null
}

/** The running day, lost where its closed hours alone come to more: its counter was removed and began anew. */
function lessThanItsHours(counters: Counters, day: number, figure: Figure): Figure {
  const endMs = bucketStart(day + 1, 'day', counters.offsetMinutes)
  if (figure.value === null || endMs <= counters.nowMs) return figure
  let hours = 0
  for (let hour = day * 24; hour < (day + 1) * 24; hour++) {
    const hourEndMs = bucketStart(hour + 1, 'hour', counters.offsetMinutes)
    if (hourEndMs + graceMs > counters.nowMs) continue
    // Asked for, so that the next answer knows.
    counters.get('total', 'hour', hour)
    hours += counters.floor('total', 'hour', hour)
  }
  return hours > figure.value ? unknown('lost', hours) : figure
}

/** A missing counter is zero where the buckets beside it add up to the wider one. */
function confirmedBySum(
  counters: Counters,
  series: SeriesId,
  granularity: 'minute' | 'hour',
  bucket: number,
): Figure {
  const wider = granularity === 'hour' ? 'day' : 'hour'
  const ratio = widthMs[wider] / widthMs[granularity]
  const widerBucket = Math.floor(bucket / ratio)
  const whole = figureOf(counters, series, wider, widerBucket)
  if (whole.value === null) return unknown(whole.why === 'reading' ? 'reading' : 'unconfirmed')
  if (whole.value === 0) return known(0)
  const parts = sumWithin(counters, series, granularity, widerBucket * ratio, ratio)
  if (!parts.isRead) return unknown('reading')
  const endMs = bucketStart(widerBucket + 1, wider, counters.offsetMinutes)
  // A running bucket grows between the reading of the wider counter and that of its parts.
  const addsUp = endMs > counters.nowMs ? parts.sum >= whole.value : parts.sum === whole.value
  if (parts.areCounters && addsUp) return known(0)
  if (series !== 'total') counters.fallsShort(series, granularity, widerBucket * ratio, ratio)
  return unknown(parts.haveExpired ? 'expired' : 'unconfirmed')
}

function sumWithin(
  counters: Counters,
  series: SeriesId,
  granularity: Granularity,
  first: number,
  count: number,
): BucketSum {
  const id = `${granularity}:${first}:${series}`
  const before = counters.sums.get(id)
  if (before) return before
  const sum = sumOfReadings(counters, series, granularity, first, count)
  counters.sums.set(id, sum)
  return sum
}

/** Asks for every cell, also after one that was not read yet, so that all of them are read at once. */
function sumOfReadings(
  counters: Counters,
  series: SeriesId,
  granularity: Granularity,
  first: number,
  count: number,
): BucketSum {
  let sum = 0
  let isRead = true
  let areCounters = true
  let haveExpired = false
  for (let bucket = first; bucket < first + count; bucket++) {
    const startMs = bucketStart(bucket, granularity, counters.offsetMinutes)
    if (startMs > counters.nowMs + 2 * widthMs.minute) break
    const reading = counters.get(series, granularity, bucket)
    if (typeof reading === 'number') sum += reading
    else if (reading === undefined) isRead = false
    else if (reading !== null) areCounters = false
    else haveExpired ||= startMs + counters.retentionMs[granularity] <= counters.nowMs
  }
  return { sum, isRead, areCounters, haveExpired }
}
