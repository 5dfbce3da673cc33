import { describe, expect, it } from 'vitest'
import { createPeriodMethods } from '../../electron/core/reports/report-periods.ts'
import { defaultStatusLists } from '../../shared/success.ts'
import { fakeReports, type FakeReports } from '../support/fake-reports.ts'

const methodsOf = ({ world }: FakeReports) =>
  createPeriodMethods({
    world,
    head: () => ({ source: 'test', sample: false, issues: [] }),
    statusLists: () => defaultStatusLists,
    usersUntil: (date) => ({
      weekly: { value: Number(date.slice(8)), why: null },
      monthly: { value: null, why: 'window_incomplete' },
    }),
  })

/** Reports of 100 calls for each day from 20 August to 24 November, a Tuesday. */
async function made(zone = 'UTC'): Promise<FakeReports> {
  const reports = fakeReports({ now: '2026-11-25T12:00:00Z', first: '2026-08-20T00:00:00Z', zone })
  await reports.tick()
  return reports
}

describe('the list of weeks and months', () => {
  it('has the newest 12 weeks at a glance, newest first, and says where it goes on', async () => {
    const { items, earlier, zone } = methodsOf(await made()).reportPeriods({ kind: 'week', until: null })
    expect([items.length, zone, earlier]).toEqual([12, 'UTC', '2026-09-06'])
    expect(items[0]).toEqual({
      from: '2026-11-23',
      to: '2026-11-29',
      isOver: false,
      coverage: { known: 2, closed: 2, days: 7, approximate: 0 },
      total: { value: 200, atLeast: 200, approximate: false },
      change: 0,
    })
    expect(items[11]).toMatchObject({ from: '2026-09-07', isOver: true, total: { value: 700 }, change: 0 })
  })

  it('goes back to the first report and no further', async () => {
    const methods = methodsOf(await made())
    const { items, earlier } = methods.reportPeriods({ kind: 'week', until: '2026-09-06' })
    expect(items.map(({ from }) => from)).toEqual(['2026-08-31', '2026-08-24', '2026-08-17'])
    expect(items[2]).toMatchObject({
      coverage: { known: 4, closed: 7 },
      total: { value: null, atLeast: 400 },
      change: null,
    })
    expect(earlier).toBeNull()
    const months = methods.reportPeriods({ kind: 'month', until: null }).items
    expect(months.map(({ from, total, change }) => [from, total.value, change])).toEqual([
      ['2026-11-01', 2_400, 0],
      ['2026-10-01', 3_100, 3_100 / 3_000 - 1],
      ['2026-09-01', 3_000, null],
      ['2026-08-01', null, null],
    ])
  })

  it('is empty without reports, and not there without a report zone', () => {
    const reports = fakeReports({ now: '2026-11-25T12:00:00Z' })
    const methods = methodsOf(reports)
    expect(methods.reportPeriods({ kind: 'week', until: null })).toMatchObject({ items: [], earlier: null })
    reports.at.zone = null
    const refused = expect.objectContaining({ code: 'no_report_zone' }) as unknown
    expect(() => methods.reportPeriods({ kind: 'week', until: null })).toThrow(refused)
    expect(() => methods.reportPeriod({ kind: 'week', date: '2026-11-25' })).toThrow(refused)
  })
})

describe('one week or month', () => {
  it('is read from the newest revisions, with the nearest that have a report', async () => {
    const reports = await made()
    const { archive } = reports
    const newer = { ...archive.report('UTC', '2026-11-17')!.report, total_calls: 140 }
    archive.addRevision({ zone: 'UTC', date: '2026-11-17', dueMs: 0 }, newer)
    const methods = methodsOf(reports)
    expect(methods.reportPeriod({ kind: 'week', date: '2026-11-19' })).toMatchObject({
      kind: 'week',
      zone: 'UTC',
      from: '2026-11-16',
      to: '2026-11-22',
      total: { value: 740 },
      bestDay: { date: '2026-11-17', calls: 140 },
      previous: '2026-11-09',
      next: '2026-11-23',
      activeUsers: { days: 7, users: { value: 22, why: null } },
    })
    expect(methods.reportPeriod({ kind: 'month', date: '2026-08-31' })).toMatchObject({
      from: '2026-08-01',
      coverage: { known: 12, closed: 31, days: 31 },
      previous: null,
      next: '2026-09-01',
      activeUsers: { days: 30, users: { value: null, why: 'window_incomplete' } },
    })
    expect(methods.reportPeriod({ kind: 'week', date: '2026-11-24' }).activeUsers).toBeNull()
  })

  it('leaves out a date that its zone skipped', () => {
    const reports = fakeReports({
      now: '2012-01-20T12:00:00Z',
      first: '2011-12-01T00:00:00Z',
      zone: 'Pacific/Apia',
    })
    const week = methodsOf(reports).reportPeriod({ kind: 'week', date: '2011-12-31' })
    expect(week.activeUsers).toBeNull()
    expect(week.days.map(({ date }) => date)).toEqual([
      '2011-12-26',
      '2011-12-27',
      '2011-12-28',
      '2011-12-29',
      '2011-12-31',
      '2012-01-01',
    ])
  })

  it('of any date of the calendar is answered', () => {
    const methods = methodsOf(fakeReports({ now: '2026-11-25T12:00:00Z' }))
    for (const kind of ['week', 'month'] as const)
      for (const date of ['0000-01-01', '9999-12-31'])
        expect(methods.reportPeriod({ kind, date }).total).toMatchObject({ value: null, atLeast: 0 })
  })
})
