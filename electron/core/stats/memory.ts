import type { Granularity } from '../../../shared/api.ts'
import type { Reading, SeriesId } from '../../../shared/counters.ts'
import { bucketStart, graceMs, widthMs } from '../../../shared/time.ts'

/** One counter of one bucket. */
export interface CellId {
  series: SeriesId
  granularity: Granularity
  bucket: number
  /** Where it is kept: noted by `put` where it is null, for those who put the same cell again and again. */
  kept?: Cell | null
}

interface Cell {
  /** The end of its bucket, by the source's clock. */
  endMs: number
  reading: Reading
  /** The largest value ever read. */
  floor: number
  /** When it was read, by the source's clock; earlier than that where it is in doubt. */
  readMs: number
  /** Whether it was ever read after its bucket had ended, so that its value is whole. */
  wasClosed: boolean
}

/** How long a reading of a running bucket serves at a glance where the live reading does not renew it, in milliseconds. */
export const glanceLifeMs = 15_000
/** Older readings of a running bucket are no figure any more: they would pass for one that is too small. */
const runningStaleMs = 60_000
/** The last reading before a bucket ended stands in for its value only where it was taken so shortly before the end. */
const closingStaleMs = 3_000

/**
 * The trend that stays on screen goes back 30 days beside the 30 before; of the parts hours are shown for two days. What
 * is asked for beyond that is read again.
 */
const keptLong = { hour: 62 * widthMs.day, day: 400 * widthMs.day }
const keptOfParts = { hour: 3 * widthMs.day, day: 62 * widthMs.day }

type Cells = Record<Granularity, Map<number, Cell>> & { version: number }

/**
 * What was read of the counters. Counters only grow, so of two readings the larger is true; a bucket that was read after
 * its grace is final and not asked for again.
 */
export interface Memory {
  /** The latest reading, undefined where there is none. */
  get(series: SeriesId, granularity: Granularity, bucket: number): Reading | undefined
  /** The latest reading as far as it serves at an instant: undefined where it is too old for that. */
  getAt(series: SeriesId, granularity: Granularity, bucket: number, nowMs: number): Reading | undefined
  floor(series: SeriesId, granularity: Granularity, bucket: number): number
  /** Whether a cell should be read (again), readings of a bucket that may still grow being good for `lifeMs`. */
  isWanted(
    series: SeriesId,
    granularity: Granularity,
    bucket: number,
    at: { nowMs: number; lifeMs: number },
  ): boolean
  /** Whether a cell was read after its grace, so that it is not asked for again. */
  isFinal(series: SeriesId, granularity: Granularity, bucket: number): boolean
  /** Keeps a reading; true where the server has less than before, within `keptMs` from the bucket's start. */
  put(cell: CellId, reading: Reading, readMs: number, keptMs: number): boolean
  /** Makes all cells that lie in a span wanted again; their values stay. */
  doubt(startMs: number, endMs: number): void
  /** Drops what no view shows or compares with any more. */
  prune(nowMs: number): void
  /** Grows at each change or doubt of a closed bucket, of one series or of any. */
  version(series?: SeriesId): number
  /** The same of one day bucket, of any series; it grows when they are dropped, too. */
  dayVersion(bucket: number): number
}

/** An empty memory of a source whose buckets are `offsetMinutes` ahead of UTC. */
export function createMemory(offsetMinutes: number): Memory {
  const bySeries = new Map<SeriesId, Cells>()
  const dayVersions = new Map<number, number>()
  let version = 0
  let recent: { series: SeriesId; cells: Cells } | null = null

  // Answers ask for one bucket of a series after the other.
  const cellsOf = (series: SeriesId): Cells | undefined => {
    if (recent?.series === series) return recent.cells
    const cells = bySeries.get(series)
    if (cells) recent = { series, cells }
    return cells
  }

  const begin = (series: SeriesId): Cells => {
    const cells: Cells = { minute: new Map(), hour: new Map(), day: new Map(), version: 0 }
    bySeries.set(series, cells)
    return cells
  }

  const find = (series: SeriesId, granularity: Granularity, bucket: number): Cell | undefined =>
    cellsOf(series)?.[granularity].get(bucket)

  const changed = (cells: Cells, granularity: Granularity, bucket: number): void => {
    cells.version++
    version++
    if (granularity === 'day') dayVersions.set(bucket, (dayVersions.get(bucket) ?? 0) + 1)
  }

  const endOf = (granularity: Granularity, bucket: number): number =>
    bucketStart(bucket + 1, granularity, offsetMinutes)

  return {
    get: (series, granularity, bucket) => find(series, granularity, bucket)?.reading,
    floor: (series, granularity, bucket) => find(series, granularity, bucket)?.floor ?? 0,

    getAt(series, granularity, bucket, nowMs) {
      const cell = find(series, granularity, bucket)
      if (!cell) return undefined
      if (cell.wasClosed) return cell.reading
      const endMs = endOf(granularity, bucket)
      const servesUntilMs = nowMs < endMs ? cell.readMs + runningStaleMs : cell.readMs + closingStaleMs
      return Math.min(nowMs, endMs) <= servesUntilMs ? cell.reading : undefined
    },

    isWanted(series, granularity, bucket, { nowMs, lifeMs }) {
      const cell = find(series, granularity, bucket)
      if (!cell) return true
      const endMs = endOf(granularity, bucket)
      if (cell.readMs >= endMs + graceMs) return false
      if (nowMs >= endMs + graceMs) return true
      return nowMs >= endMs && cell.readMs < endMs ? true : nowMs - cell.readMs > lifeMs
    },

    isFinal(series, granularity, bucket) {
      const cell = find(series, granularity, bucket)
      return cell !== undefined && cell.readMs >= cell.endMs + graceMs
    },

    put(id, reading, readMs, keptMs) {
      const { series, granularity, bucket } = id
      const before = id.kept ?? find(series, granularity, bucket)
      if (!before) {
        const cells = cellsOf(series) ?? begin(series)
        const endMs = endOf(granularity, bucket)
        const floor = typeof reading === 'number' ? reading : 0
        const wasClosed = readMs >= endMs
        cells[granularity].set(bucket, { endMs, reading, floor, readMs, wasClosed })
        if (wasClosed) changed(cells, granularity, bucket)
        return false
      }
      if (id.kept === null) id.kept = before
      const isClosed = readMs >= before.endMs
      const isSmaller = isLess(reading, before.floor)
      const stands = isSmaller || before.reading === 'lost' ? larger(before, reading) : reading
      if (isClosed && (stands !== before.reading || !before.wasClosed))
        changed(cellsOf(series)!, granularity, bucket)
      before.reading = stands
      if (typeof reading === 'number' && reading > before.floor) before.floor = reading
      if (isClosed) before.wasClosed = true
      before.readMs = readMs
      return (
        isSmaller && !isExpired(reading, bucketStart(bucket, granularity, offsetMinutes) + keptMs, readMs)
      )
    },

    doubt(startMs, endMs) {
      for (const cells of bySeries.values()) {
        for (const granularity of ['minute', 'hour', 'day'] as const) {
          for (const [bucket, cell] of cells[granularity]) {
            const cellStart = bucketStart(bucket, granularity, offsetMinutes)
            if (cellStart < startMs || cellStart >= endMs) continue
            cell.readMs = Math.min(cell.readMs, cellStart)
            changed(cells, granularity, bucket)
          }
        }
      }
    },

    prune(nowMs) {
      const isCompared = (ms: number): boolean => {
        const age = nowMs - ms
        return age < 2 * widthMs.hour || (age > 22 * widthMs.hour && age < 28 * widthMs.hour)
      }
      for (const [series, cells] of bySeries) {
        const keeps = series === 'total' ? (ms: number) => nowMs - ms < 8 * widthMs.day : isCompared
        for (const bucket of cells.minute.keys()) {
          if (!keeps(bucketStart(bucket, 'minute', offsetMinutes))) cells.minute.delete(bucket)
        }
        const keptMs = series === 'total' ? keptLong : keptOfParts
        for (const granularity of ['hour', 'day'] as const) {
          for (const bucket of cells[granularity].keys()) {
            const ageMs = nowMs - bucketStart(bucket, granularity, offsetMinutes)
            if (ageMs <= keptMs[granularity]) continue
            cells[granularity].delete(bucket)
            changed(cells, granularity, bucket)
          }
        }
      }
    },

    dayVersion: (bucket) => dayVersions.get(bucket) ?? 0,
    version: (series) => (series === undefined ? version : (bySeries.get(series)?.version ?? 0)),
  }
}

function isExpired(reading: Reading, keptUntilMs: number, readMs: number): boolean {
  return reading === null && keptUntilMs <= readMs
}

function isLess(reading: Reading, floor: number): boolean {
  return floor > 0 && (reading === null || (typeof reading === 'number' && reading < floor))
}

/** Of a whole bucket the larger value stands; of one that was still running it is only a lower bound. */
function larger(before: Cell, reading: Reading): Reading {
  if (reading !== null && typeof reading !== 'number') return reading
  return before.wasClosed && typeof before.reading === 'number' ? before.reading : 'lost'
}
