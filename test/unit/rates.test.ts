import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource, type MapSource } from '../support/map-source.ts'
import { codesOf, settled, watching } from '../support/watching.ts'

function open(startIso: string) {
  const clock = createFakeClock(Date.parse(startIso))
  const source = createMapSource(clock)
  return { ...watching(source, clock), source, clock }
}

/** One call of `/a` by a service whose clock shows `atMs`. */
function call(source: MapSource, atMs: number): void {
  const seconds = atMs / 1_000
  const [minute, hour, day] = [60, 3_600, 86_400].map((width) => Math.floor(seconds / width))
  source.add(
    `stats:minute:${minute}:total`,
    `stats:minute:${minute}:api:/a`,
    `stats:hour:${hour}:total`,
    `stats:hour:${hour}:api:/a`,
    `stats:day:${day}:total`,
    `stats:day:${day}:api:/a`,
    `stats:day:${day}:status:success`,
  )
}

type World = ReturnType<typeof open>

/** Lets time pass with 10 calls a second and a refresh each second. */
async function run({ source, clock, glance }: World, seconds: number, aheadMs = 0, zone = 'UTC') {
  const seen = []
  for (let second = 0; second < seconds; second++) {
    for (let i = 0; i < 10; i++) call(source, clock.now() + i * 100 + aheadMs)
    await clock.advance(1_000)
    seen.push(await glance(zone))
    await settled()
  }
  return seen
}

describe('calls per second', () => {
  it('run on over midnight UTC: no gap, no spike, nothing negative; today begins anew and yesterday is kept', async () => {
    const world = open('2026-11-23T23:57:00Z')
    const seen = await run(world, 360)
    const rates = seen.slice(1).map(({ live }) => live.callsPerSecond)
    expect(rates.map((rate, i) => [i, rate]).filter(([, rate]) => rate !== 10)).toEqual([])
    expect(seen.at(-1)!.live.points.filter(({ callsPerSecond }) => callsPerSecond !== 10)).toEqual([])
    expect(seen.at(-1)!.today).toMatchObject({ date: '2026-11-24', calls: 1_800 })
    expect(codesOf(seen.at(-1)!)).toEqual([])
    const { points } = await world.trend('day')
    expect(points.slice(-2).map(({ calls }) => calls)).toEqual([1_800, 1_800])
  })

  it('run on over midnight for a service whose clock is 90 s ahead, which is an issue', async () => {
    const world = open('2026-11-23T23:57:00Z')
    const seen = await run(world, 300, 90_000)
    expect(
      seen.map(({ live }, i) => [i, live.callsPerSecond]).filter(([i, rate]) => i! > 0 && rate !== 10),
    ).toEqual([])
    expect(codesOf(seen[60]!)).toContain('clock_ahead')
    expect((await world.trend('day')).points.slice(-2).map(({ calls }) => calls)).toEqual([900, 2_100])
  })

  it('are drawn from minutes after a start and after a pause, never as a spike and never left empty', async () => {
    const world = open('2026-11-24T08:00:30Z')
    for (let at = Date.parse('2026-11-24T07:50:00Z'); at < world.clock.now(); at += 100)
      call(world.source, at)
    const first = await world.overview()
    expect(first.live.callsPerSecond).toBe(10)
    expect(first.live.points.length).toBeGreaterThan(4)
    expect(first.live.points.every(({ callsPerSecond }) => callsPerSecond === 10)).toBe(true)
    await run(world, 30)
    for (let i = 0; i < 1_800; i++) call(world.source, world.clock.now() + i * 100)
    await world.clock.advance(180_000)
    const after = await run(world, 70)
    for (const { live } of [after[0]!, after.at(-1)!]) {
      expect(live.points.filter(({ callsPerSecond }) => callsPerSecond !== 10)).toEqual([])
      expect(live.points.some(({ from }) => from === 'minute')).toBe(true)
    }
  })

  it('are 0 from the start of a minute in which nothing was counted until the first refresh', async () => {
    const world = open('2026-11-24T08:00:30Z')
    for (let at = Date.parse('2026-11-24T07:50:00Z'); at < Date.parse('2026-11-24T08:00:00Z'); at += 100)
      call(world.source, at)
    const first = await world.overview()
    expect(first.live.callsPerSecond).toBe(0)
    expect(first.live.points.at(-1)).toEqual({
      at: '2026-11-24T08:00:00.000Z',
      callsPerSecond: 0,
      from: 'minute',
    })
    const { live } = (await run(world, 10)).at(-1)!
    expect(live.points.filter(({ callsPerSecond }) => callsPerSecond === null)).toEqual([])
    expect(live.points.find(({ at }) => at === '2026-11-24T08:00:00.000Z')).toMatchObject({
      callsPerSecond: 0,
    })
  })

  it('are known from the start of a minute that the sums did not confirm, once a call is counted in it', async () => {
    const world = open('2026-11-24T08:00:30Z')
    call(world.source, Date.parse('2026-11-24T07:59:00Z'))
    world.source.keys.delete('stats:hour:498751:total')
    const first = await world.overview()
    expect(first.live.points.at(-1)).toMatchObject({ callsPerSecond: null, from: 'minute' })
    const { live } = (await run(world, 10)).at(-1)!
    expect(live.points.find(({ at }) => at === '2026-11-24T08:00:00.000Z')).toMatchObject({
      callsPerSecond: 0,
      from: 'minute',
    })
  })

  it('drop a negative difference, which is an issue, and go on', async () => {
    const world = open('2026-11-24T08:00:30Z')
    await run(world, 5)
    world.source.keys.clear()
    const seen = await run(world, 4)
    expect(seen[0]!.live.callsPerSecond).toBeNull()
    expect(codesOf(seen[0]!)).toContain('negative_difference')
    expect(seen.slice(1).map(({ live }) => live.callsPerSecond)).toEqual([10, 10, 10])
  })

  it("begin anew where the server's clock is put back", async () => {
    const world = open('2026-11-24T08:30:30Z')
    await run(world, 5)
    let backMs = 0
    const { read } = world.source
    world.source.read = async (request) => ({
      ...(await read(request)),
      serverMs: world.clock.now() - backMs,
    })
    backMs = 600_000
    const seen = await run(world, 4, -600_000)
    expect(seen.slice(1).map(({ live }) => live.callsPerSecond)).toEqual([10, 10, 10])
  })
})

describe('the roll of an hour', () => {
  it.each(['UTC', 'Asia/Shanghai', 'Asia/Kolkata'])(
    'neither loses nor doubles a call of an endpoint in %s',
    async (zone) => {
      const world = open('2026-11-24T08:57:00Z')
      call(world.source, Date.parse('2026-11-22T08:57:00Z'))
      call(world.source, Date.parse('2026-11-23T08:57:00Z'))
      await world.overview(zone)
      const seen = await run(world, 420, 0, zone)
      const known = seen.slice(10).map(({ hotApis }) => hotApis[0]?.calls ?? null)
      // For one refresh the hour that just closed stands as it was read a second before its end.
      const late = known.filter((calls, i) => calls !== 10 * (i + 11))
      expect(late.length).toBeLessThan(3)
      known.forEach((calls, i) => expect([null, 10 * (i + 10), 10 * (i + 11)]).toContain(calls))
      expect(seen.at(-1)!.today.calls).toBe(4_200)
    },
  )

  it('shows no figure from before a pause as if it were the end of its hour', async () => {
    const world = open('2026-11-24T08:50:00Z')
    call(world.source, Date.parse('2026-11-22T08:57:00Z'))
    call(world.source, Date.parse('2026-11-23T08:57:00Z'))
    await run(world, 20, 0, 'Asia/Shanghai')
    for (let i = 0; i < 12_000; i++) call(world.source, world.clock.now() + i * 100)
    await world.clock.advance(1_200_000)
    const glance = await world.glance('Asia/Shanghai')
    expect([null, 12_200]).toContain(glance.today.calls)
    expect([null, 12_200]).toContain(glance.hotApis[0]!.calls)
    await settled()
    expect((await world.glance('Asia/Shanghai')).today.calls).toBe(12_200)
    expect((await world.overview('Asia/Shanghai')).hotApis[0]).toMatchObject({
      endpoint: '/a',
      calls: 12_200,
    })
  })
})

describe('a clock that is ahead or set', () => {
  it('leaves calls in the hour to come in their own hour, and the hours add up to the day', async () => {
    for (const zone of ['UTC', 'Asia/Shanghai']) {
      const world = open('2026-11-24T08:58:50Z')
      call(world.source, Date.parse('2026-11-22T08:57:00Z'))
      call(world.source, Date.parse('2026-11-23T08:57:00Z'))
      const seen = await run(world, 40, 75_000, zone)
      const { today, hours, currentHour } = seen.at(-1)!
      expect(hours.find(({ start }) => start === '2026-11-24T09:00:00.000Z')).toMatchObject({
        future: true,
        calls: 400,
      })
      expect(currentHour.calls ?? 0).toBe(0)
      expect(today.calls).toBe(400)
      expect(codesOf(seen.at(-1)!)).toContain('clock_ahead')
    }
  })

  it("of the server's, by hours, is followed at once", async () => {
    const world = open('2026-11-24T08:30:30Z')
    const aheadMs = 5 * 3_600_000
    const { read } = world.source
    await run(world, 3)
    world.source.read = async (request) => ({
      ...(await read(request)),
      serverMs: world.clock.now() + aheadMs,
    })
    const seen = await run(world, 3, aheadMs)
    for (const [i, { today, asOf }] of seen.entries()) {
      expect(today.calls).toBe(30 + 10 * (i + 1))
      expect(Date.parse(asOf)).toBe(world.clock.now() + aheadMs - (2 - i) * 1_000)
    }
    expect(seen.at(-1)!.currentHour).toMatchObject({ start: '2026-11-24T13:00:00.000Z', calls: 30 })
  })
})

describe('a day that ends while the app runs', () => {
  it('is archived with its hours', async () => {
    const world = open('2026-11-23T22:30:00Z')
    await run(world, 20)
    for (let i = 0; i < 4 * 60; i++) {
      await world.clock.advance(60_000)
      await world.watch.tick()
    }
    expect(world.archive.totals('day', 20_780, 20_781)).toEqual(new Map([[20_780, 200]]))
    expect(world.archive.totals('hour', 498_740, 498_744).get(498_742)).toBe(200)
  })
})
