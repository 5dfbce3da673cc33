import { describe, expect, test } from 'vitest'
import { differenceChart, reachOf } from '../../renderer/charts/difference-chart.ts'
import { runsOf } from '../../shared/neighbours.ts'
import { trendLabels } from '../../renderer/charts/trend-labels.ts'
import { parseInstant, parseZoom, partOf, zoomText, zoomTo } from '../../renderer/composables/trend-part.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import type { ChartTheme } from '../../renderer/charts/theme.ts'
import { makeTrend } from '../support/trend-fixture.ts'

const hours = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * 3_600_000).toISOString())

describe('labels of the time axis', () => {
  const labels = (starts: string[], range: 'minute' | 'hour' | 'day', zone: string) =>
    trendLabels({ starts, range, zone, language: 'en' })
      .map((label, i) => (label ? `${i} ${label}` : ''))
      .filter(Boolean)

  test('stand at every third hour of 24, with the day where one begins', () => {
    expect(labels(hours('2026-11-23T08:00:00Z', 24), 'hour', 'Asia/Shanghai')).toEqual([
      '2 18:00',
      '5 21:00',
      '8 24 Nov',
      '11 03:00',
      '14 06:00',
      '17 09:00',
      '20 12:00',
      '23 15:00',
    ])
  })

  test('stand at every hour of a few', () => {
    expect(labels(hours('2026-11-23T08:00:00Z', 3), 'hour', 'UTC')).toEqual(['0 08:00', '1 09:00', '2 10:00'])
  })

  test('stand at round minutes of the clock of the zone', () => {
    const starts = Array.from({ length: 60 }, (_, i) =>
      new Date(Date.parse('2026-11-24T07:04:00Z') + i * 60_000).toISOString(),
    )
    expect(labels(starts, 'minute', 'Asia/Kathmandu')).toEqual([
      '1 12:50',
      '11 13:00',
      '21 13:10',
      '31 13:20',
      '41 13:30',
      '51 13:40',
    ])
  })

  test('say an hour that is there twice once', () => {
    const found = labels(hours('2026-11-01T04:00:00Z', 5), 'hour', 'America/New_York')
    expect(found).toEqual(['0 1 Nov', '1 01:00', '3 02:00', '4 03:00'])
  })

  const days = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      new Date(Date.parse('2026-10-26T00:00:00Z') + i * 86_400_000).toISOString(),
    )

  test('of many days stand at Mondays, of a few at each', () => {
    expect(labels(days(30), 'day', 'UTC')).toEqual([
      '0 26 Oct',
      '7 2 Nov',
      '14 9 Nov',
      '21 16 Nov',
      '28 23 Nov',
    ])
    expect(labels(days(4), 'day', 'UTC')).toHaveLength(4)
  })

  test('of many days are the first of months, and of many hours days', () => {
    const year = labels(days(365), 'day', 'UTC').map((label) => label.split(' ').slice(1).join(' '))
    expect(year.length).toBeGreaterThanOrEqual(6)
    expect(year.length).toBeLessThanOrEqual(9)
    expect(year.every((label) => label.startsWith('1 '))).toBe(true)
    const hours = Array.from({ length: 40 * 24 }, (_, i) =>
      new Date(Date.parse('2026-10-01T00:00:00Z') + i * 3_600_000).toISOString(),
    )
    const few = labels(hours, 'hour', 'UTC')
    expect(few.length).toBeLessThanOrEqual(9)
    expect(few[0]).toBe('0 1 Oct')
    expect(few[1]).toBe('120 6 Oct')
  })
})

describe('differences', () => {
  const of = (...changes: (number | null)[]) => changes.map((change) => ({ change, isUnknown: false }))

  test('have an axis that reaches beyond the largest of them, from 10% to 100%', () => {
    expect(reachOf(of(0.01, null))).toBe(0.1)
    expect(reachOf(of(-0.31, 0.2))).toBeCloseTo(0.4)
    expect(reachOf(of(0.3))).toBeCloseTo(0.3)
    expect(reachOf(of(57, -1))).toBe(1)
    expect(reachOf([])).toBe(0.1)
  })

  test('that are larger end with the axis, and those that are unknown are no bar', () => {
    const { data } = differenceChart({
      differences: of(3, null, -0.5),
      theme: {} as ChartTheme,
      axisShare: String,
    })
    expect(data.datasets[0]!.data).toEqual([1, null, -0.5])
  })
})

test('runs are neighbours of which something holds', () => {
  expect(runsOf([1, 1, 0, 1], (one) => one === 1)).toEqual([
    { from: 0, to: 1 },
    { from: 3, to: 3 },
  ])
})

describe('a zoom', () => {
  const trend = makeTrend({ range: 'hour', zone: 'UTC', compare: 'period' })

  test('is two instants of which the second is later', () => {
    const text = '2026-11-24T03:00:00.000Z/2026-11-24T07:00:00.000Z'
    expect(zoomText(parseZoom(text)!)).toBe(text)
    expect(parseZoom('2026-11-24T11:00:00+08:00/2026-11-24T07:00:00Z')).toEqual(parseZoom(text))
    for (const none of [
      '',
      text.split('/')[0]!,
      `${text}/x`,
      text.split('/').toReversed().join('/'),
      'a/b',
      '/',
    ]) {
      expect(parseZoom(none)).toBeNull()
    }
  })

  test('leaves the points that begin within it, with what they are compared with', () => {
    const part = partOf(trend, parseZoom('2026-11-24T03:00:00Z/2026-11-24T06:00:00Z'))
    expect(part.points.map(({ start }) => start.slice(11, 16))).toEqual(['03:00', '04:00', '05:00'])
    expect(part.previous!.map(({ start }) => start.slice(8, 16))).toEqual([
      '23T03:00',
      '23T04:00',
      '23T05:00',
    ])
    expect(part.isZoomed).toBe(true)
    expect(partOf(trend, null)).toMatchObject({ points: trend.points, isZoomed: false })
  })

  test('goes from the first to the end of the last of two points, in whatever order', () => {
    const part = partOf(trend, null)
    const zoom = zoomTo(part, 22, 20)
    expect(zoomText(zoom)).toBe('2026-11-24T04:00:00.000Z/2026-11-24T07:00:00.000Z')
    expect(zoomTo(part, 20, 22)).toEqual(zoom)
  })

  test('of days ends where the next day begins, whatever its length', () => {
    const days = makeTrend({ range: 'day', zone: 'Asia/Shanghai', until: '2026-11-20T16:00:00Z' })
    expect(partOf(days, null).ends.at(-1)).toBe(Date.parse('2026-11-20T16:00:00Z'))
  })
})

test('an instant of an address has its offset and a year of four digits', () => {
  expect(parseInstant('2026-11-24T03:00:00+08:00')).toBe(Date.parse('2026-11-23T19:00:00Z'))
  for (const none of [
    '',
    'now',
    '2026-11-24',
    '2026-11-24T03:00:00',
    '2026-13-24T03:00:00Z',
    '+012026-11-24T03:00:00Z',
  ]) {
    expect(parseInstant(none)).toBeNull()
  }
})

test('a time of a file has its distance from UTC at that instant', () => {
  expect(isoInZone('2026-11-24T07:00:00Z', 'Asia/Kathmandu')).toBe('2026-11-24T12:45:00+05:45')
  expect(isoInZone('2026-11-24T07:00:00Z', 'UTC')).toBe('2026-11-24T07:00:00+00:00')
  expect(isoInZone('2026-07-01T00:00:00Z', 'America/St_Johns')).toBe('2026-06-30T21:30:00-02:30')
  expect(isoInZone('2026-11-01T06:00:00Z', 'America/New_York')).toBe('2026-11-01T01:00:00-05:00')
})
