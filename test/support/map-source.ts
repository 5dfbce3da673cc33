import type { Clock } from '../../electron/core/clock.ts'
import { globTest } from '../../electron/core/source/sample/glob.ts'
import type { ReadRequest, ServerFacts, Source } from '../../electron/core/source/source.ts'
import { parseCount } from '../../shared/keys.ts'

export interface MapSource extends Source {
  /** What each key holds; a test changes it at will. */
  keys: Map<string, string | { type: string }>
  /** Seconds to live by key, where a test says so. */
  ttlOf: Map<string, number>
  facts(): Promise<ServerFacts>
  /** What was asked so far. */
  asked: { reads: number; keys: number; scanSteps: number; types: string[]; largest: ReadRequest | null }
  /** Counts one more in each key. */
  add(...keys: string[]): void
  runId: string
  evictedKeys: number
}

/** A source over a plain map of literal keys, whose server's clock is the test's. */
export function createMapSource(
  clock: Clock,
  values: Iterable<readonly [string, string | number]> = [],
  info: Partial<Source['info']> = {},
): MapSource {
  const keys: MapSource['keys'] = new Map([...values].map(([key, value]) => [key, String(value)]))
  const ttlOf = new Map<string, number>()
  const asked: MapSource['asked'] = { reads: 0, keys: 0, scanSteps: 0, types: [], largest: null }

  const get = (key: string) => {
    const held = keys.get(key)
    if (held === undefined) return null
    return typeof held === 'string' ? (parseCount(held) ?? 'bad_value') : 'wrong_type'
  }
  const source: MapSource = {
    keys,
    ttlOf,
    asked,
    runId: 'first',
    evictedKeys: 0,
    info: {
      kind: 'redis',
      id: null,
      name: 'test',
      address: 'redis://127.0.0.1:1/0',
      prefix: 'stats',
      reportPrefix: 'report:daily',
      bucketOffsetMinutes: 0,
      colour: 'teal',
      production: false,
      reportZone: null,
      ...info,
    },
    add: (...all) => {
      for (const key of all) keys.set(key, String(Number(keys.get(key) ?? 0) + 1))
    },
    status: () => ({ state: 'ready', latencyMs: 0 }),
    onStatus: () => () => undefined,
    open: async () => undefined,
    retry: async () => undefined,
    close: async () => undefined,
    read: async (request) => {
      const { totals, parts, again = [] } = request
      asked.reads++
      asked.keys += totals.length + parts.length + again.length
      if (totals.length + parts.length > (asked.largest ? sizeOf(asked.largest) : 0)) asked.largest = request
      return {
        serverMs: clock.now(),
        totals: totals.map(get),
        parts: parts.map((key) => {
          const reading = get(key)
          return reading === 'wrong_type' ? null : reading
        }),
        again: again.map(get),
        latencyMs: 0,
        roundTrips: 1,
      }
    },
    types: async (all) => {
      asked.types.push(...all)
      return all.map((key) => {
        const held = keys.get(key)
        return held === undefined ? null : typeof held === 'string' ? 'string' : held.type
      })
    },
    ttls: async (all) => all.map((key) => (keys.has(key) ? (ttlOf.get(key) ?? 999_999_999) : null)),
    texts: async (all) => all.map((key) => (keys.has(key) ? String(keys.get(key)) : null)),
    index: async () => null,
    scanStep: async ({ cursor, match, count }) => {
      asked.scanSteps++
      const from = Number(cursor ?? 0)
      const test = globTest(match)
      const all = [...keys.keys()]
      const next = from + count
      return {
        cursor: next < all.length ? String(next) : null,
        keys: all.slice(from, next).filter(test),
        tookMs: 1,
      }
    },
    facts: async () => ({
      version: '7.0.15',
      mode: 'standalone',
      role: 'master',
      runId: source.runId,
      evictedKeys: source.evictedKeys,
      maxmemoryPolicy: 'noeviction',
      maxmemory: 0,
      flushes: 0,
      keys: keys.size,
      commandsPerSecond: 0,
      mayWrite: false,
    }),
  }
  return source
}

function sizeOf({ totals, parts }: ReadRequest): number {
  return totals.length + parts.length
}
