import { afterEach, describe, expect, it } from 'vitest'
import { makeCalls, manyEndpoints } from '../support/calls.ts'
import type { RedisServer } from '../support/redis-server.ts'
import { commandCounts, openWorld, type World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:30:30Z')
let world: World

afterEach(() => world.close())

/** Days of calls to so many endpoints, of which `active` were called since yesterday. */
function callsOf(active: number, idle: number) {
  const recent = makeCalls({
    seed: 'active',
    fromMs: nowMs - 3_600_000,
    toMs: nowMs,
    count: active,
    endpoints: ['/a'],
  })
  recent.forEach((call, i) => (call.endpoint = `/active/${i}`))
  const old = makeCalls({
    seed: 'idle',
    fromMs: nowMs - 9 * 86_400_000,
    toMs: nowMs - 3 * 86_400_000,
    count: Math.max(idle, 1),
    endpoints: manyEndpoints(1),
  })
  old.forEach((call, i) => (call.endpoint = `/idle/${i}`))
  return [...old, ...recent]
}

/** What one refresh in the steady state sends: commands by name, and the keys in them. */
async function refreshCost(redis: RedisServer) {
  for (let i = 0; i < 40; i++) {
    await world.clock.advance(1_000)
    await world.glance('UTC', { top: 0 })
    await world.settled()
  }
  await world.clock.advance(1_000)
  await redis.command('CONFIG', 'RESETSTAT')
  const { reading } = await world.glance('UTC', { top: 0 })
  await world.settled()
  const counts = await commandCounts(redis)
  counts.delete('config|resetstat')
  counts.delete('info')
  return { reading, counts: Object.fromEntries(counts) }
}

describe('one refresh', () => {
  it('is one round trip with at most a constant and two keys for each active endpoint', async () => {
    world = await openWorld(callsOf(100, 0), { nowMs })
    await world.overview()
    const { reading } = await refreshCost(world.redis)
    expect(reading.roundTrips).toBe(1)
    expect(reading.keys).toBeGreaterThan(200)
    expect(reading.keys).toBeLessThanOrEqual(2 * 100 + 25)
  })

  it('takes idle endpoints in turns of 500, each of them in its time', async () => {
    world = await openWorld(callsOf(10, 1_300), { nowMs })
    await world.overview()
    const { reading } = await refreshCost(world.redis)
    expect(reading).toMatchObject({ roundTrips: 1 })
    expect(reading.keys).toBeLessThanOrEqual(2 * 10 + 500 + 25)
    await world.count([{ atMs: world.clock.now(), user: '1', endpoint: '/idle/777', status: 'success' }])
    let isSeen = false
    for (let i = 0; i < 6 && !isSeen; i++) {
      await world.clock.advance(1_000)
      isSeen = (await world.glance('UTC', { top: 5_000 })).hotApis.some(
        ({ endpoint }) => endpoint === '/idle/777',
      )
      await world.settled()
    }
    expect(isSeen).toBe(true)
  })

  it('costs the same beside 200,000 foreign keys, and none of its commands writes', async () => {
    world = await openWorld(callsOf(50, 0), { nowMs })
    await world.overview()
    const alone = await refreshCost(world.redis)
    await world.redis
      .command('DEBUG', 'POPULATE', 200_000, 'foreign')
      .catch(() =>
        world.redis.seed(Array.from({ length: 200_000 }, (_, i): [string, string] => [`foreign:${i}`, 'x'])),
      )
    const beside = await refreshCost(world.redis)
    expect(beside.reading.keys).toBe(alone.reading.keys)
    expect(beside.counts).toEqual(alone.counts)
    expect(Object.keys(beside.counts).sort()).toEqual(['get', 'mget', 'time'])
  })
})
