import type { Parts } from '../stats/parts.ts'
import type { ScanTurn } from '../stats/scan-gate.ts'
import { daysToCount, totalsNow } from './census-days.ts'
import { censusPass } from './census-pass.ts'
import { countRunning } from './count-running.ts'
import { createDayTally, type DayTally } from './day-tally.ts'
import { mergeDay } from './merge-day.ts'
import type { RunningUsers } from './running-users.ts'
import { runningDay } from './user-dates.ts'
import { createUserHash } from './user-hash.ts'

export interface CensusRun {
  signal: AbortSignal
  /** Whether a person asked: then days are looked at again whose users did not explain all calls. */
  isAsked: boolean
  /** Whether the running day is counted too. */
  withRunning: boolean
  onProgress(progress: { scanned: number; daysFound: number }): void
}

/** What a census came to. */
export interface CensusResult {
  /** Closed days that it counted, oldest first. */
  days: number[]
  running: RunningUsers | null
  /** Keys that it looked at in a second. */
  keysPerSecond: number | null
}

/**
 * Counts the users of all days that are to be counted in one look at the keys; where they do not add up to the calls of a day, in
 * one more. Then each day is kept, the oldest first.
 */
export async function runCensus(parts: Parts, run: CensusRun): Promise<CensusResult> {
  const { signal, isAsked, withRunning } = run
  const days = daysToCount(parts, { isAsked })
  const today = runningDay(parts)
  const wanted = withRunning ? [...days, today] : days
  if (wanted.length === 0) return { days, running: null, keysPerSecond: null }
  const { tallies, keysPerSecond } = await parts.scanGate.run(
    (turn) => look(parts, wanted, { ...run, turn }),
    signal,
  )
  const totals = await totalsNow(parts, wanted)
  const rest = restsOf(parts, signal)
  for (const day of days) {
    await mergeDay(tallies.get(day)!, totals.get(day) ?? null, {
      archive: parts.archive,
      nowMs: parts.reader.nowMs(),
      rest,
    })
    tallies.delete(day)
  }
  const running = withRunning
    ? await countRunning(parts.archive, tallies.get(today)!, { total: totals.get(today) ?? null, rest })
    : null
  return { days, running, keysPerSecond }
}

async function look(
  parts: Parts,
  days: number[],
  { turn, signal, onProgress }: CensusRun & { turn: ScanTurn },
): Promise<{ tallies: Map<number, DayTally>; keysPerSecond: number | null }> {
  const { clock, archive } = parts
  const hash = createUserHash(archive.userKey())
  const tallies = new Map(days.map((day) => [day, createDayTally(day, hash)]))
  const startedMs = clock.now()
  let scanned = 0
  const pass = (of: readonly number[]): Promise<void> => {
    const wanted = new Set(of)
    return censusPass(parts, {
      days: of,
      tallyOf: (day) => (wanted.has(day) ? tallies.get(day)! : null),
      turn,
      signal,
      onProgress(keys) {
        scanned = keys
        onProgress({ scanned: keys, daysFound: daysFound(tallies) })
      },
    })
  }

  await pass(days)
  const tookMs = clock.now() - startedMs
  const short = await shortOf(parts, tallies, signal)
  // Where no user of a day has a key, the services count none.
  const again = short.filter(({ hasKeys }) => hasKeys()).map(({ day }) => day)
  if (again.length > 0) {
    await pass(again)
    for (const tally of await shortOf(parts, tallies, signal)) await askTypes(parts, tally)
  }
  return { tallies, keysPerSecond: tookMs > 0 ? (scanned / tookMs) * 1_000 : null }
}

/** The closed days whose users do not add up to their calls, as they stand now. */
async function shortOf(
  parts: Parts,
  tallies: ReadonlyMap<number, DayTally>,
  signal: AbortSignal,
): Promise<DayTally[]> {
  const rest = restsOf(parts, signal)
  for (const { users } of tallies.values()) for (const _part of users.settle()) await rest()
  const totals = await totalsNow(parts, [...tallies.keys()])
  const today = runningDay(parts)
  return [...tallies.values()].filter(({ day, users }) => day !== today && users.calls() !== totals.get(day))
}

async function askTypes({ source }: Parts, tally: DayTally): Promise<void> {
  const keys = tally.missing()
  if (keys.length === 0) return
  const types = await source.types(keys)
  keys.forEach((key, i) => {
    const type = types[i] ?? null
    if (type !== null && type !== 'string') tally.mistyped(key)
  })
}

function daysFound(tallies: ReadonlyMap<number, DayTally>): number {
  let found = 0
  for (const { hasKeys } of tallies.values()) if (hasKeys()) found++
  return found
}

/** Lets others have their turn. Rejects with the signal's reason. */
function restsOf({ clock }: Parts, signal: AbortSignal): () => Promise<void> {
  return () => clock.sleep(0, signal)
}
