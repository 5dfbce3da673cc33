import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectOverview, expectTrend } from '../support/same-figures.ts'
import { randomCalls } from '../support/random-calls.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { commandCounts, openWorld } from '../support/world.ts'

const zones = ['UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'America/New_York', 'Pacific/Chatham']
const databases = 15

describe('over a real Redis, the counters of random lists of calls', () => {
  let redis: RedisServer

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  it.each(Array.from({ length: databases }, (_, i) => [zones[i % zones.length]!, i] as const))(
    'give the figures of the list in %s (list %i)',
    async (zone, i) => {
      const { calls, nowMs } = randomCalls(`real ${zone} ${i}`)
      const prefix = `stats${i}`
      const world = await openWorld([], { nowMs, redis, prefix })
      await redis.seed(literalKeys(calls, nowMs, prefix))
      expectOverview(await world.overview(zone, { top: 5_000 }), calls, nowMs)
      for (const range of ['minute', 'hour', 'day'] as const) {
        for (const endpoint of [null, calls[0]!.endpoint]) {
          const live = await world.trend(range, { zone, endpoint, compare: 'period' })
          expectTrend(live, calls, nowMs)
          const until = live.points[0]!.start
          const before = await world.trend(range, { zone, endpoint, compare: 'weekday', until })
          expectTrend(before, calls, nowMs, Date.parse(until))
        }
      }
      await world.close()
    },
  )

  it('were read without a write and without KEYS', async () => {
    const counts = await commandCounts(redis)
    expect(counts.get('mget')).toBeGreaterThan(0)
    for (const name of ['keys', 'incr', 'del', 'expire', 'flushall', 'flushdb', 'eval', 'zadd']) {
      expect(counts.has(name)).toBe(false)
    }
    // The only SETs are the test's own.
    expect([...counts.keys()].filter((name) => /^(set|get)/.test(name)).sort()).toEqual(['get', 'set'])
  })
})

/** Expiries of real keys run by the server's own clock, so these are set far off and what is too old is left out. */
function literalKeys(calls: Parameters<typeof expectOverview>[1], nowMs: number, prefix: string) {
  const counts = new Map<string, number>()
  const kept = { minute: 604_800, hour: 2_592_000, day: 31_536_000 }
  for (const { atMs, endpoint, status, user } of calls) {
    for (const [name, width] of [
      ['minute', 60],
      ['hour', 3_600],
      ['day', 86_400],
    ] as const) {
      const n = Math.floor(atMs / 1_000 / width)
      if (n * width + kept[name] <= nowMs / 1_000) continue
      const ends = [
        'total',
        `api:${endpoint}`,
        ...(name === 'day' ? [`status:${status}`, `user:${user}`] : []),
      ]
      for (const end of ends) {
        const key = `${prefix}:${name}:${n}:${end}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
  }
  return [...counts].map(([key, count]): [string, string] => [key, String(count)])
}
