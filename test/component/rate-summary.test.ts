import { expect, test } from 'vitest'
import { summariseRate } from '../../renderer/charts/rate-summary.ts'
import type { RatePoint } from '../../shared/figures.ts'

const endMs = Date.parse('2026-11-24T07:21:00.000Z')

function readings(rates: (number | null)[]): RatePoint[] {
  return rates.map((callsPerSecond, i) => ({
    at: new Date(endMs - (rates.length - 1 - i) * 1_000).toISOString(),
    callsPerSecond,
    from: 'refresh',
  }))
}

const repeat = (count: number, rate: (i: number) => number): number[] =>
  Array.from({ length: count }, (_one, i) => rate(i))

test('a line that keeps its height is steady near its median', () => {
  expect(summariseRate(readings(repeat(300, (i) => 180 + (i % 5))), endMs)).toEqual({
    kind: 'steady',
    level: 182,
    outlier: null,
  })
})

test('a short rise is a burst with its peak, its time and its length', () => {
  const rates = repeat(300, (i) => (i >= 114 && i < 130 ? 250 : 180))
  rates[120] = 261
  expect(summariseRate(readings(rates), endMs)).toEqual({
    kind: 'steady',
    level: 180,
    outlier: { kind: 'burst', value: 261, at: endMs - 179_000, seconds: 16 },
  })
})

test('a short fall is a dip', () => {
  const rates = repeat(300, (i) => (i >= 200 && i < 210 ? 20 : 180))
  expect(summariseRate(readings(rates), endMs)).toMatchObject({
    outlier: { kind: 'dip', value: 20, seconds: 10 },
  })
})

test('a single second is no burst', () => {
  const rates = repeat(300, (i) => (i === 100 ? 900 : 180))
  expect(summariseRate(readings(rates), endMs)).toMatchObject({ kind: 'steady', outlier: null })
})

test('a line that climbs is rising, one that sinks is falling', () => {
  expect(summariseRate(readings(repeat(300, (i) => 100 + i)), endMs)).toMatchObject({ kind: 'rising' })
  expect(summariseRate(readings(repeat(300, (i) => 400 - i)), endMs)).toMatchObject({ kind: 'falling' })
})

test('a line without a level lies between its ends', () => {
  const summary = summariseRate(readings(repeat(300, (i) => 150 + 100 * Math.sin(i / 20))), endMs)
  expect(summary.kind).toBe('varying')
})

test('no calls at all is quiet, and that is not the same as unknown', () => {
  expect(summariseRate(readings(repeat(300, () => 0)), endMs)).toEqual({ kind: 'quiet' })
  expect(summariseRate(readings([null, null]), endMs)).toEqual({ kind: 'none' })
  expect(summariseRate([], endMs)).toEqual({ kind: 'none' })
})

test('the mean of a minute weighs as much as a minute of readings', () => {
  const minutes: RatePoint[] = [0, 1, 2, 3].map((i) => ({
    at: new Date(endMs - (250 - i * 60) * 1_000).toISOString(),
    callsPerSecond: 100,
    from: 'minute',
  }))
  expect(summariseRate([...minutes, ...readings(repeat(10, () => 130))], endMs)).toMatchObject({
    kind: 'steady',
    level: 100,
  })
})
