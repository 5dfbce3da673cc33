import { counterKey } from '../../../../shared/keys.ts'
import { offsetFrom } from '../../../../shared/scheme-offset.ts'
import type { SchemeOffset } from '../../../../shared/scheme.ts'
import { bucketAt } from '../../../../shared/time.ts'
import type { Source } from '../source.ts'

/** Local time differs from UTC by no more than this. */
const mostMinutes = 18 * 60
const shownKeys = 3

/** The minutes that exist around now under a prefix, and the offset that they tell. */
export interface RunningBuckets {
  minutes: number[]
  /** Reads the newest minute once more: where it has grown, a service is at work in it. */
  offset(source: Pick<Source, 'read'>): Promise<SchemeOffset>
}

/** Reads the totals of all minutes that can be running somewhere in the world: three MGETs in one round trip. */
export async function runningBuckets(
  source: Pick<Source, 'read'>,
  prefix: string,
  nowMs: number,
): Promise<RunningBuckets> {
  const keyOf = (bucket: number): string => counterKey(prefix, 'minute', bucket, { kind: 'total' })
  const now = bucketAt(nowMs, 'minute')
  const all = Array.from({ length: 2 * mostMinutes + 1 }, (_, i) => now - mostMinutes + i)
  const { parts } = await source.read({ totals: [], parts: all.map(keyOf) })
  const minutes = all.filter((_bucket, i) => parts[i] !== null && parts[i] !== undefined)
  const newest = minutes.at(-1)
  const before = newest === undefined ? null : parts[newest - all[0]!]
  return {
    minutes,
    async offset(again) {
      if (newest === undefined) return { minutes: null, confidence: 'unknown', keys: [] }
      const [first, next] = (await again.read({ totals: [], parts: [keyOf(newest), keyOf(newest + 1)] }))
        .parts
      const hasGrown =
        typeof next === 'number' ||
        (typeof before === 'number' && typeof first === 'number' && first > before)
      return {
        ...offsetFrom({ nowMs, minutes, hasGrown }),
        keys: minutes.slice(-shownKeys).reverse().map(keyOf),
      }
    },
  }
}
