import type { Granularity } from '../../../shared/api.ts'
import type { Counters } from '../../../shared/counters.ts'
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
  /** Cells that read as missing where their sum falls short. */
  suspects(): CellId[]
}

/** A view of the memory at one instant that notes what is missing, in the order in which it was asked for. */
export function countersOf({ memory, lifeMs, ...rest }: CountersOptions): WantingCounters {
  const wanted = new Map<string, CellId>()
  const short = new Map<string, CellId[]>()
  return {
    ...rest,
    sums: new Map(),
    get(series, granularity, bucket) {
      if (memory.isWanted(series, granularity, bucket, { nowMs: rest.nowMs, lifeMs })) {
        const id = `${granularity}:${bucket}:${series}`
        if (!wanted.has(id)) wanted.set(id, { series, granularity, bucket })
      }
      return memory.getAt(series, granularity, bucket, rest.nowMs)
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
