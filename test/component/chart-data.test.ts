import { describe, expect, test } from 'vitest'
import { hourLabels } from '../../renderer/charts/hour-labels.ts'
import { busiestHour, unknownRuns } from '../../renderer/charts/hours-summary.ts'
import { looksAlike } from '../../renderer/charts/looks-alike.ts'
import { rateSeries } from '../../renderer/charts/rate-series.ts'
import { sparklinePieces } from '../../renderer/charts/sparkline.ts'
import { unknownSpans } from '../../renderer/charts/unknown-spans.ts'
import type { DayHour, RatePoint } from '../../shared/figures.ts'
import { makeOverview } from '../support/overview-fixture.ts'

const hour = (start: string, more: Partial<DayHour> = {}): DayHour => ({
  start,
  minutes: 60,
  calls: 10,
  why: null,
  partial: false,
  future: false,
  approximate: false,
  previous: 9,
  ...more,
})

describe('calls per second', () => {
  const at = (seconds: number): string => new Date(seconds * 1_000).toISOString()
  const point = (seconds: number, callsPerSecond: number | null, from: RatePoint['from']): RatePoint => ({
    at: at(seconds),
    callsPerSecond,
    from,
  })

  test('the means of minutes reach to where the readings begin', () => {
    const { minutes, readings } = rateSeries(
      [point(0, 5, 'minute'), point(60, 7, 'minute'), point(90, 8, 'refresh')],
      90_000,
    )
    expect(minutes.slice(0, 3)).toEqual([
      { x: 0, y: 5 },
      { x: 60_000, y: 7 },
      { x: 90_000, y: 7 },
    ])
    expect(readings).toEqual([{ x: 90_000, y: 8 }])
  })

  test('the mean of a minute reaches to where an unknown one begins', () => {
    const { minutes } = rateSeries(
      [point(0, 5, 'minute'), point(60, null, 'minute'), point(120, 7, 'minute')],
      150_000,
    )
    expect(minutes).toEqual([
      { x: 0, y: 5 },
      { x: 60_000, y: 5 },
      { x: 60_000, y: Number.NaN },
      { x: 120_000, y: 7 },
      { x: 150_000, y: 7 },
    ])
  })

  test('the mean of the last minute reaches to the end', () => {
    expect(rateSeries([point(0, 5, 'minute')], 30_000).minutes.at(-1)).toEqual({ x: 30_000, y: 5 })
  })

  test('what is unknown is a gap, never zero', () => {
    expect(rateSeries([point(0, 5, 'refresh'), point(1, null, 'refresh')], 1_000).readings[1]!.y).toBeNaN()
  })

  test('readings far apart are not joined', () => {
    const { readings } = rateSeries([point(0, 5, 'refresh'), point(200, 6, 'refresh')], 200_000)
    expect(readings.map(({ y }) => y)).toEqual([5, Number.NaN, 6])
  })

  test('an unknown minute is hatched until the next point, an unknown reading back to the one before', () => {
    const points = [
      point(0, null, 'minute'),
      point(60, 7, 'minute'),
      point(90, 8, 'refresh'),
      point(91, null, 'refresh'),
      point(92, null, 'refresh'),
      point(93, 4, 'refresh'),
    ]
    expect(unknownSpans(points, 0, 93_000)).toEqual([
      { fromMs: 0, toMs: 60_000 },
      { fromMs: 90_000, toMs: 92_000 },
    ])
  })

  test('where no point is there, everything is hatched', () => {
    expect(unknownSpans([], 5_000, 9_000)).toEqual([{ fromMs: 5_000, toMs: 9_000 }])
  })
})

describe('hours', () => {
  test('unknown hours next to each other are one run, hours to come are none', () => {
    const hours = [
      hour('a', { calls: null }),
      hour('b'),
      hour('c', { calls: null }),
      hour('d', { calls: null }),
      hour('e', { calls: null, future: true }),
    ]
    expect(unknownRuns(hours)).toEqual([
      { from: 0, to: 0 },
      { from: 2, to: 3 },
    ])
  })

  test('the busiest hour is over, and the earliest on a tie', () => {
    const hours = [
      hour('a', { calls: 5 }),
      hour('b', { calls: 7 }),
      hour('c', { calls: 7 }),
      hour('d', { calls: 99, partial: true }),
    ]
    expect(busiestHour(hours)?.start).toBe('b')
    expect(busiestHour([hour('a', { calls: 0 })])).toBeNull()
  })

  test('labels stand at every third hour on the clock of the zone', () => {
    const { hours } = makeOverview()
    expect(hourLabels(hours, 'Asia/Shanghai').filter(Boolean)).toEqual([
      '00',
      '03',
      '06',
      '09',
      '12',
      '15',
      '18',
      '21',
    ])
  })

  test('where hours begin at half past, the label says so once', () => {
    const hours = [
      '2026-11-23T18:30Z',
      '2026-11-23T19:00Z',
      '2026-11-23T20:00Z',
      '2026-11-23T21:00Z',
      '2026-11-23T22:00Z',
    ]
    expect(
      hourLabels(
        hours.map((start) => hour(start)),
        'Asia/Kolkata',
      ),
    ).toEqual(['00', '', '', '', '03:30'])
  })

  test('a running bar that grew by less than a pixel looks alike, a new state does not', () => {
    const before = [hour('a', { calls: 100_000 }), hour('b', { calls: 50_000, partial: true })]
    expect(looksAlike(before, [before[0]!, { ...before[1]!, calls: 50_010 }])).toBe(true)
    expect(looksAlike(before, [before[0]!, { ...before[1]!, calls: 51_000 }])).toBe(false)
    expect(looksAlike(before, [before[0]!, { ...before[1]!, calls: null }])).toBe(false)
    expect(looksAlike(before, [{ ...before[0]!, approximate: true }, before[1]!])).toBe(false)
  })
})

describe('sparklines', () => {
  test('an unknown hour is a gap between two pieces', () => {
    const pieces = sparklinePieces([1, 2, null, 3, 4], 64, 18)
    expect(pieces).toHaveLength(2)
    expect(pieces[0]!.split(' ')).toHaveLength(2)
  })

  test('a lone hour is a short dash', () => {
    expect(sparklinePieces([null, 5, null], 64, 18)).toEqual(['31,1.0 33,1.0'])
  })

  test('nothing known is no line', () => {
    expect(sparklinePieces([null, null], 64, 18)).toEqual([])
  })
})
