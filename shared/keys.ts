import type { Granularity } from './api.ts'

/** What one counter counts: all calls of a bucket, or those of one endpoint, status or user. */
export type Series = { kind: 'total' } | { kind: 'api' | 'status' | 'user'; name: string }

export interface CounterKey {
  granularity: Granularity
  /** The bucket's number: epoch seconds, shifted by the services' offset, divided by the width and floored. */
  bucket: number
  series: Series
}

/** The largest counter that a double holds exactly; anything above is no counter. */
export const maxCount = Number.MAX_SAFE_INTEGER

/** The key of one counter, in escaped form (see `names.ts`). */
export function counterKey(prefix: string, granularity: Granularity, bucket: number, series: Series): string {
  const head = `${prefix}:${granularity}:${bucket}:`
  return series.kind === 'total' ? `${head}total` : `${head}${series.kind}:${series.name}`
}

/** The sorted set in which the recorder keeps the names that it has seen. */
export function indexKey(prefix: string, kind: 'api' | 'status'): string {
  return `${prefix}:index:${kind === 'api' ? 'apis' : 'statuses'}`
}

/** The key of a stored daily report. */
export function reportKey(reportPrefix: string, date: string): string {
  return `${reportPrefix}:${date}`
}

/** The key that one program holds while it counts the users of a source. */
export function lockKey(reportPrefix: string): string {
  return `${reportPrefix}-lock`
}

/** A parser of counter keys under one prefix: null for every other key. The name is everything after its marker. */
export function createKeyParser(prefix: string): (key: string) => CounterKey | null {
  const head = `${prefix}:`
  const shape = /^(minute|hour|day):(0|[1-9][0-9]{0,12}):(?:(total)$|(api|status|user):)/
  return (key) => {
    if (!key.startsWith(head)) return null
    const match = shape.exec(key.slice(head.length, head.length + 40))
    if (!match) return null
    const granularity = match[1] as Granularity
    const bucket = Number(match[2])
    if (match[3]) {
      return key.length === head.length + match[0].length
        ? { granularity, bucket, series: { kind: 'total' } }
        : null
    }
    const name = key.slice(head.length + match[0].length)
    return { granularity, bucket, series: { kind: match[4] as 'api' | 'status' | 'user', name } }
  }
}

/** A counter's value, or null for text that is none: only `0` or digits without a leading zero, at most 2^53-1. */
export function parseCount(text: string): number | null {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null
  const value = Number(text)
  return value <= maxCount ? value : null
}

/** Text as a literal part of a Redis glob. */
export function globEscape(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, '\\$&')
}
