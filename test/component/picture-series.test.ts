import { describe, expect, test } from 'vitest'
import type { Bar } from '../../renderer/charts/bar.ts'
import { barSeries, layerSeries, rateValues } from '../../renderer/charts/picture-series.ts'
import type { RatePoint } from '../../shared/figures.ts'

const bar = (calls: number | null, change: Partial<Bar> = {}): Bar => ({
  start: '2026-11-24T00:00:00.000Z',
  calls,
  previous: null,
  partial: false,
  approximate: false,
  future: false,
  ...change,
})

describe('bars in a picture', () => {
  test('say which one runs and which are approximate, and leave unknown ones out', () => {
    const bars = [bar(3), bar(null), bar(4, { approximate: true }), bar(1, { partial: true })]
    expect(barSeries(bars, { calls: 'today', previous: 'yesterday' })).toEqual([
      { name: 'today', values: [3, null, 4, 1], role: 'main', partial: [3], approximate: [2] },
    ])
  })

  test('stand beside what they are compared with where there is any', () => {
    const bars = [bar(3, { previous: 2 }), bar(4)]
    expect(barSeries(bars, { calls: 'today', previous: 'yesterday' })[1]).toEqual({
      name: 'yesterday',
      values: [2, null],
      role: 'earlier',
    })
    expect(barSeries(bars, { calls: 'today', previous: null })).toHaveLength(1)
  })
})

test('parts that are piled up are unknown where the whole is, and those without calls are left out', () => {
  const bars = [bar(10), bar(null), bar(7)]
  const layers = [
    { name: 'returning', values: [8, 0, 0], role: 'main' as const },
    { name: 'new', values: [2, 0, 0], role: 1 as const },
    { name: 'whole', values: [0, 0, 7], role: 2 as const },
    { name: 'none', values: [0, 0, 0], role: 3 as const },
  ]
  expect(layerSeries(bars, layers).map(({ name, values }) => [name, values])).toEqual([
    ['returning', [8, null, 0]],
    ['new', [2, null, 0]],
    ['whole', [0, null, 7]],
  ])
})

describe('the live rate by the second', () => {
  const startMs = Date.parse('2026-11-24T07:00:00.000Z')
  const point = (second: number, callsPerSecond: number | null, from: RatePoint['from']): RatePoint => ({
    at: new Date(startMs + second * 1_000).toISOString(),
    callsPerSecond,
    from,
  })

  test('goes straight from reading to reading, and has a gap where nothing is known', () => {
    const points = [
      point(1, 10, 'refresh'),
      point(3, 20, 'refresh'),
      point(4, null, 'refresh'),
      point(5, 8, 'refresh'),
    ]
    const { readings, minutes } = rateValues(points, { startMs, endMs: startMs + 6_000 })
    expect(readings).toEqual([null, 10, 15, 20, null, 8, null])
    expect(minutes).toEqual(Array.from({ length: 7 }, () => null))
  })

  test('keeps the mean of a minute until the readings begin', () => {
    const points = [point(0, 5, 'minute'), point(3, 9, 'refresh'), point(4, 11, 'refresh')]
    const { readings, minutes } = rateValues(points, { startMs, endMs: startMs + 4_000 })
    expect(minutes).toEqual([5, 5, 5, 5, null])
    expect(readings).toEqual([null, null, null, 9, 11])
  })
})
