import type { DayHour, HotApi, Overview, RatePoint } from '../../shared/figures.ts'

/** A small generator of pseudo-random numbers: the same seed gives the same page. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export interface OverviewFixture {
  /** The instant of the reading: 2026-11-24 07:21:04 UTC unless told. */
  asOfMs?: number
  endpoints?: number
  zone?: string
  unknownHours?: number[]
  seed?: number
}

const hourMs = 3_600_000
export const fixtureNow = Date.parse('2026-11-24T07:21:04.000Z')
const paths = [
  '/api/weather',
  '/api/news',
  '/api/stock',
  '/api/ip_query',
  '/api/v2/geo:reverse',
  '/api/holiday',
  '/api/translate',
  '/api/exchange',
  '/api/express',
  '/api/天气预警',
]

/** A full and plausible answer: 24 local hours of Asia/Shanghai, the running one the sixteenth. */
export function makeOverview(options: OverviewFixture = {}): Overview {
  const { asOfMs = fixtureNow, endpoints = 37, zone = 'Asia/Shanghai', unknownHours = [], seed = 7 } = options
  const random = seeded(seed)
  const dayStart = Date.parse('2026-11-23T16:00:00.000Z')
  const hours = Array.from({ length: 24 }, (_one, i) => makeHour(dayStart, i, asOfMs, unknownHours, random))
  const known = hours.reduce((sum, { calls }) => sum + (calls ?? 0), 0)
  const isKnown = unknownHours.length === 0
  const running = hours.find(({ partial }) => partial)!
  const until = new Date(Math.floor(asOfMs / 60_000) * 60_000).toISOString()
  const hotApis = makeApis(known, endpoints, random)
  return {
    source: 'Production',
    sample: false,
    issues: [],
    asOf: new Date(asOfMs).toISOString(),
    clock: 'server',
    zone,
    today: {
      date: '2026-11-24',
      start: new Date(dayStart).toISOString(),
      end: new Date(dayStart + 24 * hourMs - 1).toISOString(),
      calls: isKnown ? known : null,
      atLeast: known,
      why: isKnown ? null : 'unconfirmed',
      approximate: false,
      comparable: isKnown ? known - 180 : null,
      comparableUntil: until,
      previous: isKnown ? Math.round(known / 1.081) : null,
      previousUntil: new Date(Date.parse(until) - 24 * hourMs).toISOString(),
      change: isKnown ? 0.0812 : null,
      spansDiffer: false,
      successRate: null,
      successRateUtcDay: 0.97314,
    },
    currentHour: {
      start: running.start,
      calls: running.calls,
      atLeast: running.calls ?? 0,
      why: null,
      comparable: running.calls,
      previous: Math.round((running.calls ?? 0) / 0.976),
      change: -0.0241,
    },
    currentMinute: {
      start: until,
      calls: isKnown ? 180 : null,
      atLeast: 0,
      why: isKnown ? null : 'unconfirmed',
    },
    success: {
      rate: 0.97314,
      since: '2026-11-24T00:00:00.000Z',
      isUtcDay: true,
      successes: 4_782_311,
      errors: 132_006,
      unclassified: 0,
      unclassifiedShare: 0,
      why: null,
    },
    live: {
      callsPerSecond: 187.2,
      peak: { at: new Date(asOfMs - 180_000).toISOString(), callsPerSecond: 261.4 },
      points: makePoints(asOfMs, random),
    },
    hours,
    hotApis,
    endpoints,
    coverage: { apis: 1, statuses: 1, users: null },
    discovery: {
      state: 'idle',
      scanned: 0,
      keys: null,
      found: 0,
      reason: null,
      startedAt: null,
      lastEndedAt: null,
      lastOutcome: null,
      lastFound: null,
      unexplained: 0,
      nextAllowedAt: null,
    },
    reading: { roundTrips: 1, keys: 86, latencyMs: 0.7 },
  }
}

function makeHour(
  dayStart: number,
  i: number,
  asOfMs: number,
  unknown: number[],
  random: () => number,
): DayHour {
  const start = dayStart + i * hourMs
  const shape = 40_000 + 980_000 * Math.exp(-(((i - 13.6) / 4.6) ** 2))
  const isFuture = start > asOfMs
  const isPartial = !isFuture && start + hourMs > asOfMs
  const isUnknown = unknown.includes(i)
  const part = isPartial ? (asOfMs - start) / hourMs : 1
  return {
    start: new Date(start).toISOString(),
    minutes: 60,
    calls: isFuture || isUnknown ? null : Math.round(shape * part * (0.96 + random() * 0.08)),
    why: isUnknown ? 'unconfirmed' : null,
    partial: isPartial,
    future: isFuture,
    approximate: false,
    previous: Math.round(shape * (0.88 + random() * 0.1)),
  }
}

function makePoints(asOfMs: number, random: () => number): RatePoint[] {
  return Array.from({ length: 300 }, (_one, i) => {
    const isBurst = i >= 114 && i < 130
    const rate = isBurst ? 245 + random() * 18 : 178 + 12 * Math.sin(i / 30) + random() * 16
    const at = new Date(asOfMs - (299 - i) * 1_000).toISOString()
    return { at, callsPerSecond: Math.round(rate * 10) / 10, from: 'refresh' }
  })
}

function makeApis(total: number, endpoints: number, random: () => number): HotApi[] {
  const weights = Array.from({ length: endpoints }, (_one, i) => 1 / (i + 1) ** 1.15)
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight, i) => {
    const calls = Math.round((total * weight) / sum)
    const change = i === 5 ? null : Math.round((random() - 0.4) * 500) / 1_000
    return {
      endpoint: paths[i] ?? `/api/v1/service-${String(i % 40).padStart(2, '0')}/operation-${i}`,
      calls,
      atLeast: calls,
      share: calls / total,
      previous: change === null ? 0 : Math.round(calls / (1 + change)),
      change,
      isNew: i === 5,
    }
  })
}
