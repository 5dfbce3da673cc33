import type { SeriesId } from '../../../shared/counters.ts'
import { bucketAt, graceMs, widthMs } from '../../../shared/time.ts'
import type { Clock } from '../clock.ts'
import { readGently } from '../source/gentle-read.ts'
import type { Reading, ReadResult, Source } from '../source/source.ts'
import type { Activity } from './activity.ts'
import type { Catalogue, NameKind } from './catalogue.ts'
import { bracketedBalance, type Conservation } from './conservation.ts'
import type { Issues } from './issues.ts'
import type { CellId, Memory } from './memory.ts'
import { createRates, type DayTotals, type Rates } from './rates.ts'
import { keyOf, type Reader } from './reader.ts'

/** One refresh of everything that is live. */
export interface Sample {
  /** By the source's clock. */
  atMs: number
  keys: number
  roundTrips: number
  latencyMs: number
}

export interface LiveDeps {
  source: Source
  reader: Reader
  memory: Memory
  catalogue: Catalogue
  activity: Activity
  conservation: Conservation
  issues: Issues
  clock: Clock
}

/** The one sampler of a source, whatever the number of windows. It works only when it is asked. */
export interface LiveView {
  /**
   * Reads the running buckets in one round trip, unless that was done less than `maxAgeMs` ago; `isGentle` in small slices with
   * rests.
   */
  refresh(maxAgeMs: number, isGentle?: boolean): Promise<Sample>
  rates: Rates
}

/** A cell with the name that it belongs to, so that it need not be cut out of the series at each refresh. */
interface PartCell extends CellId {
  kind: NameKind
  name: string
}

interface Plan {
  day: number
  totals: CellId[]
  parts: PartCell[]
  /** The running buckets once more, the widest first: so the narrower ones never add up to less. */
  again: CellId[]
  againKeys: string[]
  totalKeys: string[]
  partKeys: string[]
}

export function createLiveView(deps: LiveDeps): LiveView {
  const { source, reader, memory, catalogue, activity, conservation, issues, clock } = deps
  const { prefix, bucketOffsetMinutes: offsetMinutes } = source.info
  const rates = createRates()
  let latest: { sample: Sample; takenMs: number } | null = null
  let underWay: Promise<Sample> | null = null
  let fixed: { id: string; plan: Plan } | null = null

  const planTotals = (nowMs: number): CellId[] =>
    (['day', 'hour', 'minute'] as const).flatMap((granularity) => {
      // What just closed may still grow, and a clock that is ahead counts in buckets to come.
      const fromMs = granularity === 'minute' ? nowMs - widthMs.minute : nowMs - graceMs
      const first = bucketAt(fromMs, granularity, offsetMinutes)
      const last = bucketAt(nowMs + 2 * widthMs.minute, granularity, offsetMinutes)
      return Array.from({ length: last - first + 1 }, (_, i) => ({
        series: 'total',
        granularity,
        bucket: first + i,
      }))
    })

  const planParts = (nowMs: number): PartCell[] => {
    const day = bucketAt(nowMs, 'day', offsetMinutes)
    const hour = bucketAt(nowMs, 'hour', offsetMinutes)
    const parts = activity.statuses(day).map((name) => partOf('status', name, day))
    for (const name of activity.active(day)) {
      const ofDay = partOf('api', name, day)
      parts.push(ofDay, { ...ofDay, granularity: 'hour', bucket: hour })
    }
    return parts
  }

  /** The plan of one minute serves all its refreshes, but for the endpoints that take turns. */
  const planAt = (nowMs: number): Plan => {
    const day = bucketAt(nowMs, 'day', offsetMinutes)
    const id = `${bucketAt(nowMs, 'minute', offsetMinutes)}:${activity.version(day)}`
    if (fixed?.id !== id) {
      const totals = planTotals(nowMs)
      const parts = planParts(nowMs)
      const again = (['day', 'hour', 'minute'] as const).map((granularity): CellId => ({
        series: 'total',
        granularity,
        bucket: bucketAt(nowMs, granularity, offsetMinutes),
      }))
      const keys = { totalKeys: keysOf(totals), partKeys: keysOf(parts), againKeys: keysOf(again) }
      fixed = { id, plan: { day, totals, parts, again, ...keys } }
    }
    const turn = activity.nextTurn(day).map((name) => partOf('api', name, day))
    if (turn.length === 0) return fixed.plan
    const { parts, partKeys } = fixed.plan
    return { ...fixed.plan, parts: [...parts, ...turn], partKeys: [...partKeys, ...keysOf(turn)] }
  }

  const keysOf = (cells: CellId[]): string[] => cells.map((cell) => keyOf(prefix, cell))

  const keepAll = ({ day, totals, parts, again }: Plan, result: ReadResult, atMs: number): void => {
    totals.forEach((cell, i) => reader.keep(cell, result.totals[i] ?? null, atMs))
    parts.forEach((cell, i) => {
      const reading = result.parts[i] ?? null
      reader.keep(cell, reading, atMs)
      if (cell.granularity === 'day' && typeof reading === 'number' && reading > 0) {
        catalogue.called(cell.kind, cell.name, day)
      }
    })
    again.forEach((cell, i) => reader.keep(cell, result.again[i] ?? null, atMs))
    const after = result.again[0] ?? null
    const before =
      result.totals[totals.findIndex((cell) => cell.granularity === 'day' && cell.bucket === day)]
    if (typeof before !== 'number' || typeof after !== 'number') return
    for (const kind of ['api', 'status'] as const) {
      const explained = explainedOf(memory, catalogue.series(kind), day)
      if (explained !== null) conservation.observe(kind, day, bracketedBalance(before, explained, after))
    }
  }

  const watchClockAhead = ({ totals }: Plan, result: ReadResult, atMs: number): void => {
    // What was counted while the reading was under way is in its own minute.
    const minute = bucketAt(atMs + result.latencyMs, 'minute', offsetMinutes)
    const isAhead = totals.some(
      (cell, i) => cell.granularity === 'minute' && cell.bucket > minute && isCounted(result.totals[i]),
    )
    if (isAhead) issues.raise('ahead', clockAhead)
    else issues.clear('ahead')
  }

  const runningMinute = ({ totals }: Plan, result: ReadResult, atMs: number): Reading => {
    const minute = bucketAt(atMs, 'minute', offsetMinutes)
    const at = totals.findIndex((cell) => cell.granularity === 'minute' && cell.bucket === minute)
    return result.totals[at] ?? null
  }

  const read = async ({ isGentle = false, isSecond = false }): Promise<Sample> => {
    const askedMs = clock.now()
    const plannedMs = reader.nowMs()
    const plan = planAt(plannedMs)
    const { day, totals, totalKeys, parts, partKeys, again, againKeys } = plan
    const request = { totals: totalKeys, parts: partKeys, again: againKeys }
    const result = await (isGentle ? readGently(source, request, { clock }) : source.read(request))
    const atMs = reader.heard(result, askedMs)
    // One of the clocks was set: the buckets of another time were read.
    if (Math.abs(atMs - plannedMs) > graceMs && !isSecond) return read({ isGentle, isSecond: true })
    keepAll(plan, result, atMs)
    watchClockAhead(plan, result, atMs)
    const dayTotals: DayTotals = new Map(
      totals.flatMap((cell, i): [number, Reading][] =>
        cell.granularity === 'day' ? [[cell.bucket, result.totals[i] ?? null]] : [],
      ),
    )
    const minuteReading = runningMinute(plan, result, atMs)
    if (!rates.add({ atMs, day, totals: dayTotals, minuteReading }))
      issues.raise('negative', negativeDifference)
    const keys = totals.length + parts.length + again.length
    return { atMs, keys, roundTrips: result.roundTrips, latencyMs: result.latencyMs }
  }

  return {
    rates,
    async refresh(maxAgeMs, isGentle = false) {
      if (latest && clock.now() - latest.takenMs < maxAgeMs) return latest.sample
      underWay ??= read({ isGentle }).finally(() => (underWay = null))
      const sample = await underWay
      latest = { sample, takenMs: clock.now() }
      return sample
    },
  }
}

function partOf(kind: NameKind, name: string, day: number): PartCell {
  return { series: `${kind}:${name}`, granularity: 'day', bucket: day, kept: null, kind, name }
}

function explainedOf(memory: Memory, all: readonly SeriesId[], day: number): number | null {
  let explained = 0
  for (const series of all) {
    const reading = memory.get(series, 'day', day)
    if (reading === undefined) return null
    if (typeof reading === 'number') explained += reading
  }
  return explained
}

function isCounted(reading: Reading | undefined): boolean {
  return typeof reading === 'number' && reading > 0
}

const clockAhead = {
  code: 'clock_ahead',
  message:
    "A service's clock is ahead: calls were counted in minutes that have not begun. They stay in their own minute.",
} as const

const negativeDifference = {
  code: 'negative_difference',
  message: "Today's total went down between two readings, so calls per second were dropped for that moment.",
} as const
