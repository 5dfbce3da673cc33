import { afterEach, describe, expect, it } from 'vitest'
import { keysOfCalls, makeCalls } from '../support/calls.ts'
import { until } from '../support/source-kit.ts'
import { codesOf } from '../support/watching.ts'
import { commandCounts, openWorld, type World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:30:30Z')
const calls = makeCalls({ seed: 'discovery', fromMs: nowMs - 2 * 86_400_000, toMs: nowMs, count: 1_000 })
const endpoints = new Set(calls.map(({ endpoint }) => endpoint))
let world: World

afterEach(() => world.close())

async function scansOf({ redis }: World): Promise<number> {
  return (await commandCounts(redis)).get('scan') ?? 0
}

describe('endpoints are found', () => {
  it('by one paced pass over all keys where nothing names them, whatever else lies there', async () => {
    world = await openWorld(calls, { nowMs })
    await world.redis.seed(
      Array.from({ length: 30_000 }, (_, i): [string, string] => [`stats:day:20781:user:${i + 100}`, '1']),
    )
    const { coverage, hotApis, discovery } = await world.overview()
    expect(coverage.apis).toBe(1)
    expect(hotApis.every(({ endpoint }) => endpoints.has(endpoint))).toBe(true)
    expect(discovery).toMatchObject({ state: 'idle', lastOutcome: 'done', unexplained: 0 })
    const keys = Number(await world.redis.command('DBSIZE'))
    expect(await scansOf(world)).toBeLessThan(keys / 500 + 20)
  })

  it('by the index of the recorder, without a scan', async () => {
    world = await openWorld(calls, { nowMs })
    for (const endpoint of endpoints)
      await world.redis.command('ZADD', 'stats:index:apis', 1_795_000_000, endpoint)
    for (const status of ['success', 'error', 'timeout']) {
      await world.redis.command('ZADD', 'stats:index:statuses', 1_795_000_000, status)
    }
    expect((await world.overview()).coverage).toMatchObject({ apis: 1, statuses: 1 })
    expect(await scansOf(world)).toBe(0)
  })

  it('by the stored reports, and a scan fills what is left', async () => {
    world = await openWorld(calls, { nowMs })
    const [first, ...others] = endpoints
    const breakdown = Object.fromEntries(others.map((endpoint) => [endpoint, 1]))
    await world.redis.command(
      'SET',
      'report:daily:2026-11-23',
      JSON.stringify({ date: '2026-11-23', total_calls: 1, api_breakdown: breakdown, success_rate: 1 }),
    )
    await world.redis.command('SET', 'report:daily:2026-11-22', 'no JSON')
    await world.redis.command('LPUSH', 'report:daily:2026-11-21', 'a list')
    const overview = await world.overview()
    expect(overview.coverage.apis).toBe(1)
    expect(overview.hotApis.map(({ endpoint }) => endpoint)).toContain(first)
  })

  it('in the background of a live view, whose totals show at once', async () => {
    world = await openWorld(calls, { nowMs })
    const first = await world.glance()
    expect(first.today.calls).toBe(
      calls.filter(({ atMs }) => atMs >= Date.parse('2026-11-24T00:00:00Z')).length,
    )
    await until(async () => {
      await world.clock.advance(1_000)
      const { coverage, discovery } = await world.glance()
      await world.settled()
      return coverage.apis === 1 && discovery.state === 'idle'
    }, 'every call is explained')
  })

  it('again after a start from the archive alone: no scan while all is explained', async () => {
    world = await openWorld(calls, { nowMs })
    await world.overview()
    world.watch.stop()
    await world.redis.command('CONFIG', 'RESETSTAT')
    const second = await openWorld([], { nowMs: nowMs + 1_000, redis: world.redis, archive: world.archive })
    expect((await second.overview()).coverage.apis).toBe(1)
    expect(await scansOf(world)).toBe(0)
    await second.close()
  })
})

describe('a search for endpoints', () => {
  it('can be cancelled: what it found is kept, and the figures stand', async () => {
    world = await openWorld(calls, { nowMs })
    await world.redis.seed(Array.from({ length: 100_000 }, (_, i): [string, string] => [`foreign:${i}`, 'x']))
    const running = world.watch.discover()
    await until(async () => (await scansOf(world)) > 3, 'the scan runs')
    expect(world.watch.cancelDiscovery().state).toBe('running')
    expect(await running).toMatchObject({ state: 'idle', lastOutcome: 'cancelled' })
    const done = await scansOf(world)
    await world.settled()
    expect(await scansOf(world)).toBe(done)
    expect((await world.glance()).today.calls).toBeGreaterThan(0)
  })

  it('is one for all who ask for it at once', async () => {
    world = await openWorld(calls, { nowMs })
    const states = await Promise.all([world.watch.discover(), world.watch.discover(), world.watch.discover()])
    for (const state of states) expect(state.lastOutcome).toBe('done')
    const keys = keysOfCalls(calls).size
    expect(await scansOf(world)).toBeLessThan(keys / 500 + 10)
    expect(codesOf(await world.overview())).toEqual([])
  })
})
