import { endpointsOf } from './endpoints.ts'
import { hasOutage, hourWeight, secondsOf } from './rhythm.ts'

/** The cumulative counts of one UTC day: how many calls came from its start to an instant, in whole calls. */
export interface DayCounts {
  names: string[]
  /** Place of an endpoint among `names`, or undefined. */
  place(name: string): number | undefined
  /** Calls of one endpoint in the first `ms` of the day. Never falls as `ms` grows. */
  endpoint(place: number, ms: number): number
  /** Calls of all endpoints, always the sum of theirs. */
  total(ms: number): number
  /** Calls that ended badly, of all in the first `ms` of the day. */
  failures(ms: number): number
}

const hourMs = 3_600_000

/** Builds the tables of a UTC day. `secondsTable` gives the spread of an hour, counted from 1970. */
export function createDayCounts(day: number, secondsTable: (hour: number) => Float64Array): DayCounts {
  const endpoints = endpointsOf(day)
  const places = new Map(endpoints.map(({ name }, place) => [name, place]))
  const edges = endpoints.map(({ seed }) => {
    const before = new Float64Array(25)
    for (let h = 0; h < 24; h++) before[h + 1] = before[h]! + hourWeight(day * 24 + h, seed)
    return before
  })

  const partOfHour = (h: number, ms: number): number => {
    if (ms <= 0) return 0
    const table = secondsTable(day * 24 + h)
    const second = Math.floor(ms / 1_000)
    const from = table[second]!
    return from + ((table[second + 1]! - from) * (ms - second * 1_000)) / 1_000
  }

  const at = (place: number, h: number, part: number): number => {
    const before = edges[place]!
    const from = before[h]!
    return Math.floor(endpoints[place]!.calls * (part === 0 ? from : from + (before[h + 1]! - from) * part))
  }

  const sumAt = (h: number, part: number): number => {
    let sum = 0
    for (let place = 0; place < endpoints.length; place++) sum += at(place, h, part)
    return sum
  }

  const totalEdges = Array.from({ length: 25 }, (_, h) => sumAt(h, 0))
  const failureEdges = [0]
  for (let h = 0; h < 24; h++) {
    const calls = totalEdges[h + 1]! - totalEdges[h]!
    failureEdges.push(failureEdges[h]! + Math.floor(calls * failureShare(day * 24 + h)))
  }

  const endpoint = (place: number, ms: number): number => {
    const h = Math.floor(ms / hourMs)
    return at(place, h, h < 24 ? partOfHour(h, ms - h * hourMs) : 0)
  }
  const total = (ms: number): number => {
    const h = Math.floor(ms / hourMs)
    const inHour = ms - h * hourMs
    return inHour === 0 ? totalEdges[h]! : sumAt(h, partOfHour(h, inHour))
  }
  return {
    names: endpoints.map(({ name }) => name),
    place: (name) => places.get(name),
    endpoint,
    total,
    failures: (ms) => {
      const h = Math.floor(ms / hourMs)
      const inHour = ms - h * hourMs
      if (inHour === 0) return failureEdges[h]!
      const calls = total(ms) - totalEdges[h]!
      return failureEdges[h]! + Math.floor(calls * failureShare(day * 24 + h))
    },
  }
}

function failureShare(hour: number): number {
  if (hasOutage(hour)) return 0.42
  return 0.024 + 0.006 * Math.sin(hour / 7)
}

/** A cache of the spreads of hours: the last ones used stay. */
export function createSecondsCache(most = 200): (hour: number) => Float64Array {
  const cache = new Map<number, Float64Array>()
  return (hour) => {
    const known = cache.get(hour)
    if (known) return known
    if (cache.size >= most) cache.delete(cache.keys().next().value!)
    const table = secondsOf(hour)
    cache.set(hour, table)
    return table
  }
}
