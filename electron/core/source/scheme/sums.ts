import type { Granularity } from '../../../../shared/api.ts'
import type { Issue } from '../../../../shared/figures.ts'
import { counterKey, indexKey } from '../../../../shared/keys.ts'
import type { SchemeKey } from '../../../../shared/scheme-keys.ts'
import { callsWithoutEndpoint, uncountedEndpoint, type SummedBucket } from '../../../../shared/scheme-sums.ts'
import type { SchemeSums } from '../../../../shared/scheme.ts'
import { bucketAt, bucketStart, graceMs } from '../../../../shared/time.ts'
import type { Source } from '../source.ts'
import { endpointNotInTotal, someWithoutEndpoint } from './issues.ts'

/** Keys that the comparison reads, at most. */
const mostKeys = 4_000
const mostNames = 1_000
const shownKeys = 3
/** Closed buckets that are compared, at most, and how far back they are looked for. */
const compared: [Granularity, count: number, back: number][] = [
  ['day', 2, 3],
  ['hour', 6, 48],
  ['minute', 6, 90],
]

export interface SumsOptions {
  prefix: string
  counters: readonly SchemeKey[]
  offsetMinutes: number
  nowMs: number
  /** Whether the sample has every key, so that no endpoint can be unknown. */
  isWhole: boolean
}

/** Whether endpoints add up to their totals, in closed buckets alone: nothing is in flight there. */
export async function inspectSums(
  source: Pick<Source, 'read' | 'index'>,
  options: SumsOptions,
): Promise<{ found: SchemeSums; issues: Issue[] }> {
  const { prefix, counters, isWhole } = options
  const sampled = new Set(counters.flatMap(({ series }) => (series.kind === 'api' ? [series.name] : [])))
  const index = (await source.index(indexKey(prefix, 'api'))) ?? []
  const names = [...new Set([...sampled, ...index.map(({ name }) => name)])]
  if (names.length === 0 || names.length > mostNames) return { found: notJudged, issues: [] }
  const buckets = await readBuckets(source, names, options)
  const base = { ...notJudged, buckets: buckets.length }
  const more = uncountedEndpoint(buckets)
  if (more) {
    const { calls, endpoint, keys } = more
    const found: SchemeSums = {
      ...base,
      state: 'endpoint_not_in_total',
      calls,
      endpoint,
      keys: keys.slice(0, shownKeys),
    }
    return { found, issues: [endpointNotInTotal(found, keys.length)] }
  }
  const less = callsWithoutEndpoint(buckets)
  if (less && !isWhole) return { found: base, issues: [] }
  if (less) {
    const keys = less.keys.slice(0, shownKeys)
    const found: SchemeSums = { ...base, state: 'calls_without_endpoint', calls: less.calls, keys }
    return { found, issues: [someWithoutEndpoint(found, less.keys.length)] }
  }
  return { found: buckets.length > 0 ? { ...base, state: 'add_up' } : base, issues: [] }
}

async function readBuckets(
  source: Pick<Source, 'read'>,
  names: readonly string[],
  options: SumsOptions,
): Promise<SummedBucket[]> {
  const { prefix } = options
  const candidates = compared.flatMap(([granularity, count, back]) =>
    candidatesOf(granularity, count, back, options),
  )
  const fitting = candidates.slice(0, Math.max(1, Math.floor(mostKeys / names.length)))
  const keysOf = ({ granularity, bucket }: Candidate): string[] => [
    counterKey(prefix, granularity, bucket, { kind: 'total' }),
    ...names.map((name) => counterKey(prefix, granularity, bucket, { kind: 'api', name })),
  ]
  const { parts } = await source.read({ totals: [], parts: fitting.flatMap(keysOf) })
  return fitting.flatMap((candidate, i): SummedBucket[] => {
    const [total = null, ...readings] = parts.slice(i * (names.length + 1), (i + 1) * (names.length + 1))
    if ([total, ...readings].some((reading) => typeof reading === 'string')) return []
    const counted = names.flatMap((name, at): [string, number][] => {
      const reading = readings[at]
      return typeof reading === 'number' && reading > 0 ? [[name, reading]] : []
    })
    if (total === null && counted.length === 0) return []
    const key = counterKey(prefix, candidate.granularity, candidate.bucket, { kind: 'total' })
    return [{ key, total: typeof total === 'number' ? total : 0, parts: new Map(counted) }]
  })
}

interface Candidate {
  granularity: Granularity
  bucket: number
}

/** The newest closed buckets of which the sample has a counter; those just before now where it has none. */
function candidatesOf(
  granularity: Granularity,
  count: number,
  back: number,
  { counters, offsetMinutes, nowMs }: SumsOptions,
): Candidate[] {
  const running = bucketAt(nowMs, granularity, offsetMinutes)
  const isClosed = (bucket: number): boolean =>
    bucketStart(bucket + 1, granularity, offsetMinutes) + graceMs <= nowMs && bucket >= running - back
  const sampled = counters
    .filter((counter) => counter.granularity === granularity)
    .map(({ bucket }) => bucket)
  const before = Array.from({ length: count + 1 }, (_, i) => running - 1 - i)
  return [...new Set([...sampled, ...before])]
    .filter(isClosed)
    .sort((a, b) => b - a)
    .slice(0, count)
    .map((bucket) => ({ granularity, bucket }))
}

const notJudged: SchemeSums = { state: 'unknown', buckets: 0, endpoint: null, calls: null, keys: [] }
