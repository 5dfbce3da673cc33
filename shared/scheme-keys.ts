import type { Granularity } from './api.ts'
import type { Series } from './keys.ts'
import { bucketAt } from './time.ts'

/** A key that reads as a counter under some prefix. */
export interface SchemeKey {
  key: string
  prefix: string
  granularity: Granularity
  bucket: number
  series: Series
}

const shape = /^([^]+?):(minute|hour|day):(0|[1-9][0-9]{0,12}):(?:(total)$|(api|status|user):)/
const reportShape = /^([^]+):[0-9]{4}-[0-9]{2}-[0-9]{2}$/
/** A bucket farther from now is no bucket: the number means something else. */
const mostDaysAway = { minute: 40, hour: 100, day: 800 }

/** Keys that read as counters of about now, whatever their prefix: the shortest that fits, as an endpoint may hold the same words. */
export function schemeKeys(keys: readonly string[], nowMs: number): SchemeKey[] {
  return keys.flatMap((key): SchemeKey[] => {
    const match = shape.exec(key.slice(0, 300))
    if (!match) return []
    const granularity = match[2] as Granularity
    const bucket = Number(match[3])
    const perDay = { minute: 1_440, hour: 24, day: 1 }[granularity]
    if (Math.abs(bucket - bucketAt(nowMs, granularity)) > mostDaysAway[granularity] * perDay) return []
    const prefix = match[1]!
    if (match[4] && key.length > match[0].length) return []
    const name = key.slice(match[0].length)
    const series: Series = match[4]
      ? { kind: 'total' }
      : { kind: match[5] as 'api' | 'status' | 'user', name }
    return [{ key, prefix, granularity, bucket, series }]
  })
}

/** Counters by prefix, the one with most keys first. */
export function byPrefix(counters: readonly SchemeKey[]): [prefix: string, counters: SchemeKey[]][] {
  const found = new Map<string, SchemeKey[]>()
  for (const counter of counters) {
    const own = found.get(counter.prefix)
    if (own) own.push(counter)
    else found.set(counter.prefix, [counter])
  }
  return [...found].sort(([, a], [, b]) => b.length - a.length)
}

/** What may be keys of daily reports, `PREFIX:YYYY-MM-DD`, by prefix. */
export function reportKeys(keys: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const key of keys) {
    const prefix = key.length < 300 ? reportShape.exec(key)?.[1] : undefined
    if (prefix !== undefined) found.set(prefix, [...(found.get(prefix) ?? []), key])
  }
  return found
}
