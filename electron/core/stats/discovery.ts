import { AppError } from '../../../shared/errors.ts'
import type { DiscoveryReason, DiscoveryState } from '../../../shared/figures.ts'
import { createKeyParser, globEscape, indexKey } from '../../../shared/keys.ts'
import { nameFromText } from '../../../shared/names.ts'
import { isoInstant } from '../../../shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Archive } from '../reports/archive.ts'
import type { Source } from '../source/source.ts'
import type { Catalogue, NameKind } from './catalogue.ts'
import type { DayBalance } from './conservation.ts'
import { isWorthALook, mayLookAt, nextAllowedMs, unexplainedOf } from './discovery-rules.ts'
import { pacedScan } from './paced-scan.ts'
import type { ScanGate } from './scan-gate.ts'

export interface DiscoveryDeps {
  source: Source
  archive: Archive
  catalogue: Catalogue
  clock: Clock
  /** One scan runs at a time. */
  gate: ScanGate
  /** As a connection limits it at present; null for its own pace alone. */
  mostKeysPerSecond(): number | null
  /** Reads the day's counters of all known names and gives the balance; null where the total is unknown. */
  measure(kind: NameKind, day: number): Promise<DayBalance | null>
  onState(state: DiscoveryState): void
}

/** Looks for endpoints and statuses among the keys, when the sums say that some are unknown. */
export interface Discovery {
  state(day: number): DiscoveryState
  /** Whether the balances of a day call for a look, whatever the time. */
  isNeeded(kind: NameKind, day: number, balance: DayBalance): boolean
  /** Calls of a day that the last discovery could not lay to a name. */
  unexplained(kind: NameKind, day: number): number
  isRunning(): boolean
  /** Whether one may start by itself now. */
  isAllowed(): boolean
  /** Whether none ever ran and no endpoint is known. */
  isFirst(): boolean
  /** Looks at the index and, where that does not explain the days, at every key. One runs at a time: a second call waits for it. */
  run(days: number[], reason: DiscoveryReason): Promise<void>
  cancel(): void
  /** Cancels and waits until what was found is kept. */
  stop(): Promise<void>
}

const kinds = ['api', 'status'] as const
const progressEveryMs = 250

export function createDiscovery(deps: DiscoveryDeps): Discovery {
  const { source, archive, catalogue, clock } = deps
  const ledger = archive.discovery()
  let running: {
    abort: AbortController
    done: Promise<void>
    reason: DiscoveryReason
    startedMs: number
  } | null = null
  let progress = { scanned: 0, keys: null as number | null, found: 0 }

  const state: Discovery['state'] = (day) => {
    const allowedMs = nextAllowedMs(ledger)
    return {
      state: running ? 'running' : 'idle',
      ...progress,
      reason: running ? running.reason : ledger.lastReason,
      startedAt: instantOf(running ? running.startedMs : ledger.lastStartedMs),
      lastEndedAt: instantOf(ledger.lastEndedMs),
      lastOutcome: ledger.lastOutcome,
      lastFound: ledger.lastFound,
      unexplained: ledger.lastEndedMs === null ? null : unexplainedOf(ledger, 'api', day),
      nextAllowedAt: instantOf(allowedMs),
    }
  }

  const balancesOf = async (
    days: number[],
  ): Promise<{ kind: NameKind; day: number; balance: DayBalance }[]> => {
    const found = []
    for (const day of days) {
      for (const kind of kinds) {
        const balance = await deps.measure(kind, day)
        if (balance) found.push({ kind, day, balance })
      }
    }
    return found
  }

  const fromIndex = async (): Promise<number> => {
    let added = 0
    for (const kind of kinds) {
      const members = await source.index(indexKey(source.info.prefix, kind))
      if (members)
        added += catalogue.add(
          kind,
          members.map(({ name }) => name),
        )
    }
    return added
  }

  const fromKeys = async (days: number[], signal: AbortSignal): Promise<number> => {
    const parse = createKeyParser(source.info.prefix)
    let added = 0
    let toldMs = 0
    progress = { ...progress, keys: (await source.facts()).keys }
    await pacedScan({
      source,
      clock,
      signal,
      mostKeysPerSecond: deps.mostKeysPerSecond,
      // Endpoints and statuses of days, and not the users, who may be millions.
      match: `${globEscape(source.info.prefix)}:day:*:[as]*:*`,
      onKeys(keys) {
        for (const key of keys) {
          const counter = parse(key)
          if (!counter || counter.granularity !== 'day') continue
          const { series } = counter
          if (series.kind === 'api' || series.kind === 'status') {
            added += catalogue.add(series.kind, [series.name])
          }
        }
      },
      onProgress(scanned) {
        progress = { ...progress, scanned: Math.min(scanned, progress.keys ?? scanned), found: added }
        if (clock.now() - toldMs < progressEveryMs) return
        toldMs = clock.now()
        deps.onState(state(days.at(-1) ?? 0))
      },
    })
    return added
  }

  const look = async (
    days: number[],
    { signal, reason, startedMs }: { signal: AbortSignal; reason: DiscoveryReason; startedMs: number },
  ): Promise<void> => {
    const known = { api: catalogue.names('api').length, status: catalogue.names('status').length }
    let found = 0
    let outcome: 'done' | 'cancelled' | 'failed' = 'failed'
    try {
      found += await fromIndex()
      const isShort = async (): Promise<boolean> =>
        (await balancesOf(days)).some(({ balance }) => balance.missing >= 1) ||
        catalogue.names('api').length === 0
      if (await isShort()) {
        found += await deps.gate.run(
          // The scan that it waited for may have found what is missing.
          async ({ hasWaited }) => (hasWaited && !(await isShort()) ? 0 : fromKeys(days, signal)),
          signal,
        )
      }
      outcome = 'done'
    } catch (error) {
      if (signal.aborted) outcome = 'cancelled'
      else throw error
    } finally {
      ledger.lastStartedMs = startedMs
      ledger.lastEndedMs = clock.now()
      ledger.lastReason = reason
      ledger.lastOutcome = outcome
      ledger.lastFound = {
        endpoints: catalogue.names('api').length - known.api,
        statuses: catalogue.names('status').length - known.status,
      }
      ledger.fruitlessRuns = found > 0 ? 0 : ledger.fruitlessRuns + 1
      catalogue.save(clock.now())
      archive.saveDiscovery(ledger)
    }
    if (outcome !== 'done') return
    const left = (await balancesOf(days)).map(({ kind, day, balance }) => ({
      kind,
      day,
      calls: balance.missing,
    }))
    const isNewer = (entry: { kind: NameKind; day: number }): boolean =>
      left.some((newer) => newer.kind === entry.kind && newer.day === entry.day)
    ledger.unexplained = [...ledger.unexplained.filter((entry) => !isNewer(entry)), ...left]
    archive.saveDiscovery(ledger)
  }

  const cancel = (): void =>
    running?.abort.abort(new AppError('cancelled', 'The search for endpoints was cancelled.'))

  return {
    state,
    isNeeded: (kind, day, balance) => {
      // Services that count no statuses at all are searched for them once a day, not for ever.
      const hasLooked = ledger.unexplained.some((entry) => entry.kind === kind && entry.day === day)
      if (kind === 'status' && catalogue.names('status').length === 0 && hasLooked) return false
      return isWorthALook(ledger, kind, day, balance)
    },
    unexplained: (kind, day) => unexplainedOf(ledger, kind, day),
    isRunning: () => running !== null,
    isFirst: () => ledger.lastEndedMs === null && catalogue.names('api').length === 0,
    isAllowed: () => running === null && mayLookAt(ledger, clock.now()),
    run(days, reason) {
      if (running) return running.done
      const abort = new AbortController()
      progress = { scanned: 0, keys: null, found: 0 }
      const day = days.at(-1) ?? 0
      const startedMs = clock.now()
      const done = look(days, { signal: abort.signal, reason, startedMs }).finally(() => {
        running = null
        deps.onState(state(day))
      })
      running = { abort, done, reason, startedMs }
      deps.onState(state(day))
      return done
    },
    cancel,
    stop: async () => {
      const last = running?.done
      cancel()
      await last?.catch(() => undefined)
    },
  }
}

function instantOf(ms: number | null): string | null {
  return ms === null ? null : isoInstant(ms)
}

/** Endpoint names in the `api_breakdown` of stored daily reports. */
export function namesInReport(text: string | null): string[] {
  if (text === null) return []
  try {
    const report: unknown = JSON.parse(text)
    const breakdown =
      typeof report === 'object' && report !== null ? Reflect.get(report, 'api_breakdown') : null
    const isObject = typeof breakdown === 'object' && breakdown !== null && !Array.isArray(breakdown)
    return isObject ? Object.keys(breakdown).map(nameFromText) : []
  } catch {
    return []
  }
}
