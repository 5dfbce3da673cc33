import { granularities, type Granularity } from '../../../../shared/api.ts'
import type { Issue } from '../../../../shared/figures.ts'
import { counterKey } from '../../../../shared/keys.ts'
import type { SchemeKey } from '../../../../shared/scheme-keys.ts'
import type { SchemeExpiry } from '../../../../shared/scheme.ts'
import { bucketAt, bucketStart, tableRetentionMs, widthMs } from '../../../../shared/time.ts'
import type { Source } from '../source.ts'
import { noExpiry, shortExpiry } from './issues.ts'

/** Counters of each width whose expiry is asked, beside the newest totals. */
const asked = 60
const newestTotals = 3
const shownKeys = 3
/** What a key takes beside its name: entry, object and string of Redis 7 on 64 bits, and its place in the table. */
const keyBytes = 64

interface Looked {
  key: string
  bucket: number
  left: number
}

export interface ExpiryOptions {
  prefix: string
  counters: readonly SchemeKey[]
  offsetMinutes: number
  /** The server's own clock, by which keys expire. */
  serverMs: number
  nowMs: number
  /** Keys of the database, and of the sample that the counters are from. */
  keys: number | null
  sampledKeys: number
}

/** Whether the counters of each width expire, and not too soon. */
export async function inspectExpiry(
  source: Pick<Source, 'ttls'>,
  options: ExpiryOptions,
): Promise<{ widths: SchemeExpiry[]; issues: Issue[] }> {
  const widths: SchemeExpiry[] = []
  const issues: Issue[] = []
  for (const granularity of granularities) {
    const looked = await lookAt(source, granularity, options)
    const width = judge(granularity, looked, options)
    widths.push(width)
    if (width.withoutExpiry > 0) issues.push(noExpiry(width, newKeysADay(granularity, options)))
    if (width.state === 'short' || isShort(granularity, width.keptHours)) issues.push(shortExpiry(width))
  }
  return { widths, issues }
}

async function lookAt(
  source: Pick<Source, 'ttls'>,
  granularity: Granularity,
  { prefix, counters, offsetMinutes, nowMs }: ExpiryOptions,
): Promise<Looked[]> {
  const own = counters.filter((counter) => counter.granularity === granularity)
  const step = Math.max(1, Math.floor(own.length / asked))
  const cells = new Map<string, number>()
  for (let i = 0; i < own.length && cells.size < asked; i += step) cells.set(own[i]!.key, own[i]!.bucket)
  for (let back = 0; back < newestTotals; back++) {
    const bucket = bucketAt(nowMs, granularity, offsetMinutes) - back
    cells.set(counterKey(prefix, granularity, bucket, { kind: 'total' }), bucket)
  }
  const seconds = await source.ttls([...cells.keys()])
  return [...cells].flatMap(([key, bucket], i): Looked[] => {
    const left = seconds[i]
    return left === null || left === undefined ? [] : [{ key, bucket, left }]
  })
}

function judge(
  granularity: Granularity,
  looked: readonly Looked[],
  { offsetMinutes, serverMs }: ExpiryOptions,
): SchemeExpiry {
  const without = looked.filter(({ left }) => left < 0)
  const kept = looked
    .filter(({ left }) => left >= 0)
    .map(({ key, bucket, left }) => ({
      key,
      hours: (serverMs - bucketStart(bucket, granularity, offsetMinutes) + left * 1_000) / widthMs.hour,
    }))
    .sort((a, b) => a.hours - b.hours)
  const keptHours = kept[0]?.hours ?? null
  const short = kept.filter(({ hours }) => isShort(granularity, hours))
  const state =
    looked.length === 0 ? 'unknown' : without.length > 0 ? 'missing' : short.length > 0 ? 'short' : 'right'
  return {
    granularity,
    state,
    looked: looked.length,
    withoutExpiry: without.length,
    keptHours,
    keys: [...without, ...short].slice(0, shownKeys).map(({ key }) => key),
  }
}

function isShort(granularity: Granularity, keptHours: number | null): boolean {
  return keptHours !== null && keptHours * widthMs.hour < 0.9 * tableRetentionMs[granularity]
}

/** How many counters of a width a day brings, and what they take, estimated from their share of the sample. */
function newKeysADay(
  granularity: Granularity,
  { counters, keys, sampledKeys }: ExpiryOptions,
): { count: number; bytes: number } | null {
  const own = counters.filter((counter) => counter.granularity === granularity)
  if (own.length === 0 || keys === null) return null
  const buckets = own.map(({ bucket }) => bucket)
  const spanDays = ((max(buckets) - min(buckets) + 1) * widthMs[granularity]) / widthMs.day
  const letters = own.reduce((sum, { key }) => sum + key.length, 0)
  const all = Math.max(own.length, (keys * own.length) / Math.max(1, sampledKeys))
  const count = Math.round(all / Math.max(1, spanDays))
  return { count, bytes: Math.round(count * (keyBytes + letters / own.length)) }
}

function max(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b))
}

function min(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b))
}
