import { describe, expect, it } from 'vitest'
import type { TrendPoint } from '../../shared/figures.ts'
import { pointChange, summariseTrend } from '../../shared/trend-summary.ts'

const point = (calls: number | null, more: Partial<TrendPoint> = {}): TrendPoint => ({
  start: '2026-11-24T00:00:00.000Z',
  calls,
  atLeast: calls ?? 0,
  partial: false,
  approximate: false,
  why: calls === null ? 'unconfirmed' : null,
  ...more,
})

describe('the sum', () => {
  it('takes in the running point', () => {
    expect(summariseTrend([point(10), point(20), point(4, { partial: true })], null).sum.value).toBe(34)
  })

  it('with an unknown part is unknown, with what is sure beside it', () => {
    const { sum } = summariseTrend([point(10), point(null, { atLeast: 3, why: 'lost' })], null)
    expect(sum).toMatchObject({ value: null, atLeast: 13, why: 'lost' })
  })

  it('with an approximate part is approximate', () => {
    expect(summariseTrend([point(10), point(20, { approximate: true })], null).sum.approximate).toBe(true)
  })
})

describe('mean and peak', () => {
  it('are of the points that are over and known', () => {
    const points = [point(10), point(null), point(21), point(99, { partial: true })]
    expect(summariseTrend(points, null)).toMatchObject({ mean: 15.5, closed: 3, closedKnown: 2 })
    expect(summariseTrend(points, null).peak?.calls).toBe(21)
  })

  it('are nothing where no point is over, and there is no peak of no calls', () => {
    expect(summariseTrend([point(7, { partial: true })], null)).toMatchObject({ mean: null, peak: null })
    expect(summariseTrend([point(0), point(0)], null)).toMatchObject({ mean: 0, peak: null })
  })

  it('of two alike the earlier is the peak', () => {
    const points = [point(5), point(9, { start: 'first' }), point(9, { start: 'second' })]
    expect(summariseTrend(points, null).peak?.start).toBe('first')
  })
})

describe('the change', () => {
  it('is of the points that are over, on both sides', () => {
    const points = [point(30), point(30), point(1, { partial: true })]
    const previous = [point(20), point(28), point(50)]
    expect(summariseTrend(points, previous).compared).toMatchObject({
      present: { value: 60 },
      previous: { value: 48 },
      change: 0.25,
      pairs: 2,
    })
  })

  it('leaves out on both sides what the clock has no counterpart for', () => {
    const previous = [point(20), point(null, { why: 'clock_change' })]
    expect(summariseTrend([point(30), point(500)], previous).compared).toMatchObject({
      change: 0.5,
      pairs: 1,
    })
  })

  it('is unknown where a side is, and from 0', () => {
    expect(summariseTrend([point(30), point(null)], [point(20), point(20)]).compared?.change).toBeNull()
    expect(summariseTrend([point(30)], [point(null)]).compared?.change).toBeNull()
    expect(summariseTrend([point(30)], [point(0)]).compared?.change).toBeNull()
    expect(summariseTrend([point(0)], [point(30)]).compared?.change).toBe(-1)
    expect(summariseTrend([point(30)], null).compared).toBeNull()
  })

  it('of one point is none while it runs', () => {
    expect(pointChange(point(30), point(20))).toBe(0.5)
    expect(pointChange(point(30, { partial: true }), point(20))).toBeNull()
    expect(pointChange(point(null), point(20))).toBeNull()
    expect(pointChange(point(30), undefined)).toBeNull()
  })
})
