import type { Granularity } from '../../../shared/api.ts'
import type { Reading, SeriesId } from '../../../shared/counters.ts'
import { bucketStart, graceMs } from '../../../shared/time.ts'
import type { ColdData } from './cold-data.ts'
import { settledMs } from './columns.ts'
import type { CellId, Memory } from './memory.ts'

export interface WithColdOptions {
  cold: ColdData
  offsetMinutes: number
  /** How long Redis keeps a bucket, from its start. */
  retentionMs: Record<Granularity, number>
}

/**
 * A memory that knows what the archive knows. A closed bucket that Redis has dropped by now is taken from the archive in place of a
 * reading, and so is a closed total; of a bucket that Redis still has and of what the archive holds the larger stands, as of
 * any two readings. Days and totals are looked up once, for they are asked for again and again; hours and minutes are not kept
 * twice, since a year of them would fill the memory.
 */
export function withCold(memory: Memory, { cold, offsetMinutes, retentionMs }: WithColdOptions): Memory {
  const isClosed = (granularity: Granularity, bucket: number, nowMs: number): boolean =>
    bucketStart(bucket + 1, granularity, offsetMinutes) + graceMs <= nowMs

  const isDropped = (granularity: Granularity, bucket: number, nowMs: number): boolean =>
    bucketStart(bucket, granularity, offsetMinutes) + retentionMs[granularity] <= nowMs

  /** As a reading that was taken in time: what was read since is at least as good, and stays. False where the archive has none. */
  const recall = (series: SeriesId, granularity: Granularity, bucket: number, nowMs: number): boolean => {
    const calls = cold.value(series, granularity, bucket)
    if (calls === null) return false
    const afterMs = isDropped(granularity, bucket, nowMs) ? settledMs : graceMs
    const readMs = bucketStart(bucket + 1, granularity, offsetMinutes) + afterMs
    memory.put({ series, granularity, bucket }, calls, readMs, Number.POSITIVE_INFINITY)
    return true
  }

  /** Of two readings the larger is true: where Redis has more, the archive takes it again. */
  const outdate = ({ series, granularity, bucket }: CellId, reading: Reading): void => {
    if (series !== 'total' || granularity === 'minute' || typeof reading !== 'number') return
    const kept = cold.value(series, granularity, bucket)
    if (kept === null || reading <= kept) return
    if (granularity === 'hour') cold.outdate(bucket, bucket)
    else cold.outdate(24 * bucket, 24 * bucket + 23)
  }

  return {
    ...memory,
    isWanted(series, granularity, bucket, at) {
      if (!memory.isWanted(series, granularity, bucket, at)) return false
      if (!isClosed(granularity, bucket, at.nowMs)) return true
      const isTotal = series === 'total' && granularity !== 'minute'
      if (!isTotal && !isDropped(granularity, bucket, at.nowMs)) return true
      // What was read while the bucket ran is not whole; what was read later, if in doubt, is read again.
      if (memory.getAt(series, granularity, bucket, Number.POSITIVE_INFINITY) !== undefined) return true
      const isLookedUp = granularity === 'day' || !isDropped(granularity, bucket, at.nowMs)
      if (isLookedUp) return !recall(series, granularity, bucket, at.nowMs)
      return cold.value(series, granularity, bucket) === null
    },
    getAt(series, granularity, bucket, nowMs) {
      const held = memory.getAt(series, granularity, bucket, nowMs)
      if (held !== undefined || granularity === 'day' || !isDropped(granularity, bucket, nowMs)) return held
      return cold.value(series, granularity, bucket) ?? undefined
    },
    put(cell, reading, readMs, keptMs) {
      // Live readings put a thousand running cells a second.
      if (cell.kept && readMs < cell.kept.endMs) return memory.put(cell, reading, readMs, keptMs)
      const { series, granularity, bucket } = cell
      if (!isClosed(granularity, bucket, readMs)) return memory.put(cell, reading, readMs, keptMs)
      outdate(cell, reading)
      if (!memory.isFinal(series, granularity, bucket)) recall(series, granularity, bucket, readMs)
      // A zero that the archive confirms stays one where Redis has no counter.
      const isKnownZero = reading === null && memory.get(series, granularity, bucket) === 0
      return memory.put(cell, isKnownZero ? 0 : reading, readMs, keptMs)
    },
    prune(nowMs) {
      memory.prune(nowMs)
      cold.readAgain()
    },
  }
}
