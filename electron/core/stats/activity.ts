import type { SeriesId } from '../../../shared/counters.ts'
import type { Catalogue } from './catalogue.ts'
import type { Memory } from './memory.ts'

/** Endpoints in the live reading, at most. */
export const maxActive = 2_000
/** Other endpoints that join one refresh in their turn. */
export const turnSize = 500
/** Statuses in the live reading, at most. */
export const maxStatuses = 200

/** Which endpoints every refresh reads (called today or yesterday, most calls first), and which take turns. */
export interface Activity {
  active(day: number): readonly string[]
  /** Changes when the active endpoints or the statuses of a day may have changed; each call counts as one refresh. */
  version(day: number): string
  /** The next turn of the others; each call moves on. */
  nextTurn(day: number): string[]
  statuses(day: number): readonly string[]
}

export function createActivity(catalogue: Catalogue, memory: Memory): Activity {
  let active: string[] = []
  let others: string[] = []
  let sortedFor = ''
  let idle = new Set<string>()
  let lastTurn: string[] = []
  let turn = 0
  let calls = 0
  let awakenings = 0

  const hasAwakened = (day: number): boolean =>
    lastTurn.some((name) => idle.has(name) && recentCalls(memory, `api:${name}`, day) > 0)

  const refresh = (day: number): void => {
    if (hasAwakened(day)) awakenings++
    // Judged anew with new names, a new day, calls of an endpoint that had none, and every 30 refreshes.
    const state = `${day}:${catalogue.version()}:${awakenings}:${Math.floor(calls / 30)}`
    if (state === sortedFor) return
    sortedFor = state
    lastTurn = []
    const since = new Set(catalogue.calledSince(day - 1))
    const ranked: [string, number][] = []
    others = []
    for (const name of catalogue.names('api')) {
      const rank = recentCalls(memory, `api:${name}`, day)
      if (rank > 0 || since.has(name)) ranked.push([name, rank])
      else others.push(name)
    }
    ranked.sort((a, b) => b[1] - a[1])
    active = ranked.slice(0, maxActive).map(([name]) => name)
    idle = new Set(others)
    others.push(...ranked.slice(maxActive).map(([name]) => name))
  }

  return {
    version(day) {
      calls++
      refresh(day)
      return sortedFor
    },
    active(day) {
      refresh(day)
      return active
    },
    nextTurn(day) {
      refresh(day)
      if (turn >= others.length) turn = 0
      lastTurn = others.length <= turnSize ? others : others.slice(turn, turn + turnSize)
      turn += turnSize
      return lastTurn
    },
    statuses(day) {
      const names = catalogue.names('status')
      if (names.length <= maxStatuses) return names
      return names
        .toSorted((a, b) => recentCalls(memory, `status:${b}`, day) - recentCalls(memory, `status:${a}`, day))
        .slice(0, maxStatuses)
    },
  }
}

/** Calls of a series on a day and the day before, as far as they were read. */
export function recentCalls(memory: Memory, series: SeriesId, day: number): number {
  return memory.floor(series, 'day', day) + memory.floor(series, 'day', day - 1)
}
