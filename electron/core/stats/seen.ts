import { bucketAt, widthMs } from '../../../shared/time.ts'
import type { UsageItem } from '../../../shared/usage.ts'
import type { Parts } from './parts.ts'

/** The first and last day on which a call or the name of one of some endpoints is known, among days and the archive. */
export function seenOf(
  { memory, catalogue, offsetMinutes }: Parts,
  endpoints: readonly string[],
  days: readonly number[],
): Pick<UsageItem, 'firstSeen' | 'lastSeen'> {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const endpoint of endpoints) {
    const { firstMs, lastDay } = catalogue.seen(endpoint)
    if (firstMs !== null) first = Math.min(first, bucketAt(firstMs, 'day', offsetMinutes))
    if (lastDay !== null) last = Math.max(last, lastDay)
    for (const day of days) {
      if (memory.floor(`api:${endpoint}`, 'day', day) === 0) continue
      first = Math.min(first, day)
      last = Math.max(last, day)
    }
  }
  // Where only the day of the last call is known, the name was seen by then.
  const firstDay = Math.min(first, last === Number.NEGATIVE_INFINITY ? first : last)
  return { firstSeen: dateOf(firstDay), lastSeen: dateOf(last) }
}

function dateOf(day: number): string | null {
  return Number.isFinite(day) ? new Date(day * widthMs.day).toISOString().slice(0, 10) : null
}
