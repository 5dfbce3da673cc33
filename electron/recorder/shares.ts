import type { Granularity } from '../../shared/api.ts'
import type { Counted } from '../../shared/align.ts'
import { counterKey, indexKey, type Series } from '../../shared/keys.ts'
import { bucketStart, tableRetentionMs } from '../../shared/time.ts'
import type { Book, DayOfBook, HourOfBook } from './book.ts'
import type { Wave } from './slice.ts'

/** One endpoint of a minute, one status of an hour or one user of a day, with all counters that its calls grow. */
export interface Share {
  counters: Counter[]
  /** What an index is to hold of it. */
  seen: { key: string; name: string; atS: number } | null
  /** The estimate of users that it belongs to. */
  user: { key: string; name: string; expireAtS: number } | null
}

export interface Counter {
  key: string
  keyBytes: number
  expireAtS: number
  wave: Wave
}

export interface ShareOptions {
  prefix: string
  offsetMinutes: number
  nowMs: number
}

/** The calls of a book three times, day by day: by minute and endpoint, by hour and status, by user, in step by time. */
export function* sharesOf(
  book: Book,
  options: ShareOptions,
): Generator<
  [apis: Iterable<Counted<Share>>, statuses: Iterable<Counted<Share>>, users: Iterable<Counted<Share>>]
> {
  for (const [number, day] of inOrder(book.days)) {
    yield [
      apisOf(book, number, day, options),
      statusesOf(book, number, day, options),
      usersOf(number, day, options),
    ]
  }
}

function* apisOf(
  book: Book,
  dayNumber: number,
  day: DayOfBook,
  options: ShareOptions,
): Generator<Counted<Share>> {
  const indexOfApis = indexKey(options.prefix, 'api')
  for (const [hourNumber, hour] of inOrder<HourOfBook>(day.hours)) {
    for (const [minuteNumber, apis] of inOrder(hour.minutes)) {
      const buckets: [Granularity, number][] = [
        ['minute', minuteNumber],
        ['hour', hourNumber],
        ['day', dayNumber],
      ]
      const totals = buckets.flatMap((bucket) => counterOf(...bucket, { kind: 'total' }, options))
      for (const [name, calls] of apis) {
        const own = buckets.flatMap((bucket) => counterOf(...bucket, { kind: 'api', name }, options))
        const atS = book.lastSeen.api.get(name)!
        const share = { counters: [...own, ...totals], seen: { key: indexOfApis, name, atS }, user: null }
        yield [share, calls]
      }
    }
  }
}

function* statusesOf(
  book: Book,
  dayNumber: number,
  day: DayOfBook,
  options: ShareOptions,
): Generator<Counted<Share>> {
  const indexOfStatuses = indexKey(options.prefix, 'status')
  for (const [hourNumber, { statuses }] of inOrder<HourOfBook>(day.hours)) {
    for (const [name, calls] of statuses) {
      const series: Series = { kind: 'status', name }
      const counters = [
        ...counterOf('hour', hourNumber, series, options),
        ...counterOf('day', dayNumber, series, options),
      ]
      const atS = book.lastSeen.status.get(name)!
      yield [{ counters, seen: { key: indexOfStatuses, name, atS }, user: null }, calls]
    }
  }
}

function* usersOf(dayNumber: number, day: DayOfBook, options: ShareOptions): Generator<Counted<Share>> {
  const key = `${options.prefix}:day:${dayNumber}:users`
  for (const [name, calls] of day.users) {
    const counters = counterOf('day', dayNumber, { kind: 'user', name }, options)
    const [counter] = counters
    const user = counter ? { key, name, expireAtS: counter.expireAtS } : null
    yield [{ counters, seen: null, user }, calls]
  }
}

/** The counter, or nothing where its time is over: an expiry that has passed would remove a key that others let live. */
function counterOf(
  granularity: Granularity,
  bucket: number,
  series: Series,
  { prefix, offsetMinutes, nowMs }: ShareOptions,
): Counter[] {
  const expireAtMs = bucketStart(bucket, granularity, offsetMinutes) + tableRetentionMs[granularity]
  if (expireAtMs <= nowMs) return []
  const key = counterKey(prefix, granularity, bucket, series)
  const wave = series.kind === 'total' ? waveOfTotal[granularity] : 0
  return [{ key, keyBytes: Buffer.byteLength(key), expireAtS: expireAtMs / 1_000, wave }]
}

const waveOfTotal: Record<Granularity, Wave> = { minute: 1, hour: 2, day: 3 }

function inOrder<V>(buckets: ReadonlyMap<number, V>): [number, V][] {
  return [...buckets].sort(([a], [b]) => a - b)
}
