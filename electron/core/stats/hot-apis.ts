import { sumOf, type Figure } from '../../../shared/counters.ts'
import { compareNames } from '../../../shared/names.ts'
import { dayBucketOf, dayFigure, spanFigure } from '../../../shared/span.ts'
import { bucketAt, bucketStart, type LocalDay } from '../../../shared/time.ts'
import type { WantingCounters } from './counters-of.ts'
import type { Memory } from './memory.ts'

export interface Ranked {
  endpoint: string
  figure: Figure
}

/** Today's endpoints by calls, most first, ties by name in code point order. */
export interface Ranking {
  of(counters: WantingCounters, endpoints: readonly string[], today: LocalDay): Ranked[]
}

/** What an endpoint's closed hours of a day came to, and the version of its series for which that holds. */
interface Closed {
  version: number
  figure: Figure
}

/** A ranking that keeps the sums of closed hours until one of them changes, as they are asked for at each refresh. */
export function createRanking(memory: Memory): Ranking {
  let keptFor = ''
  let kept = new Map<string, Closed>()

  const closedHours = (counters: WantingCounters, series: string, startMs: number, endMs: number): Figure => {
    const version = memory.version(series)
    const before = kept.get(series)
    if (before?.version === version) return before.figure
    const wanted = counters.wanted()
    const figure = spanFigure(counters, series, startMs, endMs)
    if (figure.value !== null && counters.wanted() === wanted) kept.set(series, { version, figure })
    return figure
  }

  const dayOf = (counters: WantingCounters, series: string, today: LocalDay): Figure => {
    const { nowMs, offsetMinutes } = counters
    const hourMs = bucketStart(bucketAt(nowMs, 'hour', offsetMinutes), 'hour', offsetMinutes)
    if (dayBucketOf(today, offsetMinutes) !== null || hourMs <= today.startMs)
      return dayFigure(counters, series, today)
    const state = `${today.startMs}:${hourMs}`
    if (state !== keptFor) {
      keptFor = state
      kept = new Map()
    }
    const figure = sumOf([
      closedHours(counters, series, today.startMs, hourMs),
      spanFigure(counters, series, hourMs, today.endMs),
    ])
    return figure.value === null ? dayFigure(counters, series, today) : figure
  }

  return {
    of(counters, endpoints, today) {
      const first = bucketAt(today.startMs, 'day', counters.offsetMinutes)
      const last = bucketAt(counters.nowMs, 'day', counters.offsetMinutes)
      const ranked: Ranked[] = []
      for (const endpoint of endpoints) {
        const series = `api:${endpoint}`
        if (!wasCalled(counters, series, first, last)) continue
        const figure = dayOf(counters, series, today)
        if (figure.value === 0) continue
        const isUnseen = figure.atLeast === 0 && figure.why === 'unconfirmed'
        if (!isUnseen || lacksHours(counters, series, first, last)) ranked.push({ endpoint, figure })
      }
      return ranked.sort(
        (a, b) => b.figure.atLeast - a.figure.atLeast || compareNames(a.endpoint, b.endpoint),
      )
    },
  }
}

/** Whether any day bucket that today touches may hold calls of an endpoint. */
function wasCalled(counters: WantingCounters, series: string, first: number, last: number): boolean {
  for (let day = first; day <= last; day++) {
    const reading = counters.latest(series, 'day', day)
    if (reading !== null && reading !== 0) return true
  }
  return false
}

/**
 * Whether the hours of an endpoint come to less than its days: some of them are lost, perhaps today's. Asks for every hour,
 * also after one that was not read yet, so that all of them are read at once.
 */
function lacksHours(counters: WantingCounters, series: string, first: number, last: number): boolean {
  let isShort = false
  for (let day = first; day <= last; day++) {
    const calls = counters.get(series, 'day', day)
    if (typeof calls !== 'number') continue
    let sum = 0
    for (let hour = day * 24; hour < (day + 1) * 24; hour++) {
      if (bucketStart(hour, 'hour', counters.offsetMinutes) > counters.nowMs) break
      const reading = counters.get(series, 'hour', hour)
      if (reading === undefined) sum = Number.POSITIVE_INFINITY
      else if (typeof reading === 'number') sum += reading
    }
    if (sum < calls) isShort = true
  }
  return isShort
}
