import { describe, expect, test } from 'vitest'
import { dayLabels } from '../../renderer/charts/day-labels.ts'
import { isAlone } from '../../renderer/charts/lines-chart.ts'
import { activeOf, lastKnown, userBars, userLayers, whyNone } from '../../renderer/composables/user-days.ts'
import { quietUsersTable, retentionTable, usersTable } from '../../renderer/composables/users-tables.ts'
import { savedLines, savedTail } from '../support/saved-lines.ts'
import {
  known,
  makeRetention,
  makeTopUsers,
  makeUnknownDay,
  makeUserDay,
  makeUsers,
} from '../support/users-fixture.ts'

const datesFrom = (date: string, count: number): string[] =>
  Array.from({ length: count }, (_day, i) =>
    new Date(Date.parse(date) + i * 86_400_000).toISOString().slice(0, 10),
  )

describe('labels of days', () => {
  const labels = (from: string, count: number): string[] =>
    dayLabels(datesFrom(from, count), (date) => date).filter(Boolean)

  test('stand at Mondays of a month', () => {
    expect(labels('2026-10-26', 30)).toEqual([
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
    ])
  })

  test('stand at the first days of months of a year, not at each, and at none that would be cut off', () => {
    expect(labels('2025-11-28', 365)).toEqual([
      '2026-01-01',
      '2026-03-01',
      '2026-05-01',
      '2026-07-01',
      '2026-09-01',
      '2026-11-01',
    ])
  })
})

describe('days as bars', () => {
  const { days } = makeUsers()

  test('are made of those who came back and those who are new', () => {
    expect(userLayers(days)).toEqual({
      returning: [0, 1_210, 0, 760, 960, 0],
      fresh: [0, 40, 0, 40, 40, 0],
      whole: [1_000, 0, 0, 0, 0, 412],
    })
  })

  test('of unknown days are gaps, and estimates are marked', () => {
    expect(userBars(days).map(({ calls, approximate }) => [calls, approximate])).toEqual([
      [1_000, false],
      [1_250, false],
      [null, false],
      [800, false],
      [1_000, false],
      [412, true],
    ])
  })

  test('show what was counted rather than what is estimated', () => {
    expect(activeOf(makeUserDay('2026-11-23', { approximateActive: 990 }))).toEqual({
      count: 1_000,
      isEstimate: false,
    })
  })
})

test('a running day is never the last that is known', () => {
  const users = makeUsers({
    days: [makeUserDay('2026-11-23'), makeUserDay('2026-11-24', { partial: true, active: known(3) })],
  })
  expect(lastKnown(users, ({ active }) => active)?.date).toBe('2026-11-23')
})

test('where no day has a figure the newest reason stands for all', () => {
  const users = makeUsers({
    days: [makeUnknownDay('2026-11-22', 'not_counted_yet'), makeUnknownDay('2026-11-23', 'not_counted')],
  })
  expect(whyNone(users, ({ active }) => active)).toBe('not_counted')
})

test('a point between two gaps is drawn as one', () => {
  const values = [null, 5, null, 6, 7]
  expect(values.map((_value, i) => isAlone(values, i))).toEqual([false, true, false, false, false])
})

describe('CSV', () => {
  test('of days leaves unknown figures empty, with the reason beside them', () => {
    const [head, first] = savedLines(usersTable(makeUsers()))
    expect(head!.split(',').slice(0, 7)).toEqual([
      'date',
      'partial',
      'estimate',
      'active',
      'active_unknown',
      'new',
      'new_unknown',
    ])
    expect(first!.split(',').slice(0, 7)).toEqual([
      '2026-11-19',
      'false',
      '',
      '1000',
      '',
      '',
      'days_before_missing',
    ])
    expect(first).toContain(savedTail('2026-11-24T07:21:04+00:00'))
  })

  test('of samples says that they are', () => {
    expect(savedLines(usersTable(makeUsers({ source: 'Sample data', sample: true })))[1]).toContain(
      'Sample data,true',
    )
  })

  test('of users gone quiet names them', () => {
    expect(savedLines(quietUsersTable(makeTopUsers()))[1]).toBe(`old-batch,5400,2026-11-15,${savedTail()}`)
  })

  test('of cohorts has a row for each week after the first, empty where it is unknown', () => {
    expect(savedLines(retentionTable(makeRetention())).slice(-2)).toEqual([
      `2026-11-16,0,180,180,false,${savedTail()}`,
      `2026-11-16,1,180,,false,${savedTail()}`,
    ])
  })
})
