import { describe, expect, it } from 'vitest'
import { openArchive, type DiscoveryLedger } from '../../electron/core/reports/archive.ts'
import { isWorthALook, mayLookAt, nextAllowedMs } from '../../electron/core/stats/discovery-rules.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { keptLog } from '../support/source-kit.ts'
import { codesOf, settled, watching } from '../support/watching.ts'

const startMs = Date.parse('2026-11-24T09:10:00Z')
const minuteMs = 60_000

/** A day of `/a` and `/b` whose total is larger than its endpoints by `more`. */
function open(more: number, archive = openArchive({ file: ':memory:', log: keptLog() })) {
  const clock = createFakeClock(startMs)
  const total = 1_000 + more
  const source = createMapSource(clock, [
    ['stats:day:20781:total', total],
    ['stats:hour:498753:total', total],
    ['stats:day:20781:api:/a', 600],
    ['stats:day:20781:api:/b', 400],
    ['stats:hour:498753:api:/a', 600],
    ['stats:hour:498753:api:/b', 400],
    ['stats:day:20781:status:ok', total],
    ['stats:day:20780:total', 0],
  ])
  return { ...watching(source, clock, { archive }), source, clock }
}

type World = ReturnType<typeof open>

/** One call of an endpoint that is counted whole. */
function call({ source, clock }: World, endpoint: string, status: string | null = 'ok'): void {
  const seconds = clock.now() / 1_000
  const [minute, hour, day] = [60, 3_600, 86_400].map((width) => Math.floor(seconds / width))
  for (const key of ['total', `api:${endpoint}`]) {
    source.add(`stats:minute:${minute}:${key}`, `stats:hour:${hour}:${key}`, `stats:day:${day}:${key}`)
  }
  if (status !== null) source.add(`stats:day:${day}:status:${status}`)
}

/** Refreshes every 5 s, with a call before each; counts the discoveries that started. */
async function watchFor(world: World, minutes: number, endpoint = '/a', status: string | null = 'ok') {
  let scans = 0
  let lastEnded = ''
  for (let second = 0; second < minutes * 60; second += 5) {
    await world.clock.advance(5_000)
    call(world, endpoint, status)
    const { discovery } = await world.glance()
    await settled()
    if (discovery.lastEndedAt !== null && discovery.lastEndedAt !== lastEnded) {
      scans++
      lastEnded = discovery.lastEndedAt
    }
    if (second % 20 === 0) await world.watch.tick()
  }
  return scans
}

describe('a discovery', () => {
  it('runs once in an hour for a total that is always 5 larger, remembers the 5 and shows them', async () => {
    const world = open(5)
    expect(await watchFor(world, 60)).toBe(1)
    const overview = await world.overview()
    expect(overview.discovery).toMatchObject({ state: 'idle', lastOutcome: 'done', unexplained: 5 })
    expect(codesOf(overview)).toContain('unexplained')
    expect(overview.coverage.apis).toBeCloseTo(1 - 5 / overview.today.calls!, 12)
  })

  it('finds by itself an endpoint that appears later, once 10 minutes have gone by', async () => {
    const world = open(0)
    await watchFor(world, 1)
    await watchFor(world, 12, '/new')
    const { hotApis, coverage } = await world.glance()
    expect(hotApis.map(({ endpoint }) => endpoint)).toContain('/new')
    expect(coverage.apis).toBe(1)
  })

  it('for statuses that no service counts does not run for ever', async () => {
    const world = open(0)
    world.source.keys.delete('stats:day:20781:status:ok')
    expect(await watchFor(world, 60, '/a', null)).toBe(1)
  })

  it('finds statuses that services begin to count, at the latest the day after', async () => {
    const world = open(0)
    world.source.keys.delete('stats:day:20781:status:ok')
    await watchFor(world, 1, '/a', null)
    await world.clock.advance(15 * 3_600_000)
    await watchFor(world, 2, '/a', 'ok')
    expect((await world.overview()).coverage.statuses).toBe(1)
  })

  it('that an answer needs within the gap is not run: the answer says so', async () => {
    const world = open(0)
    await world.overview()
    for (let i = 0; i < 50; i++) call(world, '/new')
    await world.clock.advance(minuteMs)
    const within = await world.overview()
    expect(codesOf(within)).toContain('discovery_waits')
    expect(within.coverage.apis).toBeLessThan(1)
    await world.clock.advance(10 * minuteMs)
    const after = await world.overview()
    expect(codesOf(after)).not.toContain('discovery_waits')
    expect(after.coverage.apis).toBe(1)
    expect(after.hotApis).toContainEqual(expect.objectContaining({ endpoint: '/new', calls: 50 }))
  })

  it('finds the endpoints of a day whose own counter was lost, which is an issue', async () => {
    const world = open(0)
    world.source.keys.delete('stats:day:20781:total')
    world.source.keys.delete('stats:day:20780:total')
    const overview = await world.overview()
    expect(overview.today).toMatchObject({ calls: null, successRateUtcDay: 1 })
    expect(overview.hotApis.map(({ endpoint, calls }) => [endpoint, calls])).toEqual([
      ['/a', 600],
      ['/b', 400],
    ])
    expect(overview.coverage.apis).toBeNull()
    expect(codesOf(overview)).toEqual(['lost_counts'])
    expect(world.source.asked.scanSteps).toBeGreaterThan(0)
    const { scanSteps } = world.source.asked
    await world.clock.advance(60 * minuteMs)
    await world.overview()
    expect(world.source.asked.scanSteps).toBe(scanSteps)
  })

  it('that a person asks for runs at any time', async () => {
    const world = open(0)
    await world.overview()
    for (let i = 0; i < 50; i++) call(world, '/new')
    expect(await world.watch.discover()).toMatchObject({ lastOutcome: 'done', found: 1 })
    expect((await world.overview()).coverage.apis).toBe(1)
  })

  it('can be cancelled, keeps what it found, and lets the app stop while it runs', async () => {
    const world = open(0)
    for (let i = 0; i < 5_000; i++) world.source.keys.set(`foreign:${i}`, 'x')
    const running = world.watch.discover()
    while (world.source.asked.scanSteps < 2) await new Promise((resolve) => setImmediate(resolve))
    world.watch.cancelDiscovery()
    expect(await running).toMatchObject({ state: 'idle', lastOutcome: 'cancelled' })
    expect(world.source.asked.scanSteps).toBeLessThan(10)
    expect(world.archive.names('api').map(({ name }) => name)).toEqual(['/a', '/b'])
  })

  it('that fails is an issue, and the figures stand', async () => {
    const world = open(0)
    world.source.scanStep = () => Promise.reject(new Error('NOPERM'))
    const overview = await world.overview()
    expect(overview.today.calls).toBe(1_000)
    expect(codesOf(overview)).toContain('discovery_failed')
    const other = open(0)
    other.source.scanStep = () => Promise.reject(new Error('NOPERM'))
    await other.glance()
    await settled()
    expect(codesOf(await other.glance())).toContain('discovery_failed')
  })
})

describe('the gap between discoveries', () => {
  const ledger = (fruitlessRuns: number): DiscoveryLedger => ({
    lastStartedMs: startMs - 1_000,
    lastEndedMs: startMs,
    lastReason: 'missing',
    lastOutcome: 'done',
    lastFound: { endpoints: 0, statuses: 0 },
    fruitlessRuns,
    unexplained: [{ kind: 'api', day: 20_781, calls: 5 }],
  })

  it('is at least 10 minutes and doubles to 6 hours while they find nothing', () => {
    const gaps = Array.from({ length: 9 }, (_, i) => (nextAllowedMs(ledger(i))! - startMs) / minuteMs)
    expect(gaps[0]).toBe(10)
    expect(gaps.at(-1)).toBe(360)
    gaps.slice(1).forEach((gap, i) => expect(gap).toBe(Math.min(gaps[i]! * 2, 360)))
  })

  it('does not hold where the clock was put back', () => {
    expect(mayLookAt(ledger(0), startMs + 9 * minuteMs)).toBe(false)
    expect(mayLookAt(ledger(0), startMs + 10 * minuteMs)).toBe(true)
    expect(mayLookAt(ledger(0), startMs - 1)).toBe(true)
  })

  it('is not asked for where no more is missing than was left, by 0.1% and at least 1', () => {
    const missing = (calls: number, total: number, day = 20_781) =>
      isWorthALook(ledger(0), 'api', day, { total, explained: total - calls, missing: calls })
    expect(missing(5, 1_000)).toBe(false)
    expect(missing(6, 1_001)).toBe(false)
    expect(missing(7, 1_000)).toBe(true)
    expect(missing(6, 100)).toBe(true)
    expect(missing(1, 900, 20_780)).toBe(true)
    expect(missing(1, 1_001, 20_780)).toBe(false)
    expect(missing(-50, 100)).toBe(false)
  })
})

describe('what is told of a discovery', () => {
  it('is why it ran, when it began and ended and what it found, also after a start', async () => {
    const archive = openArchive({ file: ':memory:', log: keptLog() })
    const world = open(0, archive)
    await world.glance()
    await settled()
    const first = (await world.glance()).discovery
    expect(first).toMatchObject({ reason: 'first', lastFound: { endpoints: 2, statuses: 1 } })
    expect([first.startedAt, first.lastEndedAt]).not.toContain(null)

    await world.clock.advance(11 * minuteMs)
    for (let i = 0; i < 50; i++) call(world, '/new')
    for (let i = 0; i < 4; i++) {
      await world.clock.advance(5_000)
      await world.glance()
      await settled()
    }
    const second = (await world.glance()).discovery
    expect(second).toMatchObject({ reason: 'missing', lastFound: { endpoints: 1, statuses: 0 } })
    expect(second.startedAt! > first.lastEndedAt!).toBe(true)

    await world.clock.advance(minuteMs)
    const asked = await world.watch.discover()
    expect(asked).toMatchObject({ reason: 'asked', lastFound: { endpoints: 0, statuses: 0 } })
    const again = watching(world.source, world.clock, { archive })
    const { reason, startedAt, lastEndedAt, lastFound } = (await again.glance()).discovery
    expect({ reason, startedAt, lastEndedAt, lastFound }).toEqual({
      reason: 'asked',
      startedAt: asked.startedAt,
      lastEndedAt: asked.lastEndedAt,
      lastFound: asked.lastFound,
    })
  })

  it('is that an answer which is given once needed it', async () => {
    expect((await open(0).overview()).discovery).toMatchObject({ reason: 'needed', lastOutcome: 'done' })
  })
})
