import type { CounterKey } from '../../../../shared/keys.ts'
import { bucketStart, tableRetentionMs, widthMs } from '../../../../shared/time.ts'
import { createDayCounts, createSecondsCache, type DayCounts } from './day-counts.ts'
import { createDayUsers, type DayUsers } from './users.ts'

/** The statuses of the sample data. */
export const sampleStatuses = ['success', 'error', 'timeout']

/** The sample data as numbers: a pure function of key and instant. */
export interface SampleCounts {
  /** The first UTC day with counters, seen from `now`: 200 to 231 days earlier. */
  firstDay(now: number): number
  /** A counter's value at `now`; null where there is no such key. */
  value(key: CounterKey, now: number): number | null
  day(day: number): DayCounts
  /** Calls of one status in the first `ms` of a UTC day. */
  statusCalls(status: string, day: number, ms: number): number
  users(day: number): DayUsers
}

const timeoutShare = 0.3

/** Values of closed buckets come from tables that are kept by day. */
export function createSampleCounts(): SampleCounts {
  const seconds = createSecondsCache()
  const day = keepByDay((number) => createDayCounts(number, seconds), 400)
  const users = keepByDay(createDayUsers, 40)

  const firstDay = (now: number): number => Math.floor((Math.floor(now / widthMs.day) - 200) / 32) * 32

  const statusCalls = (status: string, dayNumber: number, ms: number): number => {
    const counts = day(dayNumber)
    const failures = counts.failures(ms)
    if (status === 'success') return counts.total(ms) - failures
    const timeouts = Math.floor(failures * timeoutShare)
    return status === 'timeout' ? timeouts : failures - timeouts
  }

  const cumulative = (key: CounterKey, dayNumber: number, ms: number): number | null => {
    const counts = day(dayNumber)
    const { series } = key
    if (series.kind === 'total') return counts.total(ms)
    if (series.kind === 'api') {
      const place = counts.place(series.name)
      return place === undefined ? null : counts.endpoint(place, ms)
    }
    if (key.granularity !== 'day') return null
    if (series.kind === 'status') {
      return sampleStatuses.includes(series.name) ? statusCalls(series.name, dayNumber, ms) : null
    }
    const dayUsers = users(dayNumber)
    const place = dayUsers.place(series.name)
    return place === undefined ? null : dayUsers.calls(place, counts.total(ms))
  }

  return {
    firstDay,
    day,
    statusCalls,
    users,
    value: (key, now) => {
      const start = bucketStart(key.bucket, key.granularity)
      if (start >= now || start + tableRetentionMs[key.granularity] <= now) return null
      const dayNumber = Math.floor(start / widthMs.day)
      if (dayNumber < firstDay(now)) return null
      const dayStart = dayNumber * widthMs.day
      const end = Math.min(now, start + widthMs[key.granularity])
      const until = cumulative(key, dayNumber, end - dayStart)
      if (until === null) return null
      const calls = until - (cumulative(key, dayNumber, start - dayStart) ?? 0)
      return calls > 0 ? calls : null
    },
  }
}

function keepByDay<T>(make: (day: number) => T, most: number): (day: number) => T {
  const kept = new Map<number, T>()
  return (day) => {
    const known = kept.get(day)
    if (known !== undefined) return known
    if (kept.size >= most) kept.delete(kept.keys().next().value!)
    const made = make(day)
    kept.set(day, made)
    return made
  }
}
