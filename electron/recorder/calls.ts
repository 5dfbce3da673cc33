import { bucketAt, bucketStart, tableRetentionMs, widthMs } from '../../shared/time.ts'

/** Calls that are alike in everything. */
export interface Calls {
  user: string
  endpoint: string
  status: string
  atMs: number
  calls: number
}

/** Why calls cannot be counted, or null. */
export function whyNotCounted({ atMs, calls }: Calls, nowMs: number, offsetMinutes: number): string | null {
  if (!(Number.isSafeInteger(calls) && calls > 0))
    return 'The number of calls is not a positive whole number.'
  if (!(atMs >= 0 && atMs < latestMs)) return 'The instant is not in epoch milliseconds.'
  // Most calls are of now: the day need not be worked out.
  if (atMs - widthMs.day + tableRetentionMs.day > nowMs) return null
  const dayStartMs = bucketStart(bucketAt(atMs, 'day', offsetMinutes), 'day', offsetMinutes)
  return dayStartMs + tableRetentionMs.day > nowMs
    ? null
    : 'The day of the call is older than counters are kept.'
}

/** The year 10000. */
const latestMs = 253_402_300_800_000

/** A name that a caller without types may give in any form. */
export function nameOf(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return String(value)
  } catch {
    return ''
  }
}
