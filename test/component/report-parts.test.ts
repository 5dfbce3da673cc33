import { describe, expect, test } from 'vitest'
import { figurePairs, isSameDay } from '../../renderer/composables/report-figures.ts'
import { reportSuccess } from '../../shared/report-success.ts'
import { reportHours } from '../../renderer/composables/report-hours.ts'
import { reportItems, sortItems } from '../../renderer/composables/report-items.ts'
import { monthAfter, parseMonth, weeksOf } from '../../renderer/composables/report-month.ts'
import { defaultStatusLists } from '../../shared/success.ts'
import { makeReport, weekBefore } from '../support/report-fixture.ts'

describe('a month', () => {
  test('has weeks that begin on Monday', () => {
    const weeks = weeksOf('2026-11')
    expect(weeks).toHaveLength(6)
    expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01'])
    expect(weeks[5]).toEqual(['2026-11-30', null, null, null, null, null, null])
    expect(weeksOf('2027-02').flat()).toHaveLength(28)
  })

  test('goes on over the end of a year', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
  })

  test('is told from other text', () => {
    expect(['2026-11', '2026-13', '2026-1', 'x'].map(parseMonth)).toEqual(['2026-11', null, null, null])
  })
})

describe('endpoints of two reports', () => {
  test('are those that either has, with 0 for the one that has none', () => {
    const items = sortItems(reportItems(makeReport(), weekBefore), 'difference')
    expect(items.map(({ endpoint, calls, previous }) => [endpoint, calls, previous])).toEqual([
      ['/api/old', 0, 2_000],
      ['/api/weather', 9_000, 8_000],
      ['/api/news', 6_234, 6_100],
    ])
  })

  test('may be called like what every object has', () => {
    const odd = JSON.parse('{"__proto__": 3, "toString": 1}') as Record<string, number>
    const items = sortItems(reportItems(makeReport({ api_breakdown: odd }), weekBefore), 'calls')
    expect(items.slice(0, 2).map(({ endpoint, calls, previous }) => [endpoint, calls, previous])).toEqual([
      ['__proto__', 3, 0],
      ['toString', 1, 0],
    ])
  })

  test('are unknown where the breakdown is', () => {
    const [item] = reportItems(makeReport({ api_breakdown: null }), weekBefore)
    expect([item!.calls, item!.share, item!.change]).toEqual([null, null, null])
  })
})

describe('success', () => {
  test('goes by the lists that are given', () => {
    const lists = { success: ['success', 'error'], error: [] }
    expect(reportSuccess(makeReport(), lists)).toEqual({ rate: 1, errors: 0, unclassified: 0 })
  })

  test('stays unknown where too few statuses are known', () => {
    const report = makeReport({ success_rate: null })
    expect(reportSuccess(report, defaultStatusLists).rate).toBeNull()
  })
})

test('the figures of two days are side by side', () => {
  const pairs = figurePairs(weekBefore, makeReport(), defaultStatusLists)
  expect(pairs.map(({ name, was, now }) => [name, was, now])).toEqual([
    ['calls', 16_100, 15_234],
    ['success', 15_939 / 16_100, 14_824 / 15_234],
    ['errors', 161, 410],
    ['peak', 1_434, 1_434],
    ['endpoints', 3, 2],
    ['users', null, 812],
    ['newUsers', null, 40],
  ])
})

test('a report is the same whenever it was made and however its names are ordered', () => {
  const other = makeReport({
    api_breakdown: { '/api/news': 6_234, '/api/weather': 9_000 },
    generated_at: '2026-11-24T07:00:00.000Z',
  })
  expect(isSameDay(makeReport(), other)).toBe(true)
  expect(isSameDay(makeReport(), makeReport({ new_users: 41 }))).toBe(false)
})

test('hours stand beside the same hours of the clock, also where one day is longer', () => {
  // Clocks in Berlin went back on 25 October: the hour from 02:00 occurs twice.
  const long = makeReport({
    date: '2026-10-25',
    zone: 'Europe/Berlin',
    hourly: Array.from({ length: 25 }, (_hour, i) => ({
      start: new Date(Date.UTC(2026, 9, 24, 22 + i)).toISOString(),
      minutes: 60,
      calls: i,
    })),
  })
  const usual = makeReport({
    date: '2026-10-24',
    zone: 'Europe/Berlin',
    hourly: Array.from({ length: 24 }, (_hour, i) => ({
      start: new Date(Date.UTC(2026, 9, 23, 22 + i)).toISOString(),
      minutes: 60,
      calls: 100 + i,
    })),
  })
  const previous = reportHours(long, usual).map((hour) => hour.previous)
  expect(previous.slice(0, 5)).toEqual([100, 101, 102, 102, 103])
  expect(
    reportHours(usual, long)
      .map((hour) => hour.previous)
      .slice(0, 4),
  ).toEqual([0, 1, 2, 4])
})
