import { describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { keptLog } from '../support/source-kit.ts'
import { settled, watching } from '../support/watching.ts'

// 2026-11-24 is day 20781; 09:30:30 UTC lies in hour 498753.
const nowMs = Date.parse('2026-11-24T09:30:30Z')
const hourOf = (iso: string) => Date.parse(iso) / 3_600_000

function open(
  values: Record<string, string | number>,
  archive = openArchive({ file: ':memory:', log: keptLog() }),
) {
  const clock = createFakeClock(nowMs)
  const source = createMapSource(clock, Object.entries(values))
  return { ...watching(source, clock, { archive }), source, clock }
}

describe('a range of the past', () => {
  it('follows the same rules: known, zero by the sums, unknown without them, and before the first counter', async () => {
    const values = {
      'stats:day:20781:total': 1,
      'stats:day:20775:total': 30,
      'stats:day:20774:total': 5,
      [`stats:hour:${hourOf('2026-11-18T10:00Z')}:total`]: 10,
      [`stats:hour:${hourOf('2026-11-18T12:00Z')}:total`]: 20,
    }
    const { trend } = open(values)
    const day = await trend('hour', { until: '2026-11-19T00:00:00Z' })
    expect(day.points.map(({ calls }) => calls)).toEqual([
      ...Array<number>(10).fill(0),
      10,
      0,
      20,
      ...Array<number>(11).fill(0),
    ])
    expect(day).toMatchObject({
      total: 30,
      until: '2026-11-19T00:00:00.000Z',
      later: '2026-11-20T00:00:00.000Z',
    })
    expect(day.points.every(({ partial }) => !partial)).toBe(true)
    const before = await trend('hour', { until: day.points[0]!.start })
    expect(before).toMatchObject({ total: null, atLeast: 0 })
    expect(before.points.every(({ why }) => why === 'unconfirmed')).toBe(true)
    const first = await trend('hour', { until: before.points[0]!.start })
    expect(first.points.every(({ why }) => why === 'not_counted_yet')).toBe(true)
  })

  it('older than Redis keeps it is unknown, even where its sums would add up', async () => {
    const { trend } = open({ 'stats:day:20740:total': 7, 'stats:day:20781:total': 1 })
    const { points } = await trend('hour', { until: '2026-10-15T00:00:00Z' })
    expect(points.every(({ calls, why }) => calls === null && why === 'expired')).toBe(true)
  })

  it('that only the archive has comes from there, however far back it lies', async () => {
    const archive = openArchive({ file: ':memory:', log: keptLog() })
    const start = hourOf('2026-06-01T00:00Z')
    archive.rememberTotals(
      'hour',
      Array.from({ length: 24 }, (_, i): [number, number] => [start + i, 100 + i]),
    )
    archive.rememberTotals('day', [
      [start / 24 - 1, 5],
      [start / 24, 2_676],
    ])
    const { trend } = open({ 'stats:day:20781:total': 1 }, archive)
    const { points, total } = await trend('hour', { until: '2026-06-02T00:00:00Z' })
    expect(points.map(({ calls }) => calls)).toEqual(Array.from({ length: 24 }, (_, i) => 100 + i))
    expect(total).toBe(2_676)
    const days = await trend('day', { until: '2026-06-02T00:00:00Z', zone: 'Asia/Shanghai' })
    expect(days.points.at(-2)).toMatchObject({
      start: '2026-05-31T16:00:00.000Z',
      calls: 2_676,
      approximate: true,
    })
  })
})

describe('a trend that does not wait for every figure', () => {
  const many = 11_000
  const values: Record<string, number> = { 'stats:day:20778:api:/rare': 9 }
  for (const day of [20_778, 20_779, 20_780, 20_781]) {
    for (let i = 0; i < many; i++) values[`stats:day:${day}:api:/api/${i}`] = 1
    values[`stats:day:${day}:total`] = many + (day === 20_778 ? 9 : 0)
  }

  it('marks the zeros that all endpoints of a day must confirm, and has them once these were read behind it', async () => {
    const world = open(values)
    await world.watch.discover()
    const ask = () => world.trend('day', { endpoint: '/rare', complete: false })
    const before = world.source.asked.keys
    const first = await ask()
    expect(first.points.at(-4)).toMatchObject({ calls: 9 })
    expect(first.points.at(-3)).toMatchObject({ calls: null, why: 'reading' })
    expect(world.source.asked.keys - before).toBeLessThan(many)
    for (let i = 0; i < 20 && (await ask()).points.at(-3)!.why === 'reading'; i++) await settled()
    expect((await ask()).points.slice(-4).map(({ calls }) => calls)).toEqual([9, 0, 0, 0])
  }, 30_000)

  it('never reads a closed day again to confirm its zeros', async () => {
    const world = open(values)
    await world.watch.discover()
    await world.trend('day', { endpoint: '/rare' })
    const before = world.source.asked.keys
    const { points } = await world.trend('day', { endpoint: '/rare' })
    expect(points.at(-3)).toMatchObject({ calls: 0 })
    expect(world.source.asked.keys - before).toBeLessThan(many)
  }, 30_000)

  it('starts a search for endpoints behind itself, where a complete one waits for it', async () => {
    const counted = {
      'stats:day:20780:total': 10,
      'stats:day:20781:total': 10,
      'stats:day:20780:api:/a': 10,
      'stats:day:20781:api:/a': 4,
      'stats:day:20781:api:/b': 6,
    }
    const { trend, source } = open(counted)
    const first = await trend('day', { endpoint: '/b', complete: false })
    expect(first.points.at(-2)).toMatchObject({ calls: null, why: 'unconfirmed' })
    await settled()
    expect(source.asked.scanSteps).toBeGreaterThan(0)
    const second = await trend('day', { endpoint: '/b', complete: false })
    expect(second.points.at(-2)).toMatchObject({ calls: 0, why: null })
    expect((await open(counted).trend('day', { endpoint: '/b' })).points.at(-2)).toMatchObject({ calls: 0 })
  })
})
