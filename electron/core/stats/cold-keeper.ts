import { widthMs, type LocalDay, type Zone } from '../../../shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { ColdPart } from '../reports/archive-cold.ts'
import { coldUnits, touches, type ColdUnit } from './cold-plan.ts'
import { keysOf, takeUnits, type ColdTaking } from './cold-take.ts'
import { chunkKeys, type Reader } from './reader.ts'

/** Copies closed hours, days and minutes into the archive before Redis drops them. */
export interface ColdKeeper {
  /** One reading of at most 1,000 keys, at most once a minute: what Redis drops first comes first. */
  tick(): Promise<void>
  /** Takes all of a closed day, behind the answers; `settled` tells when. */
  takeDay(day: LocalDay): void
  settled(): Promise<void>
  /** Another file took the place of the archive: what it lacks is taken again. */
  readAgain(): void
  stop(): Promise<void>
}

export interface ColdKeeperDeps extends Omit<ColdTaking, 'reader'> {
  reader: Reader
  clock: Clock
  log: Log
  offsetMinutes: number
  /** The report zone; null where none was chosen. */
  zone(): Zone | null
  /** Sample data are made anew each time, so nothing of them need be kept. */
  isSample: boolean
}

type Span = Pick<LocalDay, 'startMs' | 'endMs'>

/** So that the server is left to others between two readings of a day that is taken at once. */
const restMs = 5
/** Keys of a day that is taken at once and written together. */
const mostKeys = 50_000

export function createColdKeeper(deps: ColdKeeperDeps): ColdKeeper {
  const { reader, catalogue, cold, clock, log, offsetMinutes } = deps
  const ending = new AbortController()
  const tried = new Map<string, number>()
  let job: AsyncGenerator<void, void> | null = null
  let tickedMs = Number.NEGATIVE_INFINITY
  let spans: Span[] = []
  let behind: Promise<void> | null = null

  /** What did not add up is taken again once more names are known. */
  const isTaken = (part: ColdPart, bucket: number): boolean => {
    const mark = cold.mark(part, bucket)
    if (!mark || mark.isOutdated) return false
    const isJudged = part === 'hour' || part === 'day'
    return !isJudged || mark.areApisWhole || tried.get(`${part}:${bucket}`) === catalogue.version()
  }

  const begin = (span: Span | null): AsyncGenerator<void, void> | null => {
    const nowMs = reader.nowMs()
    const { retentionMs, firstDay } = reader.counters(nowMs)
    if (deps.isSample) return null
    cold.saveOutdated()
    const all = coldUnits({ nowMs, offsetMinutes, retentionMs, firstDay, zone: deps.zone(), isTaken })
    const units = span
      ? together(
          all.filter((unit) => touches(unit, span, offsetMinutes)),
          mostKeys,
        )
      : together(all, chunkKeys)
    if (units.length === 0) return null
    for (const { part, bucket } of units) tried.set(`${part}:${bucket}`, catalogue.version())
    return takeUnits(deps, units)
  }

  /** As many units as so many keys hold, at least one; an edge alone. What is taken together is written once. */
  const together = (units: readonly ColdUnit[], most: number): ColdUnit[] => {
    const some: ColdUnit[] = []
    let keys = 0
    for (const unit of units) {
      keys += keysOf(catalogue, unit)
      if (some.length > 0 && (keys > most || unit.part === 'edge')) break
      some.push(unit)
      if (unit.part === 'edge') break
    }
    return some
  }

  /** One reading; false where nothing is left to take. */
  const step = async (span: Span | null): Promise<boolean> => {
    job ??= begin(span)
    if (!job) return false
    try {
      if ((await job.next()).done) job = null
      return true
    } catch (error) {
      job = null
      throw error
    }
  }

  const takeAll = async (): Promise<void> => {
    try {
      for (let span = spans[0]; span; span = spans[0]) {
        while (await step(span)) await clock.sleep(restMs, ending.signal)
        spans.shift()
      }
    } catch (error) {
      spans = []
      if (!ending.signal.aborted) log.info(`The archiving of a day waits: ${String(error)}`)
    }
  }

  /** One at a time, in the order in which they came. */
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    const mine: Promise<void> = (behind ?? Promise.resolve())
      .catch(() => undefined)
      .then(work)
      .then(() => undefined)
      .finally(() => {
        if (behind === mine) behind = null
      })
    behind = mine
    return mine
  }

  return {
    async tick() {
      if (behind || ending.signal.aborted || clock.now() - tickedMs < widthMs.minute) return
      tickedMs = clock.now()
      await inTurn(() => step(null))
    },
    takeDay(day) {
      spans.push(day)
      if (spans.length === 1) void inTurn(takeAll)
    },
    settled: async () => {
      while (behind) await behind.catch(() => undefined)
    },
    readAgain() {
      tried.clear()
      cold.readAgain()
    },
    async stop() {
      ending.abort(new Error('The source was left.'))
      await behind?.catch(() => undefined)
    },
  }
}
