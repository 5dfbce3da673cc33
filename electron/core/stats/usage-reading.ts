import { AppError } from '../../../shared/errors.ts'
import { unknown, type Counters, type Figure } from '../../../shared/counters.ts'
import type { Issue } from '../../../shared/figures.ts'
import { periodOf, type DaySpan, type Period } from '../../../shared/period.ts'
import { rangeFigure } from '../../../shared/range.ts'
import { bucketAt } from '../../../shared/time.ts'
import { mostColumnCells } from './columns.ts'
import type { WantingCounters } from './counters-of.ts'
import { discoverFor } from './discover-for.ts'
import type { CellId } from './memory.ts'
import type { Parts } from './parts.ts'
import type { TaskRun } from './tasks.ts'

/** One endpoint in a period and in the whole period before. */
export interface UsageRow {
  endpoint: string
  figure: Figure
  before: Figure
}

/** What the endpoints of a source came to in a period, all from one reading. */
export interface UsageReading {
  atMs: number
  period: Period
  /** The day buckets that period and period before touch. */
  days: number[]
  total: Figure
  comparable: Figure
  previous: Figure
  /** The calls of the period's day buckets and those of them that endpoints explain. */
  explained: { total: number; explained: number } | null
  rows: UsageRow[]
  issues: Issue[]
}

/** Running counters of endpoints that are not live are read anew after so long. */
export const usageLifeMs = 30_000
/** Endpoints that are worked out in one go, so that others get their turn between. */
const sliceSize = 500

/** Reads the days of all endpoints, closed ones once, and works out every row. Errors: `too_large`. */
export async function readUsage(
  parts: Parts,
  { period, atMs, isComplete, run }: { period: Period; atMs: number; isComplete: boolean; run: TaskRun },
): Promise<UsageReading> {
  const { reader, catalogue, clock } = parts
  const { signal } = run
  const { compared } = period
  const present = wholeOf(period)
  const before = wholeOf(period.previous)
  const days = dayBuckets({ ...period, startMs: period.previous.startMs }, atMs, parts.offsetMinutes)
  const ofPeriod = dayBuckets(period, atMs, parts.offsetMinutes)
  const lifeMs = isComplete ? 0 : usageLifeMs
  const { onRead } = await loadDays(parts, { days, atMs, lifeMs, run })
  const issues = isComplete ? await discoverFor(parts, ofPeriod, ['api']) : lookBehind(parts, ofPeriod, atMs)
  const viewed = addingUpOnce()

  const rows: UsageRow[] = []
  // A discovery may have found names: the list is taken only now.
  const names = catalogue.names('api')
  for (let from = 0; from < names.length; from += sliceSize) {
    if (from > 0) await clock.sleep(0, signal)
    const slice = names.slice(from, from + sliceSize)
    const compute = (counters: WantingCounters): UsageRow[] => {
      const view = viewed(counters)
      return slice.map((endpoint) => ({
        endpoint,
        figure: rangeFigure(view, `api:${endpoint}`, present),
        before: rangeFigure(view, `api:${endpoint}`, before),
      }))
    }
    rows.push(...(await reader.answer(compute, atMs, { lifeMs, signal, onRead })))
  }
  const totals = await reader.answer(
    (counters) => ({
      total: rangeFigure(counters, 'total', present),
      comparable: compared ? rangeFigure(counters, 'total', compared.present) : unknown('expired'),
      previous: compared ? rangeFigure(counters, 'total', compared.previous) : unknown('expired'),
      explained: explainedOf(parts, counters, ofPeriod),
    }),
    atMs,
    { lifeMs, signal, onRead },
  )
  return { atMs, period, days, ...totals, rows, issues: [...issues, ...balanceIssues(totals.explained)] }
}

/** The period that is asked for, at an instant. */
export function periodAt(
  { reader, zoneOf, offsetMinutes }: Parts,
  { from, to, zone }: { from: string | null; to: string | null; zone: string },
  nowMs: number,
): Period {
  const { retentionMs } = reader.counters(nowMs)
  return periodOf({ from, to, zone: zoneOf(zone), nowMs, offsetMinutes, keptMs: retentionMs })
}

/** All of some days. */
export function wholeOf({ days, endMs }: Pick<Period, 'days' | 'endMs'>): DaySpan {
  return { days, untilMs: endMs }
}

/** The day buckets that a span touches, up to now. */
export function dayBuckets(
  { startMs, endMs }: { startMs: number; endMs: number },
  atMs: number,
  offsetMinutes: number,
): number[] {
  const first = bucketAt(startMs, 'day', offsetMinutes)
  const last = bucketAt(Math.min(endMs - 1, atMs), 'day', offsetMinutes)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** Reads the day counters of all endpoints that are not known yet, in chunks, telling the progress. Errors: `too_large`. */
export async function loadDays(
  { reader, memory, catalogue }: Parts,
  { days, atMs, lifeMs, run }: { days: number[]; atMs: number; lifeMs: number; run: TaskRun },
): Promise<{ onRead(keys: number): void }> {
  const all = ['total', ...catalogue.series('api')]
  if (all.length * days.length > mostColumnCells / 2) {
    throw new AppError(
      'too_large',
      `${all.length - 1} endpoints over ${days.length} days are too many to compare: choose a shorter range.`,
    )
  }
  let done = 0
  const of = all.length * days.length
  const onRead = (keys: number): void => {
    done += keys
    run.progress(done, Math.max(of, done))
  }
  for (const bucket of days) {
    const cells: CellId[] = []
    for (const series of all) {
      if (memory.isWanted(series, 'day', bucket, { nowMs: atMs, lifeMs }))
        cells.push({ series, granularity: 'day', bucket })
    }
    done += all.length - cells.length
    await reader.load(cells, { signal: run.signal, onRead })
  }
  return { onRead }
}

/** Whether a day adds up is asked for every missing counter and takes all names: one answer serves all slices. */
export function addingUpOnce(): (counters: Counters) => Counters {
  const kept = new Map<string, boolean>()
  return (counters) => ({
    ...counters,
    addsUp(kind, day) {
      const id = `${kind}:${day}`
      const known = kept.get(id)
      if (known !== undefined) return known
      const answer = counters.addsUp(kind, day)
      if (answer !== undefined) kept.set(id, answer)
      return answer
    },
  })
}

/** Starts a discovery for days that call for one, where it may; nobody waits for it. */
function lookBehind({ reader, conservation, discovery, log }: Parts, days: number[], atMs: number): Issue[] {
  if (!discovery.isAllowed()) return []
  const counters = reader.counters(atMs, usageLifeMs)
  const short = days.filter((day) => {
    const balance = conservation.balance(counters, 'api', day)
    return balance && discovery.isNeeded('api', day, balance)
  })
  if (short.length === 0) return []
  discovery
    .run(short, discovery.isFirst() ? 'first' : 'missing')
    .catch((error: unknown) => log.warn(`The search for endpoints failed: ${String(error)}`))
  return []
}

function explainedOf({ conservation }: Parts, counters: Counters, days: number[]): UsageReading['explained'] {
  let total = 0
  let explained = 0
  for (const day of days) {
    const balance = conservation.balance(counters, 'api', day)
    total += balance?.total ?? 0
    explained += balance?.explained ?? 0
  }
  return total > 0 ? { total, explained } : null
}

function balanceIssues(sums: UsageReading['explained']): Issue[] {
  if (!sums || sums.total === sums.explained) return []
  const { total, explained } = sums
  if (explained < total) {
    const message = `${total - explained} calls of these days belong to no endpoint that is known.`
    return [{ code: 'unexplained', message, params: { count: total - explained } }]
  }
  const message = `The endpoints of these days add up to ${explained} calls, their totals to ${total}: totals lost counts, or an endpoint is missing from them.`
  return [{ code: 'lost_counts', message, params: { total, explained } }]
}
