import type { Granularity } from './api.ts'
import type { UnknownReason } from './figures.ts'
import { bucketAt, bucketStart, widthMs } from './time.ts'

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
  if (plain) return plain
  if (granularity === 'day') return unknown('unconfirmed')
  const wider = granularity === 'hour' ? 'day' : 'hour'
  return confirmedBySum(counters, granularity, bucket, wider)
}

/** The calls of one endpoint or status in one bucket. */
export function partOf(
  counters: Counters,
  kind: 'api' | 'status',
  name: string,
  granularity: Granularity,
  bucket: number,
): Figure {
  const plain = plainFigure(counters, `${kind}:${name}`, granularity, bucket)
  if (plain) return plain
  const total = totalOf(counters, granularity, bucket)
  if (total.value === null) return unknown(total.why ?? 'unconfirmed')
  if (total.value === 0) return known(0)
  const day = bucketAt(bucketStart(bucket, granularity), 'day')
  const addsUp = counters.addsUp(kind, day)
  if (addsUp === undefined) return unknown('reading')
  return addsUp ? known(0) : unknown('unconfirmed')
}

/** Any series of a bucket. */
export function figureOf(
  counters: Counters,
  series: SeriesId,
  granularity: Granularity,
  bucket: number,
): Figure {
  if (series === 'total') return totalOf(counters, granularity, bucket)
  const kind = series.startsWith('api:') ? 'api' : 'status'
  return partOf(counters, kind, series.slice(kind.length + 1), granularity, bucket)
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

/** A missing total is zero where the buckets beside it add up to the wider one. */
function confirmedBySum(
  counters: Counters,
  granularity: 'minute' | 'hour',
  bucket: number,
  wider: 'hour' | 'day',
): Figure {
  const ratio = widthMs[wider] / widthMs[granularity]
  const widerBucket = Math.floor(bucket / ratio)
  const whole = totalOf(counters, wider, widerBucket)
  if (whole.value === null) return unknown(whole.why === 'reading' ? 'reading' : 'unconfirmed')
  let sum = 0
  let isWhole = true
  for (let i = 0; i < ratio; i++) {
    const reading = counters.get('total', granularity, widerBucket * ratio + i)
    if (reading === undefined) return unknown('reading')
    if (typeof reading === 'number') sum += reading
    else if (reading !== null) isWhole = false
  }
  const endMs = bucketStart(widerBucket + 1, wider, counters.offsetMinutes)
  // A running bucket grows between the reading of the wider counter and that of its parts.
  const addsUp = endMs > counters.nowMs ? sum >= whole.value : sum === whole.value
  return isWhole && addsUp ? known(0) : unknown('unconfirmed')
}
