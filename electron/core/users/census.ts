import type { CensusChoice, CensusEstimate, CensusState } from '../../../shared/census.ts'
import { lastCensusAt, nextCensusAt } from '../../../shared/census-time.ts'
import { toAppError } from '../../../shared/errors.ts'
import { isoInstant, widthMs, type Zone } from '../../../shared/time.ts'
import { aloneTurn, type CensusTurn } from '../reports/census-turn.ts'
import type { NewRun } from '../reports/archive-runs.ts'
import type { Parts } from '../stats/parts.ts'
import { provenBeginning } from './beginning.ts'
import { daysToCount } from './census-days.ts'
import { runCensus, type CensusResult } from './census-run.ts'
import type { RunningUsers } from './running-users.ts'
import { keepYoungHeapSmall } from './young-heap.ts'

export interface CensusOptions {
  /** Decides which app may count now. */
  turn?: CensusTurn
  /** Whether one may begin by itself. */
  isScheduled: boolean
  /** The zone and the time (HH:MM) of the daily reports. */
  zone(): Zone
  time(): string
  onState(state: CensusState): void
  /** Told once the users of closed days are kept. */
  onCounted(days: readonly number[]): Promise<void>
}

/** The counting of users of one source: at most one runs. */
export interface Census {
  state(): CensusState
  /** As `state`, with an estimate of what the next one would cost. */
  estimated(): Promise<CensusState>
  /** Begins one behind the answer, where none runs. */
  start(): CensusState
  /** Counts what is to be counted and waits for its end, also for that of one that runs. Errors: those of the source; `cancelled`. */
  run(options: { isAsked: boolean; withRunning: boolean }): Promise<void>
  choose(choice: CensusChoice): CensusState
  /** The running day as the last census found it. */
  running(): RunningUsers | null
  /** Begins the one that is due. */
  tick(): void
  /** Waits for the end of what runs; somebody else ends it. A night's census that is ended so is due again at the next start. */
  stop(): Promise<void>
}

const progressEveryMs = 250
/** After a failure the next try waits so long. */
const retryMs = widthMs.hour
/** Until a census has told: what a server on the same computer shows. */
const usualKeysPerSecond = 40_000

interface Progress {
  state: 'waiting' | 'running'
  waitsFor: CensusState['waitsFor']
  scanned: number
  keys: number | null
  daysFound: number
  startedMs: number
}

/** Counts users, by itself or when asked, and remembers how that went. */
export function createCensus(parts: Parts, options: CensusOptions): Census {
  const { archive, clock, source, log, reader, tasks } = parts
  const { turn = aloneTurn, isScheduled, onState } = options
  let progress: Progress | null = null
  let running: RunningUsers | null = null
  let ends: Promise<CensusResult> | null = null
  let toldMs = 0
  let isStopped = false
  let keysKnown: { keys: number | null; askedMs: number } | null = null

  const nextMs = (): number | null => {
    const { choice, startMinute } = archive.census()
    if (!isScheduled || choice !== 'nightly') return null
    return nextCensusAt(options.zone(), { nowMs: reader.nowMs(), time: options.time(), minutes: startMinute })
  }

  const state = (estimate: CensusEstimate | null = null): CensusState => {
    const ledger = archive.census()
    return {
      state: progress?.state ?? 'idle',
      waitsFor: progress?.waitsFor ?? null,
      choice: ledger.choice,
      scanned: progress?.scanned ?? 0,
      keys: progress?.keys ?? null,
      daysFound: progress?.daysFound ?? 0,
      secondsLeft: progress ? secondsLeft(progress, clock.now()) : null,
      startedAt: instantOf(progress?.startedMs ?? ledger.lastStartedMs),
      lastEndedAt: instantOf(ledger.lastEndedMs),
      lastOutcome: ledger.lastOutcome,
      lastMessage: ledger.lastMessage,
      nextAt: instantOf(nextMs()),
      estimate,
    }
  }

  const tell = (): void => {
    toldMs = clock.now()
    onState(state())
  }

  const keysNow = async (): Promise<number | null> => {
    if (!keysKnown || clock.now() - keysKnown.askedMs > widthMs.minute)
      keysKnown = { keys: (await source.facts()).keys, askedMs: clock.now() }
    return keysKnown.keys
  }

  const estimate = async (): Promise<CensusEstimate> => {
    const keys = await keysNow().catch(() => null)
    const { keysPerSecond } = archive.census()
    const pace = keysPerSecond ?? usualKeysPerSecond
    const limit = parts.rules.scanLimit ?? Number.POSITIVE_INFINITY
    return {
      keys,
      seconds: keys === null ? null : Math.ceil(keys / Math.min(pace, limit)),
      days: daysToCount(parts, { isAsked: false }).length,
    }
  }

  const count = async (
    asked: { isAsked: boolean; withRunning: boolean },
    now: Progress,
  ): Promise<CensusResult> =>
    tasks.run('census', (task) =>
      turn.run(
        async (signal) => {
          now.keys = await keysNow()
          Object.assign(now, { state: 'running', waitsFor: null, startedMs: clock.now() })
          tell()
          archive.saveCensus({ beganDay: await provenBeginning(parts) })
          return runCensus(parts, {
            ...asked,
            signal,
            onProgress({ scanned, daysFound }) {
              now.scanned = Math.min(scanned, now.keys ?? scanned)
              now.daysFound = daysFound
              task.progress(now.scanned, now.keys)
              if (clock.now() - toldMs >= progressEveryMs) tell()
            },
          })
        },
        {
          signal: task.signal,
          onWaiting(isWaiting) {
            Object.assign(now, {
              state: isWaiting ? 'waiting' : 'running',
              waitsFor: isWaiting ? 'other' : null,
            })
            tell()
          },
        },
      ),
    )

  const begin = (
    asked: { isAsked: boolean; withRunning: boolean },
    by: NewRun['by'] = 'hand',
  ): Promise<CensusResult> => {
    const startedMs = clock.now()
    const now: Progress = {
      state: 'waiting',
      waitsFor: null,
      scanned: 0,
      keys: null,
      daysFound: 0,
      startedMs,
    }
    const note = (ended: Pick<NewRun, 'outcome' | 'code' | 'message'>): void => {
      const tookMs = clock.now() - startedMs
      archive.noteRun({ kind: 'census', by, startedMs, tookMs, count: now.scanned, ...ended })
    }
    archive.saveCensus({ lastStartedMs: startedMs })
    progress = now
    const letHeapGrow = keepYoungHeapSmall()
    const ended = count(asked, now)
      .then(async (result) => {
        const { keysPerSecond } = result
        archive.saveCensus({
          lastOutcome: 'done',
          lastMessage: null,
          ...(keysPerSecond ? { keysPerSecond } : {}),
        })
        note({ outcome: 'done' })
        running = result.running ?? running
        if (result.days.length > 0) await options.onCounted(result.days)
        return result
      })
      .catch((error: unknown) => {
        const { code, message } = toAppError(error)
        if (code === 'internal') log.error('The census of users failed.', error)
        note(code === 'cancelled' ? { outcome: 'cancelled' } : { outcome: 'failed', code, message })
        archive.saveCensus({
          lastOutcome: code === 'cancelled' ? 'cancelled' : 'failed',
          lastMessage: code === 'cancelled' ? null : message,
        })
        throw error
      })
      .finally(() => {
        letHeapGrow()
        progress = null
        ends = null
        if (!isStopped) archive.saveCensus({ lastEndedMs: clock.now() })
        parts.catalogue.save(clock.now())
        tell()
      })
    ends = ended
    tell()
    return ended
  }

  const behind = (asked: { isAsked: boolean; withRunning: boolean }, by: NewRun['by'] = 'hand'): void => {
    begin(asked, by).catch((error: unknown) => log.info(`The census of users ended early: ${String(error)}`))
  }

  return {
    state: () => state(),
    estimated: async () => state(await estimate()),
    start() {
      if (!ends) behind({ isAsked: true, withRunning: true })
      return state()
    },
    async run(asked) {
      // One that runs may have begun before the days that are wanted now had closed.
      await ends?.catch(() => undefined)
      const isWanted = asked.withRunning || daysToCount(parts, asked).length > 0
      if (isWanted) await begin(asked)
    },
    choose(choice) {
      archive.saveCensus({ choice, chosenMs: clock.now() })
      tell()
      return state()
    },
    running: () => running,
    tick() {
      const ledger = archive.census()
      if (ends || isStopped || !isScheduled || ledger.choice !== 'nightly') return
      const nowMs = reader.nowMs()
      const due = lastCensusAt(options.zone(), { nowMs, time: options.time(), minutes: ledger.startMinute })
      // One that did not come to its end, since the program ended before, is no try.
      const hasEnded = (ledger.lastEndedMs ?? 0) >= (ledger.lastStartedMs ?? 0)
      const since = Math.max(hasEnded ? (ledger.lastStartedMs ?? 0) : 0, ledger.chosenMs ?? 0)
      const isRetry =
        ledger.lastOutcome === 'failed' && Math.abs(clock.now() - (ledger.lastEndedMs ?? 0)) >= retryMs
      if (due <= since && !isRetry) return
      if (daysToCount(parts, { isAsked: false }).length > 0)
        behind({ isAsked: false, withRunning: false }, 'schedule')
    },
    async stop() {
      isStopped = true
      await ends?.catch(() => undefined)
    },
  }
}

function secondsLeft({ state, scanned, keys, startedMs }: Progress, nowMs: number): number | null {
  if (state !== 'running' || keys === null || scanned === 0) return null
  return Math.max(0, Math.ceil((((nowMs - startedMs) / scanned) * (keys - scanned)) / 1_000))
}

function instantOf(ms: number | null): string | null {
  return ms === null ? null : isoInstant(ms)
}
