import { describe, expect, it } from 'vitest'
import { cohortsOf, weekOfDay } from '../../shared/cohorts.ts'
import { userFigures, type CountedUsers, type UserFacts } from '../../shared/user-figures.ts'

const usual: CountedUsers = {
  active: 10,
  calls: 100,
  total: 100,
  new: 4,
  weekly: 25,
  monthly: 40,
  top10Calls: 60,
  topPercentCalls: 9,
}

/** Facts of days from 100 on that are all counted, but for those that a test names. */
function factsOf(
  changes: Record<number, Partial<CountedUsers> | null> = {},
  more: Partial<UserFacts> = {},
): UserFacts {
  return {
    firstDay: 100,
    beganDay: null,
    firstKeptDay: 0,
    counted(day) {
      if (day < 100 || changes[day] === null) return undefined
      return { ...usual, ...changes[day] }
    },
    ...more,
  }
}

describe('the users of a day', () => {
  it('are all known where the 30 days before are counted whole', () => {
    expect(userFigures(factsOf(), 130)).toEqual({
      active: { value: 10, why: null },
      new: { value: 4, why: null },
      returning: { value: 6, why: null },
      weekly: { value: 25, why: null },
      monthly: { value: 40, why: null },
      stickiness: { value: 0.25, why: null },
      top10Share: { value: 0.6, why: null },
      topPercentShare: { value: 0.09, why: null },
      coverage: 1,
    })
  })

  it('are new for nobody where one of the 30 days before is not counted whole', () => {
    const unknown = { value: null, why: 'days_before_missing' }
    expect(userFigures(factsOf(), 129).new).toEqual(unknown)
    expect(userFigures(factsOf({ 100: null }), 130).new).toEqual(unknown)
    expect(userFigures(factsOf({ 129: { calls: 99 } }), 130)).toMatchObject({
      active: { value: 10 },
      new: unknown,
      returning: unknown,
    })
    expect(userFigures(factsOf({ 115: { total: null } }), 130).new).toEqual(unknown)
    expect(userFigures(factsOf({ 130: { calls: 99 } }), 130).new.value).toBe(4)
    expect(userFigures(factsOf({ 100: null }), 131).new.value).toBe(4)
  })

  it('are new as far as counting provably began later', () => {
    expect(userFigures(factsOf({}, { beganDay: 100 }), 100)).toMatchObject({
      new: { value: 4 },
      weekly: { value: 25 },
      monthly: { value: 40 },
    })
    expect(userFigures(factsOf({ 101: null }, { beganDay: 100 }), 102).new.value).toBeNull()
  })

  it('have no window where a day of it is not counted whole', () => {
    const unknown = { value: null, why: 'window_incomplete' }
    expect(userFigures(factsOf(), 105).weekly).toEqual(unknown)
    expect(userFigures(factsOf(), 106).weekly.value).toBe(25)
    expect(userFigures(factsOf(), 128).monthly).toEqual(unknown)
    expect(userFigures(factsOf(), 129)).toMatchObject({ monthly: { value: 40 }, stickiness: { value: 0.25 } })
    expect(userFigures(factsOf({ 130: { calls: 99 } }), 130).stickiness).toEqual(unknown)
    expect(userFigures(factsOf({ 130: { weekly: null } }), 130).weekly).toEqual(unknown)
  })

  it('are unknown, and never 0, where they were not counted, with the reason', () => {
    const why = (facts: UserFacts, day: number): unknown => userFigures(facts, day).active
    expect(why(factsOf({ 150: null }), 150)).toEqual({ value: null, why: 'not_counted' })
    expect(why(factsOf({}), 99)).toEqual({ value: null, why: 'not_counted_yet' })
    expect(why(factsOf({}, { firstDay: null }), 50)).toEqual({ value: null, why: 'not_counted_yet' })
    expect(why(factsOf({ 150: null }, { firstKeptDay: 151 }), 150)).toEqual({ value: null, why: 'expired' })
    expect(userFigures(factsOf({ 150: { active: 0, calls: 0 } }), 150)).toMatchObject({
      active: { value: null, why: 'incomplete' },
      top10Share: { value: null, why: 'incomplete' },
      coverage: 0,
    })
  })

  it('are 0 on a day that provably had no calls', () => {
    const none = { active: 0, calls: 0, total: 0, new: 0, top10Calls: 0, topPercentCalls: 0 }
    expect(userFigures(factsOf({ 150: none }), 150)).toMatchObject({
      active: { value: 0 },
      new: { value: 0 },
      top10Share: { value: null, why: null },
      coverage: null,
    })
  })

  it('explain as much as their calls are of all', () => {
    expect(userFigures(factsOf({ 150: { calls: 75 } }), 150).coverage).toBe(0.75)
    expect(userFigures(factsOf({ 150: { calls: 110 } }), 150).coverage).toBe(1.1)
  })
})

describe('users by the week of their first call', () => {
  it('begin their weeks on Monday', () => {
    const day = (date: string): number => Date.parse(date) / 86_400_000
    expect(weekOfDay(day('1969-12-29'))).toBe(0)
    expect(weekOfDay(day('2026-11-22'))).toBe(weekOfDay(day('2026-11-16')))
    expect(weekOfDay(day('2026-11-23'))).toBe(weekOfDay(day('2026-11-22')) + 1)
  })

  it('are counted in each week in which they called, and unknown in one that was not counted whole', () => {
    const groups = [
      { firstWeek: 20, lastWeek: 20, weeks: 0b1, users: 5 },
      { firstWeek: 20, lastWeek: 22, weeks: 0b101, users: 3 },
      { firstWeek: 21, lastWeek: 23, weeks: 0b111, users: 2 },
      { firstWeek: 18, lastWeek: 23, weeks: 0b100001, users: 9 },
    ]
    // Week 22 is the days from 151 to 157.
    const ask = { groups, lastDay: 160, firstWeek: 19, lastWeek: 23 }
    expect(cohortsOf({ ...ask, facts: factsOf() })).toEqual([
      { week: 20, users: 8, active: [8, 0, 3, 0], mayHoldOlder: false },
      { week: 21, users: 2, active: [2, 2, 2], mayHoldOlder: false },
    ])
    const [first] = cohortsOf({ ...ask, facts: factsOf({ 153: null, 120: { calls: 1 } }) })
    expect(first).toEqual({ week: 20, users: 8, active: [8, 0, null, 0], mayHoldOlder: true })
  })
})
