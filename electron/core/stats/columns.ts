import type { Granularity } from '../../../shared/api.ts'
import type { Reading, SeriesId } from '../../../shared/counters.ts'
import { bucketStart, widthMs } from '../../../shared/time.ts'
import type { Memory } from './memory.ts'

/** Cells that are kept in columns at most: 32 MB. */
export const mostColumnCells = 4_000_000
/** A bucket that ended so long ago is verified no more, and nothing counts in it. */
export const settledMs = 3 * widthMs.day

const neverRead = Number.NaN
const missing = -1

/**
 * A memory that keeps settled days and hours of endpoints as one number each, in place of an object: a month of ten thousand
 * endpoints takes 2 MB. They are read once; when there are too many, the bucket that was read first makes room.
 */
export function withColumns(memory: Memory, offsetMinutes: number, mostCells = mostColumnCells): Memory {
  const columns = new Map<number, Float64Array>()
  const places = new Map<SeriesId, number>()
  let cells = 0

  const valueOf = (series: SeriesId, granularity: Granularity, bucket: number): number => {
    if (columns.size === 0 || granularity === 'minute') return neverRead
    const place = places.get(series)
    return place === undefined ? neverRead : (columns.get(idOf(granularity, bucket))?.[place] ?? neverRead)
  }

  const readingOf = (series: SeriesId, granularity: Granularity, bucket: number): Reading | undefined => {
    const value = valueOf(series, granularity, bucket)
    if (Number.isNaN(value)) return undefined
    return value === missing ? null : value
  }

  const columnWith = (id: number, place: number): Float64Array => {
    const before = columns.get(id)
    if (before && place < before.length) return before
    const length = Math.max(1_024, places.size, 2 * (before?.length ?? 0))
    const column = new Float64Array(length).fill(neverRead)
    if (before) column.set(before)
    cells += length - (before?.length ?? 0)
    columns.set(id, column)
    for (const [oldest, old] of columns) {
      if (cells <= mostCells || oldest === id) break
      columns.delete(oldest)
      cells -= old.length
    }
    return column
  }

  /** What is in doubt is read again, and what was known of it stays as its lower bound. */
  const takeBack = (column: Float64Array, granularity: Granularity, bucket: number): void => {
    const readMs = bucketStart(bucket + 1, granularity, offsetMinutes)
    for (const [series, place] of places) {
      const value = column[place] ?? neverRead
      if (Number.isNaN(value)) continue
      memory.put({ series, granularity, bucket }, value === missing ? null : value, readMs, 0)
    }
  }

  const isSettled = (granularity: Granularity, bucket: number, readMs: number): boolean =>
    granularity !== 'minute' && readMs >= bucketStart(bucket + 1, granularity, offsetMinutes) + settledMs

  return {
    ...memory,
    get(series, granularity, bucket) {
      const held = memory.get(series, granularity, bucket)
      return held === undefined ? readingOf(series, granularity, bucket) : held
    },
    getAt(series, granularity, bucket, nowMs) {
      const held = memory.getAt(series, granularity, bucket, nowMs)
      return held === undefined ? readingOf(series, granularity, bucket) : held
    },
    floor(series, granularity, bucket) {
      const held = memory.floor(series, granularity, bucket)
      return held > 0 ? held : Math.max(0, valueOf(series, granularity, bucket) || 0)
    },
    isWanted: (series, granularity, bucket, at) =>
      memory.isWanted(series, granularity, bucket, at) && Number.isNaN(valueOf(series, granularity, bucket)),
    isFinal: (series, granularity, bucket) =>
      memory.isFinal(series, granularity, bucket) || !Number.isNaN(valueOf(series, granularity, bucket)),
    put(cell, reading, readMs, keptMs) {
      if (cell.kept) return memory.put(cell, reading, readMs, keptMs)
      const { series, granularity, bucket } = cell
      const isColumns =
        series.startsWith('api:') &&
        (reading === null || typeof reading === 'number') &&
        isSettled(granularity, bucket, readMs) &&
        memory.get(series, granularity, bucket) === undefined
      if (!isColumns) return memory.put(cell, reading, readMs, keptMs)
      const place = places.get(series) ?? places.size
      places.set(series, place)
      const column = columnWith(idOf(granularity, bucket), place)
      // Of two readings the larger is true, here too.
      const before = column[place] ?? neverRead
      const known = Number.isNaN(before) ? missing : before
      column[place] = Math.max(reading ?? missing, known)
      const isExpired = reading === null && bucketStart(bucket, granularity, offsetMinutes) + keptMs <= readMs
      return known > 0 && (reading ?? missing) < known && !isExpired
    },
    doubt(startMs, endMs) {
      for (const [id, column] of columns) {
        const [granularity, bucket] = bucketOf(id)
        const bucketMs = bucketStart(bucket, granularity, offsetMinutes)
        if (bucketMs < startMs || bucketMs >= endMs) continue
        takeBack(column, granularity, bucket)
        columns.delete(id)
        cells -= column.length
      }
      memory.doubt(startMs, endMs)
    },
  }
}

function idOf(granularity: Granularity, bucket: number): number {
  return 2 * bucket + (granularity === 'day' ? 1 : 0)
}

function bucketOf(id: number): [Granularity, number] {
  return id % 2 === 0 ? ['hour', id / 2] : ['day', (id - 1) / 2]
}
