import { describe, expect, it } from 'vitest'
import { haveSameUsers, withUsers, type ReportUsers } from '../../shared/report-users.ts'
import { plainReport } from '../support/fake-reports.ts'

const madeMs = Date.parse('2026-11-22T01:00:00Z')
const bare = plainReport('UTC', '2026-11-21', madeMs, 100)
const other = bare.quality.issues[0]!
const report = {
  ...bare,
  quality: {
    ...bare.quality,
    issues: [other, { code: 'users_not_counted' as const, message: 'No census.' }, other],
  },
}
const users: ReportUsers = {
  active: 3,
  new: 1,
  whyNewUnknown: null,
  calls: 100,
  top: [{ user: 'a', calls: 60 }],
  issues: [],
}
const codesOf = (of: ReportUsers): string[] => withUsers(report, of).quality.issues.map(({ code }) => code)

describe('a report with its users', () => {
  it('has their figures in place of the note that they were not counted, and all else as it was', () => {
    expect(withUsers(report, users)).toEqual({
      ...report,
      active_users: 3,
      new_users: 1,
      top_users: [{ user: 'a', calls: 60 }],
      quality: { ...report.quality, users: 1, issues: [other, other] },
    })
  })

  it('says where users do not explain all calls, or more than all', () => {
    expect(codesOf({ ...users, calls: 75 })).toEqual(['unexplained', 'unexplained_users', 'unexplained'])
    expect(withUsers(report, { ...users, calls: 75 }).quality.users).toBe(0.75)
    expect(codesOf({ ...users, calls: 125 })).toEqual(['unexplained', 'lost_counts', 'unexplained'])
  })

  it('says where nobody can tell who is new', () => {
    const unknown = { ...users, new: null, whyNewUnknown: 'days_before_missing' as const }
    expect(codesOf(unknown)).toEqual(['unexplained', 'new_users_unknown', 'unexplained'])
    expect(withUsers(report, unknown)).toMatchObject({ active_users: 3, new_users: null })
  })

  it('has no users, and not 0, where no user of its calls is known', () => {
    const none = {
      ...users,
      active: null,
      new: null,
      whyNewUnknown: 'incomplete' as const,
      calls: 0,
      top: [],
    }
    const shown = withUsers(report, none)
    expect([shown.active_users, shown.new_users, shown.top_users, shown.quality.users]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(codesOf(none)).toEqual(['unexplained', 'unexplained_users', 'unexplained'])
  })

  it('takes a later count in place of an earlier one, each issue once', () => {
    const key = 'stats:day:20778:user:x'
    const issues = [{ code: 'bad_value' as const, message: 'No number.', key }]
    const first = withUsers(report, {
      ...users,
      calls: 130,
      new: null,
      whyNewUnknown: 'days_before_missing',
      issues,
    })
    const second = withUsers(first, { ...users, issues })
    expect(second.quality.issues.filter(({ code }) => code !== 'unexplained')).toEqual(issues)
    expect(withUsers(second, { ...users, issues })).toEqual(second)
    expect([
      haveSameUsers(first, second),
      haveSameUsers(second, withUsers(second, { ...users, issues })),
    ]).toEqual([false, true])
  })
})
