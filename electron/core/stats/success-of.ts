import { totalOf, type Counters } from '../../../shared/counters.ts'
import type { Overview, UnknownReason } from '../../../shared/figures.ts'
import { dayBucketOf } from '../../../shared/span.ts'
import { countSuccess, successRate, unclassifiedShare, type StatusLists } from '../../../shared/success.ts'
import { bucketAt, bucketStart, isoInstant, widthMs, type LocalDay } from '../../../shared/time.ts'
import type { StatusNote } from '../reports/archive.ts'
import type { NameKind } from './catalogue.ts'
import type { DayBalance } from './conservation.ts'
import { toleratedShare } from './discovery-rules.ts'

export interface SuccessDeps {
  counters: Counters
  /** Known statuses. */
  statuses: readonly string[]
  /** Which of them mean success and which error. */
  lists: StatusLists
  /** The balance of a day over its endpoints or statuses: null where its total is unknown, undefined where it was not read yet. */
  balance(kind: NameKind, day: number): DayBalance | null | undefined
  /** The hourly notes of two days. */
  notes: readonly StatusNote[]
}

type Counts = Map<string, number>
type Answer = { counts: Counts } | { why: UnknownReason }

/**
 * Calls by status of one day bucket, as far as it has come. A known status that is missing counts 0 where the others add up
 * to the day's total. Where they do not, a status was lost or is not found yet, and the rate of the others would be wrong.
 */
export function statusesOfDay(deps: SuccessDeps, day: number): Answer {
  const { counters } = deps
  const { counts, why, hasAll } = readStatuses(deps, day)
  if (why !== null) return { why }
  if (counts.size > 0) {
    const isWhole = areStatusesWhole(deps, day, hasAll)
    if (isWhole === undefined) return { why: 'reading' }
    return isWhole ? { counts } : { why: 'unconfirmed' }
  }
  return { why: counters.firstDay === null || day < counters.firstDay ? 'not_counted_yet' : 'unconfirmed' }
}

/**
 * Calls by status of a closed calendar day; null where nobody knows. Not whole: some of the day's calls have no status that is
 * known, so that a rate of the others would be wrong.
 */
export function statusesOfClosedDay(
  deps: SuccessDeps,
  day: LocalDay,
): { counts: Map<string, number>; isWhole: boolean } | null {
  const bucket = dayBucketOf(day, deps.counters.offsetMinutes)
  if (bucket === null) {
    const counts = statusesBetween(deps, day)
    return counts && { counts, isWhole: true }
  }
  const { counts, why, hasAll } = readStatuses(deps, bucket)
  if (counts.size === 0) return null
  return { counts, isWhole: why === null && areStatusesWhole(deps, bucket, hasAll) === true }
}

/** What the counters of known statuses hold of one day bucket, and what is wrong with one of the others. */
function readStatuses(
  { counters, statuses }: SuccessDeps,
  day: number,
): { counts: Counts; why: UnknownReason | null; hasAll: boolean } {
  const counts: Counts = new Map()
  let why: UnknownReason | null = null
  // All are asked for, also after one that was not read yet.
  for (const status of statuses) {
    const reading = counters.get(`status:${status}`, 'day', day)
    if (typeof reading === 'number') counts.set(status, reading)
    else if (reading === undefined) why = 'reading'
    else if (reading !== null) why ??= reading
  }
  return { counts, why, hasAll: counts.size === statuses.length }
}

/** The growth of the status counters over a closed day that is no day bucket: where both its ends are known. */
function statusesBetween(deps: SuccessDeps, { startMs, endMs }: LocalDay): Counts | null {
  const { counters } = deps
  const [before, after] = [startMs, endMs].map((ms) => countedBefore(deps, ms, { isClosed: true }))
  const first = bucketAt(startMs, 'day', counters.offsetMinutes)
  const end = bucketAt(endMs, 'day', counters.offsetMinutes)
  const whole = Array.from({ length: end - first }, (_, i) => statusesOfDayOrNone(deps, first + i))
  if (!before || !after || !whole.every((answer) => 'counts' in answer)) return null
  const sum: Counts = new Map()
  for (const counts of [...whole.map((answer) => answer.counts), after]) {
    for (const [status, calls] of counts) add(sum, status, calls)
  }
  for (const [status, calls] of before) add(sum, status, -calls)
  return [...sum.values()].every((calls) => calls >= 0) ? sum : null
}

function statusesOfDayOrNone(deps: SuccessDeps, day: number): Answer {
  return totalOf(deps.counters, 'day', day).value === 0 ? { counts: new Map() } : statusesOfDay(deps, day)
}

/**
 * Calls by status of a local day up to now. Services count statuses by UTC day, so this is exact only where the day begins
 * with a day bucket, at a noted hour, or where the recorder's hour counters add up from the UTC midnight before it.
 */
export function statusesOfLocalDay(deps: SuccessDeps, day: LocalDay): Answer {
  const { nowMs, offsetMinutes } = deps.counters
  const first = bucketAt(day.startMs, 'day', offsetMinutes)
  const last = bucketAt(nowMs, 'day', offsetMinutes)
  const before = countedBefore(deps, day.startMs)
  if (before === null) return { why: 'utc_day_only' }
  const sum: Counts = new Map()
  for (let bucket = first; bucket <= last; bucket++) {
    const answer = statusesOfDay(deps, bucket)
    if ('counts' in answer) for (const [status, calls] of answer.counts) add(sum, status, calls)
    else if (bucket === first || answer.why !== 'unconfirmed') return answer
  }
  for (const [status, calls] of before) add(sum, status, -calls)
  if ([...sum.values()].some((calls) => calls < 0)) return { why: 'lost' }
  return { counts: sum }
}

/**
 * Whether the statuses of a day explain its calls, but for what a search for more would not start for; undefined where that
 * was not read yet. A total that its endpoints fall short of as much as its statuses is itself what is wrong.
 */
function areStatusesWhole({ balance }: SuccessDeps, day: number, hasAll: boolean): boolean | undefined {
  const statuses = balance('status', day)
  if (!statuses) return statuses === null ? hasAll : undefined
  const tolerated = toleratedShare * statuses.total
  if (statuses.missing <= tolerated) return true
  if (!hasAll) return false
  const endpoints = balance('api', day)
  if (!endpoints) return endpoints === null ? false : undefined
  return endpoints.missing >= statuses.missing - tolerated
}

/** What the success tile shows: the local day's rate where it is exact, else that of now's UTC day. */
export function successOf(deps: SuccessDeps, today: LocalDay): Overview['success'] {
  const { nowMs, offsetMinutes } = deps.counters
  const utcDay = bucketAt(nowMs, 'day', offsetMinutes)
  const utcStartMs = bucketStart(utcDay, 'day', offsetMinutes)
  const local = statusesOfLocalDay(deps, today)
  if ('counts' in local) return summary(deps, local, { sinceMs: today.startMs, isUtcDay: false })
  const isUtcDay = utcStartMs !== today.startMs
  return summary(deps, statusesOfDay(deps, utcDay), { sinceMs: utcStartMs, isUtcDay })
}

/** The rate of one day bucket. */
export function rateOfDay(deps: SuccessDeps, day: number): number | null {
  const answer = statusesOfDay(deps, day)
  return rateOf(deps, answer)
}

/** The success rate of calls by status; null where they are unknown. */
export function rateOf({ lists }: SuccessDeps, answer: Answer): number | null {
  return 'counts' in answer ? successRate(countSuccess(answer.counts, lists)) : null
}

function summary(
  { lists }: SuccessDeps,
  answer: Answer,
  { sinceMs, isUtcDay }: { sinceMs: number; isUtcDay: boolean },
): Overview['success'] {
  const since = isoInstant(sinceMs)
  if (!('counts' in answer)) {
    const none = { rate: null, successes: null, errors: null, unclassified: null, unclassifiedShare: null }
    return { ...none, since, isUtcDay, why: answer.why }
  }
  const counts = countSuccess(answer.counts, lists)
  return {
    rate: successRate(counts),
    since,
    isUtcDay,
    ...counts,
    unclassifiedShare: unclassifiedShare(counts),
    why: null,
  }
}

/**
 * The status counters as they stood at an instant of their UTC day; null where nobody knows. Of a closed day it is known that
 * hours without calls had none by status either.
 */
function countedBefore(deps: SuccessDeps, atMs: number, { isClosed = false } = {}): Counts | null {
  const { counters, notes, statuses } = deps
  const day = bucketAt(atMs, 'day', counters.offsetMinutes)
  const dayStartMs = bucketStart(day, 'day', counters.offsetMinutes)
  if (dayStartMs === atMs) return new Map()
  const note = notes.find((candidate) => candidate.atMs === atMs)
  if (note) return note.counts
  if ((atMs - dayStartMs) % widthMs.hour !== 0) return null
  const sum: Counts = new Map()
  let addsUp = true
  // All are asked for, also after an hour that does not add up, so that they are read at once.
  for (let ms = dayStartMs; ms < atMs; ms += widthMs.hour) {
    const hour = bucketAt(ms, 'hour', counters.offsetMinutes)
    let explained = 0
    for (const status of statuses) {
      const reading = counters.get(`status:${status}`, 'hour', hour)
      if (typeof reading !== 'number') continue
      explained += reading
      add(sum, status, reading)
    }
    addsUp = totalOf(counters, 'hour', hour).value === explained && addsUp
  }
  if (!addsUp) return null
  return isClosed || [...sum.values()].some((calls) => calls > 0) ? sum : null
}

function add(counts: Counts, status: string, calls: number): void {
  counts.set(status, (counts.get(status) ?? 0) + calls)
}
