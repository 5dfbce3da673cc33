import { describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { createMemory } from '../../electron/core/stats/memory.ts'
import { keysOfCalls, makeCalls, type Call } from '../support/calls.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { keptLog } from '../support/source-kit.ts'
import { expectOverview } from '../support/same-figures.ts'
import { codesOf, settled, watching } from '../support/watching.ts'

const nowMs = Date.parse('2026-11-24T09:30:30Z')
const calls = makeCalls({ seed: 'memory', fromMs: nowMs - 4 * 86_400_000, toMs: nowMs, count: 4_000 })

function open(list: Call[] = calls, archive = openArchive({ file: ':memory:', log: keptLog() })) {
  const clock = createFakeClock(nowMs)
  const source = createMapSource(clock, keysOfCalls(list))
  return { ...watching(source, clock, { archive }), source, clock }
}

type World = ReturnType<typeof open>

/** Lets an hour or more pass with the ticks of the app, and nobody looking. */
async function pass({ clock, watch }: World, minutes: number): Promise<void> {
  for (let i = 0; i < minutes * 2; i++) {
    await clock.advance(30_000)
    await watch.tick()
  }
}

describe('late calls into a closed hour', () => {
  it.each(['UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
    'are in every figure within an hour, in %s',
    async (zone) => {
      const world = open()
      await world.overview(zone)
      await world.trend('hour', { zone, compare: 'period' })
      const late: Call[] = []
      for (const hoursAgo of [2, 5, 14, 26, 40]) {
        for (let i = 0; i < 3; i++) {
          const atMs = nowMs - hoursAgo * 3_600_000 - i * 60_000
          late.push({ atMs, user: '1', endpoint: '/api/service-3', status: 'error' })
        }
      }
      const all = [...calls, ...late]
      for (const [key, count] of keysOfCalls(all)) world.source.keys.set(key, String(count))
      await pass(world, 65)
      expectOverview(await world.overview(zone), all, world.clock.now())
      const { points } = await world.trend('hour', { zone, endpoint: '/api/service-3' })
      const at = (hoursAgo: number) => {
        const hour = Math.floor((nowMs - hoursAgo * 3_600_000) / 3_600_000)
        return {
          shown: points.find(({ start }) => Date.parse(start) === hour * 3_600_000)?.calls,
          real: all.filter(
            (call) => call.endpoint === '/api/service-3' && Math.floor(call.atMs / 3_600_000) === hour,
          ).length,
        }
      }
      for (const hoursAgo of [2, 5, 14]) expect(at(hoursAgo).shown).toBe(at(hoursAgo).real)
    },
  )
})

describe('lost counts', () => {
  it('of a flush while the app watches are unknown with a lower bound, an issue, and never 0', async () => {
    const world = open()
    const before = await world.overview()
    const hours = await world.trend('hour')
    world.source.keys.clear()
    world.source.add('stats:day:20781:total', 'stats:hour:498753:total', 'stats:day:20781:api:/api/service-0')
    await world.clock.advance(2_000)
    const after = await world.overview()
    expect(after.today).toMatchObject({ calls: null, why: 'lost', atLeast: before.today.calls })
    expect(codesOf(after)).toContain('lost_counts')
    expect(after.hotApis.every((row) => row.calls === null && row.atLeast > 0)).toBe(true)
    // Closed hours were read whole: the larger stands.
    const later = await world.trend('hour')
    expect(later.points.slice(0, 23).map(({ calls }) => calls)).toEqual(
      hours.points.slice(0, 23).map(({ calls }) => calls),
    )
    expect(later.points.at(-1)).toMatchObject({ calls: null, why: 'lost' })
  })

  it('between two runs with one archive are an issue, and the archived days stand', async () => {
    const archive = openArchive({ file: ':memory:', log: keptLog() })
    const first = open(calls, archive)
    const days = (await first.trend('day')).points.map(({ calls: figure }) => figure)
    await pass(first, 65)
    await first.stop()
    const second = open([], archive)
    const trend = await second.trend('day')
    expect(trend.points.slice(0, 29).map(({ calls: figure }) => figure)).toEqual(days.slice(0, 29))
    expect(trend.points.at(-1)!.calls).toBeNull()
    expect(codesOf(trend)).toContain('lost_counts')
  })

  it('of the running day are seen where the archived hours already come to more', async () => {
    const archive = openArchive({ file: ':memory:', log: keptLog() })
    const first = open(calls, archive)
    await first.overview()
    await first.trend('hour')
    await pass(first, 65)
    await first.stop()
    const second = open([{ atMs: nowMs - 1_000, user: '1', endpoint: '/a', status: 'ok' }], archive)
    const { today } = await second.overview()
    expect(today).toMatchObject({ calls: null, why: 'lost' })
    expect(today.atLeast).toBeGreaterThan(100)
  })

  it('of single hour keys, as by eviction, are unknown and never silently smaller', async () => {
    for (const zone of ['UTC', 'Asia/Shanghai', 'Asia/Kolkata']) {
      const world = open()
      world.source.keys.delete('stats:hour:498749:total')
      world.source.keys.delete('stats:hour:498750:api:/api/service-0')
      const overview = await world.overview(zone)
      const hour = overview.hours.find(({ start }) => start === '2026-11-24T05:00:00.000Z')!
      expect(hour).toMatchObject({ calls: null, why: 'unconfirmed' })
      const real = calls.filter(({ atMs }) => atMs >= Date.parse(overview.today.start))
      if (zone === 'UTC') expect(overview.today.calls).toBe(real.length)
      else {
        expect(overview.today.calls).toBeNull()
        expect(overview.today.atLeast).toBeGreaterThan(0.8 * real.length)
        expect(overview.hotApis.find(({ endpoint }) => endpoint === '/api/service-0')!.calls).toBeNull()
      }
      const { points } = await world.trend('hour', { endpoint: '/api/service-0' })
      expect(points.find(({ start }) => start === '2026-11-24T06:00:00.000Z')).toMatchObject({ calls: null })
    }
  })

  it('of a total that its endpoints exceed are an issue, and coverage is not clamped', async () => {
    const world = open()
    world.source.keys.set('stats:day:20781:total', '7')
    const overview = await world.overview()
    expect(codesOf(overview)).toContain('lost_counts')
    expect(overview.coverage.apis).toBeGreaterThan(1)
  })

  it('of a status that is gone make the rate unknown, not better', async () => {
    const world = open()
    world.source.keys.delete('stats:day:20781:status:error')
    const { today, success } = await world.overview()
    expect(today.successRate).toBeNull()
    expect(success).toMatchObject({ rate: null, why: 'unconfirmed' })
  })
})

describe('what is kept in memory', () => {
  it('ends with the views that show it', () => {
    const memory = createMemory(0)
    const day = Math.floor(nowMs / 86_400_000)
    const put = (series: string, granularity: 'minute' | 'hour' | 'day', bucket: number) =>
      memory.put({ series, granularity, bucket }, 1, nowMs, 0)
    const series = ['total', 'api:/a', 'status:ok']
    for (const one of series) {
      for (let minute = (day - 9) * 1_440; minute <= nowMs / 60_000; minute++) put(one, 'minute', minute)
      for (let hour = (day - 90) * 24; hour < (day + 1) * 24; hour++) put(one, 'hour', hour)
      for (let back = 0; back < 500; back++) put(one, 'day', day - back)
    }
    memory.prune(nowMs)
    const held = (one: string, granularity: 'minute' | 'hour' | 'day', from: number, to: number) => {
      let count = 0
      for (let n = from; n < to; n++) if (memory.get(one, granularity, n) !== undefined) count++
      return count
    }
    for (const one of series.slice(1)) {
      expect(held(one, 'minute', 0, 1)).toBe(0)
      expect(held(one, 'minute', (day - 9) * 1_440, (day + 1) * 1_440)).toBeLessThan(9 * 60)
      expect(held(one, 'hour', (day - 90) * 24, (day + 1) * 24)).toBeLessThan(5 * 24)
      expect(held(one, 'day', day - 500, day + 1)).toBeLessThan(64)
    }
    expect(held('total', 'minute', (day - 9) * 1_440, (day + 1) * 1_440)).toBeLessThan(9 * 1_440)
    expect(held('total', 'hour', (day - 90) * 24, (day + 1) * 24)).toBeLessThan(64 * 24)
    expect(memory.get('total', 'minute', Math.floor(nowMs / 60_000))).toBe(1)
    expect(memory.get('api:/a', 'hour', Math.floor(nowMs / 3_600_000))).toBe(1)
  })

  it('is the larger of two readings of a closed bucket, and a lower bound of a running one', () => {
    const memory = createMemory(0)
    const hour = Math.floor(nowMs / 3_600_000)
    const closed = { series: 'total', granularity: 'hour', bucket: hour - 1 } as const
    const running = { series: 'total', granularity: 'hour', bucket: hour } as const
    memory.put(closed, 10, nowMs, 1e9)
    expect(memory.put(closed, 7, nowMs + 1, 1e9)).toBe(true)
    expect(memory.get('total', 'hour', hour - 1)).toBe(10)
    memory.put(closed, 12, nowMs + 2, 1e9)
    expect(memory.get('total', 'hour', hour - 1)).toBe(12)
    memory.put(running, 10, nowMs, 1e9)
    expect(memory.put(running, 3, nowMs + 1, 1e9)).toBe(true)
    expect(memory.get('total', 'hour', hour)).toBe('lost')
    memory.put(running, 30, nowMs + 2, 1e9)
    expect(memory.get('total', 'hour', hour)).toBe('lost')
    expect(memory.floor('total', 'hour', hour)).toBe(30)
  })

  it.each(['UTC', 'Asia/Shanghai'])(
    'takes 9,000 idle endpoints in turns of 500 alone, in %s',
    async (zone) => {
      const idle = Array.from({ length: 9_000 }, (_, i): [string, number] => [
        `stats:day:20770:api:/idle/${i}`,
        1,
      ])
      const clock = createFakeClock(nowMs)
      const source = createMapSource(clock, [
        ...idle,
        ['stats:day:20770:total', 9_000],
        ['stats:day:20781:total', 10],
        ['stats:hour:498753:total', 10],
        ['stats:day:20781:api:/a', 10],
        ['stats:hour:498753:api:/a', 10],
        ['stats:day:20781:status:ok', 10],
      ])
      const { overview, glance } = watching(source, clock)
      const refresh = async (times: number) => {
        const before = source.asked.keys
        for (let i = 0; i < times; i++) {
          await clock.advance(1_000)
          await glance(zone)
          await settled()
        }
        return source.asked.keys - before
      }
      await overview(zone)
      await refresh(30)
      expect(await refresh(20)).toBeLessThan(20 * (500 + 25))
      source.add('stats:day:20781:total', 'stats:day:20781:api:/idle/8765')
      source.add('stats:hour:498753:total', 'stats:hour:498753:api:/idle/8765')
      await refresh(9_000 / 500 + 1)
      expect((await glance(zone)).hotApis).toContainEqual(
        expect.objectContaining({ endpoint: '/idle/8765', atLeast: 1 }),
      )
    },
  )

  it('stays bounded over two days of refreshes with 60 endpoints', async () => {
    const list = makeCalls({
      seed: 'bounded',
      fromMs: nowMs - 2 * 86_400_000,
      toMs: nowMs,
      count: 4_000,
      endpoints: Array.from({ length: 60 }, (_, i) => `/api/${i}`),
    })
    const world = open(list)
    let asked = 0
    const halves: number[] = []
    for (let step = 0; step < 2 * 96; step++) {
      await world.clock.advance(900_000)
      const at = Math.floor(world.clock.now() / 1_000)
      const [minute, hour, day] = [60, 3_600, 86_400].map((width) => Math.floor(at / width))
      for (const key of ['total', `api:/api/${step % 60}`]) {
        world.source.add(
          `stats:minute:${minute}:${key}`,
          `stats:hour:${hour}:${key}`,
          `stats:day:${day}:${key}`,
        )
      }
      await world.glance('Asia/Kolkata')
      await settled()
      await world.watch.tick()
      if (step === 95) asked = world.source.asked.keys
      halves.push(world.source.asked.keys)
    }
    const firstDay = asked
    const secondDay = halves.at(-1)! - asked
    expect(secondDay).toBeLessThan(1.5 * firstDay)
  })
})
