import type { Granularity } from '../../../shared/api.ts'
import type { Counters, Reading, SeriesId } from '../../../shared/counters.ts'
import { bucketStart } from '../../../shared/time.ts'
import type { CellId, Memory } from './memory.ts'

export interface CountersOptions {
  memory: Memory
  nowMs: number
  /** How long readings of buckets that may still grow serve. */
  lifeMs: number
  offsetMinutes: number
  retentionMs: Record<Granularity, number>
  firstDay: number | null
  addsUp: Counters['addsUp']
}

/** The memory as the rules see it, and the cells that an answer asked for and that should be read (again). */
export interface WantingCounters extends Counters {
  wants(): CellId[]
  /** How many they are so far. */
  wanted(): number
  /** The latest reading of a cell that takes turns, however old while its bucket runs and not every figure is waited for. */
  latest(series: SeriesId, granularity: Granularity, bucket: number): Reading | undefined
  /** Cells that read as missing where their sum falls short. */
  suspects(): CellId[]
}

/** A view of the memory at one instant that notes what is missing, in the order in which it was asked for. */
export function countersOf({ memory, lifeMs, ...rest }: CountersOptions): WantingCounters {
  const wanted = new Map<string, CellId>()
  const short = new Map<string, CellId[]>()
  const { nowMs } = rest
  const firstMs = rest.firstDay === null ? null : bucketStart(rest.firstDay, 'day', rest.offsetMinutes)
  /** Of nothing before the first counter need anything be asked: it is unknown, whatever is there. */
  const isBeforeFirst = (granularity: Granularity, bucket: number): boolean =>
    firstMs !== null && bucketStart(bucket, granularity, rest.offsetMinutes) < firstMs
  const askFor = (cell: CellId, servesMs: number): void => {
    const { series, granularity, bucket } = cell
    if (!memory.isWanted(series, granularity, bucket, { nowMs, lifeMs: servesMs })) return
    const id = `${granularity}:${bucket}:${series}`
    if (!wanted.has(id)) wanted.set(id, cell)
  }
  return {
    ...rest,
    sums: new Map(),
    get(series, granularity, bucket) {
      if (isBeforeFirst(granularity, bucket)) return null
      askFor({ series, granularity, bucket }, lifeMs)
      return memory.getAt(series, granularity, bucket, nowMs)
    },
    latest(series, granularity, bucket) {
      askFor({ series, granularity, bucket }, lifeMs === 0 ? 0 : Number.POSITIVE_INFINITY)
      return memory.get(series, granularity, bucket)
    },
    floor: (series, granularity, bucket) => memory.floor(series, granularity, bucket),
    fallsShort(series, granularity, first, count) {
      const id = `${granularity}:${first}:${series}`
      if (short.has(id)) return
      const cells = Array.from({ length: count }, (_, i): CellId => ({
        series,
        granularity,
        bucket: first + i,
      }))
      short.set(
        id,
        cells.filter(({ bucket }) => memory.get(series, granularity, bucket) === null),
      )
    },
    suspects: () => [...short.values()].flat(),
    wants: () => [...wanted.values()],
    wanted: () => wanted.size,
  }
}
