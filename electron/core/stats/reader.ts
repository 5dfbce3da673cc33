import type { Granularity } from '../../../shared/api.ts'
import { counterKey, type Series } from '../../../shared/keys.ts'
import { widthMs } from '../../../shared/time.ts'
import type { Clock } from '../clock.ts'
import { readGently } from '../source/gentle-read.ts'
import type { Reading, ReadResult, Source } from '../source/source.ts'
import type { AskLimit, Conservation } from './conservation.ts'
import { countersOf, type WantingCounters } from './counters-of.ts'
import { keyIssue, type Issues } from './issues.ts'
import { glanceLifeMs, type CellId, type Memory } from './memory.ts'

/** Keys of one command, so that no reading holds the server for long. */
export const chunkKeys = 1_000
/** Rounds in which an answer may ask for more cells because of those that it got. */
const maxRounds = 8

export interface ReaderDeps {
  source: Source
  memory: Memory
  issues: Issues
  clock: Clock
  /** An instant that stands in for the server's clock. */
  testNowMs: number | undefined
  retentionMs: Record<Granularity, number>
  firstDay: () => number | null
  addsUpFor: Conservation['addsUpFor']
}

/** How cells are read: `isGentle` in small slices with rests, for work that nobody waits for. */
export interface LoadOptions {
  signal?: AbortSignal | undefined
  onRead?: ((keys: number) => void) | undefined
  isGentle?: boolean
}

/** Reads cells of counters into the memory, and answers questions out of it. */
export interface Reader {
  /** Now by the server's clock as it was last seen, this computer's where the account may not ask. */
  nowMs(): number
  clockKind(): 'server' | 'computer' | 'test'
  /** Takes over the clock of a reading; gives back its instant. */
  heard(result: ReadResult, askedMs: number): number
  /** Keeps one reading and what is wrong with it. */
  keep(cell: CellId, reading: Reading, readMs: number): void
  /** Asks the type of cells that read as missing: MGET shows a key of another type so. */
  checkTypes(cells: CellId[]): Promise<void>
  /** As `checkTypes`, for at most 1,000 of them and once an hour for each; true where one is of another type. */
  checkSuspects(cells: CellId[]): Promise<boolean>
  /** Reads at most 1,000 cells without keeping them: their readings in the same order, and when that was. */
  read(
    cells: readonly CellId[],
    options?: Omit<LoadOptions, 'onRead'>,
  ): Promise<{ readings: Reading[]; readMs: number }>
  /** Reads cells in chunks, in their order; tells how many each chunk had. */
  load(cells: CellId[], options?: LoadOptions): Promise<void>
  /** The rules' view of the memory at an instant; readings of buckets that may still grow serve for `lifeMs`. */
  counters(nowMs: number, lifeMs?: number): WantingCounters
  /**
   * An answer for which everything that it asks for is read first, but for the days that a limit leaves out; running buckets may
   * be `lifeMs` old.
   */
  answer<T>(
    compute: (counters: WantingCounters) => T | Promise<T>,
    nowMs?: number,
    options?: LoadOptions & { lifeMs?: number; limit?: AskLimit },
  ): Promise<T>
}

export function createReader(deps: ReaderDeps): Reader {
  const { source, memory, issues, clock } = deps
  const { prefix, bucketOffsetMinutes: offsetMinutes } = source.info
  const mistyped = new Set<string>()
  const suspected = { hour: 0, keys: new Set<string>() }
  let aheadMs = 0
  let isServerClock = true

  const nowMs = (): number => deps.testNowMs ?? clock.now() + aheadMs

  const heard: Reader['heard'] = (result, askedMs) => {
    isServerClock = result.serverMs !== null
    if (result.serverMs === null) issues.raise('clock', noServerClock)
    else {
      issues.clear('clock')
      aheadMs = result.serverMs - askedMs
    }
    return deps.testNowMs ?? result.serverMs ?? askedMs
  }

  const keep: Reader['keep'] = (cell, read, readMs) => {
    const isMistyped = mistyped.size > 0 && mistyped.has(keyOf(prefix, cell))
    if (isMistyped && read !== null) mistyped.delete(keyOf(prefix, cell))
    const reading = isMistyped && read === null ? 'wrong_type' : read
    const hasLess = memory.put(cell, reading, readMs, deps.retentionMs[cell.granularity])
    if (typeof reading !== 'string' && !issues.nameKeys() && !hasLess) return
    const key = keyOf(prefix, cell)
    if (typeof reading === 'string') issues.raiseKey(key, keyIssue(reading, key))
    else issues.clearKey(key)
    if (!hasLess) return
    issues.raise('lost', {
      code: 'lost_counts',
      message: `Redis lost counts: ${key} was larger before. The larger figure stands as a lower bound where its bucket was still running.`,
      key,
      params: { key },
    })
  }

  const read: Reader['read'] = async (cells, { signal, isGentle = false } = {}) => {
    const keysOf = (isTotal: boolean): string[] =>
      cells.filter(({ series }) => (series === 'total') === isTotal).map((cell) => keyOf(prefix, cell))
    const askedMs = clock.now()
    const request = { totals: keysOf(true), parts: keysOf(false) }
    const result = await (isGentle ? readGently(source, request, { clock, signal }) : source.read(request))
    const readMs = heard(result, askedMs)
    const [totals, parts] = [result.totals.values(), result.parts.values()]
    const readings = cells.map(({ series }) => (series === 'total' ? totals : parts).next().value ?? null)
    return { readings, readMs }
  }

  const load: Reader['load'] = async (cells, { signal, onRead, isGentle = false } = {}) => {
    for (let i = 0; i < cells.length; i += chunkKeys) {
      signal?.throwIfAborted()
      if (i > 0) await clock.sleep(2, signal)
      const chunk = cells.slice(i, i + chunkKeys)
      const { readings, readMs } = await read(chunk, { signal, isGentle })
      chunk.forEach((cell, at) => keep(cell, readings[at] ?? null, readMs))
      onRead?.(chunk.length)
    }
  }

  const checkTypes: Reader['checkTypes'] = async (cells) => {
    for (let i = 0; i < cells.length; i += chunkKeys) {
      const chunk = cells.slice(i, i + chunkKeys)
      const types = await source.types(chunk.map((cell) => keyOf(prefix, cell)))
      chunk.forEach((cell, at) => {
        const type = types[at]
        if (type === null || type === undefined || type === 'string') return
        mistyped.add(keyOf(prefix, cell))
        keep(cell, null, nowMs())
      })
    }
  }

  const checkSuspects: Reader['checkSuspects'] = async (cells) => {
    if (cells.length === 0) return false
    const hour = Math.floor(nowMs() / widthMs.hour)
    if (suspected.hour !== hour) Object.assign(suspected, { hour, keys: new Set() })
    const fresh = cells.filter((cell) => !suspected.keys.has(keyOf(prefix, cell))).slice(0, chunkKeys)
    for (const cell of fresh) suspected.keys.add(keyOf(prefix, cell))
    await checkTypes(fresh)
    return fresh.some((cell) => mistyped.has(keyOf(prefix, cell)))
  }

  const counters = (at: number, lifeMs = glanceLifeMs, limit?: AskLimit): WantingCounters => {
    const view = countersOf({
      memory,
      nowMs: at,
      lifeMs,
      offsetMinutes,
      retentionMs: deps.retentionMs,
      firstDay: deps.firstDay(),
      addsUp: (kind, day) => addsUp(kind, day),
    })
    const addsUp = deps.addsUpFor(view, limit)
    return view
  }

  return {
    nowMs,
    clockKind: () => (deps.testNowMs !== undefined ? 'test' : isServerClock ? 'server' : 'computer'),
    heard,
    keep,
    checkTypes,
    checkSuspects,
    read,
    load,
    counters,
    async answer(compute, at = nowMs(), { lifeMs = 0, limit, ...loading } = {}) {
      for (let round = 0; round < maxRounds; round++) {
        const view = counters(at, lifeMs, limit)
        const result = await compute(view)
        const wants = view.wants()
        if (wants.length > 0) await load(wants, loading)
        else if (!(await checkSuspects(view.suspects()))) return result
      }
      return compute(counters(at, lifeMs, limit))
    },
  }
}

/** The key of a cell. */
export function keyOf(prefix: string, { series, granularity, bucket }: CellId): string {
  return counterKey(prefix, granularity, bucket, seriesOf(series))
}

function seriesOf(series: string): Series {
  if (series === 'total') return { kind: 'total' }
  const marker = series.indexOf(':')
  return { kind: series.slice(0, marker) as 'api' | 'status' | 'user', name: series.slice(marker + 1) }
}

const noServerClock = {
  code: 'no_server_clock',
  message: "The account may not ask the server's clock (TIME), so this computer's clock decides what is now.",
} as const
