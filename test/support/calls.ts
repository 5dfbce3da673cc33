import { randomOf } from './random.ts'
import type { SeedEntry } from './redis-server.ts'

/** One call as a service sees it. All expected numbers come from lists of these. */
export interface Call {
  atMs: number
  user: string
  endpoint: string
  status: string
}

export interface CallPlan {
  seed: string
  fromMs: number
  /** Not included. */
  toMs: number
  count: number
  endpoints?: string[]
  users?: number
}

/** Calls of a UTC hour beside the others: quiet nights, a morning and an afternoon. */
const rhythm = [2, 1, 1, 1, 1, 2, 3, 5, 8, 10, 11, 10, 8, 9, 11, 12, 11, 9, 7, 6, 5, 4, 3, 2]

/** A repeatable list of calls, oldest first: daily rhythm, Zipf endpoints, one call in twenty an error. */
export function makeCalls(plan: CallPlan): Call[] {
  const { seed, fromMs, toMs, count, endpoints = manyEndpoints(20), users = 50 } = plan
  const random = randomOf(seed)
  const calls: Call[] = []
  while (calls.length < count) {
    const atMs = Math.floor(fromMs + random() * (toMs - fromMs))
    if (random() * 12 > rhythm[Math.floor(atMs / 3_600_000) % 24]!) continue
    const failed = random() < 0.05
    calls.push({
      atMs,
      user: String(Math.floor(random() * users)),
      endpoint: zipf(endpoints, random()),
      status: failed ? (random() < 0.5 ? 'error' : 'timeout') : 'success',
    })
  }
  return calls.sort((a, b) => a.atMs - b.atMs)
}

/** `/api/service-0` and so on. */
export function manyEndpoints(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `/api/service-${i}`)
}

function zipf(names: string[], at: number): string {
  const total = names.reduce((sum, _, i) => sum + 1 / (i + 1), 0)
  let rest = at * total
  return names.find((_, i) => (rest -= 1 / (i + 1)) < 0) ?? names[0]!
}

/** The counters that services leave for these calls, spelled out here. Values are numbers of calls. */
export function keysOfCalls(calls: Call[], prefix = 'stats'): Map<string, number> {
  const keys = new Map<string, number>()
  const count = (key: string): void => void keys.set(key, (keys.get(key) ?? 0) + 1)
  for (const { atMs, user, endpoint, status } of calls) {
    const seconds = atMs / 1000
    const minute = Math.floor(seconds / 60)
    const hour = Math.floor(seconds / 3600)
    const day = Math.floor(seconds / 86400)
    count(`${prefix}:minute:${minute}:total`)
    count(`${prefix}:minute:${minute}:api:${endpoint}`)
    count(`${prefix}:hour:${hour}:total`)
    count(`${prefix}:hour:${hour}:api:${endpoint}`)
    count(`${prefix}:day:${day}:total`)
    count(`${prefix}:day:${day}:api:${endpoint}`)
    count(`${prefix}:day:${day}:status:${status}`)
    count(`${prefix}:day:${day}:user:${user}`)
  }
  return keys
}

/** What Redis holds of these calls at `nowMs`: 7, 30 and 365 days from the start of a bucket, as seconds to live. */
export function seedOfCalls(calls: Call[], nowMs: number, prefix = 'stats'): SeedEntry[] {
  const entries: SeedEntry[] = []
  for (const [key, count] of keysOfCalls(calls, prefix)) {
    const [width, bucket] = key.slice(prefix.length + 1).split(':') as ['minute' | 'hour' | 'day', string]
    const [seconds, kept] = { minute: [60, 604_800], hour: [3_600, 2_592_000], day: [86_400, 31_536_000] }[
      width
    ] as [number, number]
    const left = Math.floor(Number(bucket) * seconds + kept - nowMs / 1000)
    if (left > 0) entries.push([key, String(count), left])
  }
  return entries
}

/** The calls from one instant up to but without another. */
export function callsBetween(calls: Call[], fromMs: number, toMs: number): Call[] {
  return calls.filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
}

/** The calls whose local date in a zone is this one. */
export function callsOnDate(calls: Call[], date: string, zone: string): Call[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  return calls.filter(({ atMs }) => format.format(atMs) === date)
}

/** How many calls there are of each kind, most first, then by name. */
export function countBy(
  calls: Call[],
  kind: 'endpoint' | 'status' | 'user',
): [name: string, calls: number][] {
  const counts = new Map<string, number>()
  for (const call of calls) counts.set(call[kind], (counts.get(call[kind]) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}
