import { counterKey } from '../../../shared/keys.ts'
import { bucketAt } from '../../../shared/time.ts'
import type { Archive } from '../reports/archive.ts'
import type { Reading, Source } from '../source/source.ts'

/** Days that are looked at: a year, and a month more for counters that outlived their expiry. */
const daysBack = 396

export interface CountedDays {
  /** The first day bucket with a counter in Redis or archive; null where there is none. */
  first: number | null
  /** Totals of day buckets as read now, without the missing ones. */
  readings: Map<number, Reading>
}

/** Reads the day totals of the last year (one MGET): before the first of them nothing is known. */
export async function findCountedDays(source: Source, archive: Archive, nowMs: number): Promise<CountedDays> {
  const { prefix, bucketOffsetMinutes } = source.info
  const today = bucketAt(nowMs, 'day', bucketOffsetMinutes)
  const days = Array.from({ length: daysBack + 1 }, (_, i) => today - daysBack + i)
  const { parts } = await source.read({
    totals: [],
    parts: days.map((day) => counterKey(prefix, 'day', day, { kind: 'total' })),
  })
  const readings = new Map<number, Reading>()
  days.forEach((day, i) => {
    const reading = parts[i] ?? null
    if (reading !== null) readings.set(day, reading)
  })
  const known = [readings.keys().next().value, archive.firstCountedDay()].filter(
    (day) => day !== null && day !== undefined,
  )
  return { first: known.length > 0 ? Math.min(...known) : null, readings }
}
