import { describe, expect, it } from 'vitest'
import { gatherPassport } from '../../shared/export-passport.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { bucketRule, passportCells, passportColumns } from '../../shared/passport-cells.ts'
import { plainReport } from '../support/fake-reports.ts'

const about = {
  source: 'Orders',
  sample: false,
  from: '2026-11-20',
  to: '2026-11-23',
  zone: 'Asia/Kathmandu',
  bucketOffsetMinutes: 0,
  missing: ['2026-11-23'],
  exportedAt: '2026-11-24T08:00:00.000Z',
  generator: 'tallyscope 1.2.3',
}

function day(
  date: string,
  calls: number,
  quality: Partial<DailyReport['quality']>,
  madeAt: string,
): DailyReport {
  const report = plainReport(about.zone, date, Date.parse(madeAt), calls)
  return {
    ...report,
    quality: { hours: null, apis: null, statuses: null, users: null, issues: [], ...quality },
  }
}

function passportOf(reports: DailyReport[]) {
  const gathered = gatherPassport()
  for (const report of reports) gathered.add(report)
  return gathered.passport(about)
}

describe('the passport of a range', () => {
  it('adds up what the parts explain of all calls, a day without any among them', () => {
    const { coverage } = passportOf([
      day('2026-11-20', 100, { hours: 1, apis: 1 / 3 }, '2026-11-21T01:00:00Z'),
      day('2026-11-21', 300, { hours: 1, apis: 1.01 }, '2026-11-22T01:00:00Z'),
      day('2026-11-22', 100, { hours: 1 }, '2026-11-23T01:00:00Z'),
    ])
    // A third of 100 calls is of a whole number of them.
    expect(coverage).toEqual({ hours: 1, apis: (33 + 303) / 500, statuses: null, users: null })
  })

  it('knows no share of days without calls', () => {
    const { coverage } = passportOf([day('2026-11-20', 0, {}, '2026-11-21T01:00:00Z')])
    expect(coverage).toEqual({ hours: null, apis: null, statuses: null, users: null })
  })

  it('names issues by how many days have them, each day once, and when the reports were made', () => {
    const lost = { code: 'lost_counts', message: '' } as const
    const rare = { code: 'evictions', message: '' } as const
    const { days, issues, readFrom, readTo } = passportOf([
      day('2026-11-20', 1, { issues: [lost, lost, rare] }, '2026-11-22T01:00:00Z'),
      day('2026-11-21', 1, { issues: [lost] }, '2026-11-21T01:00:00Z'),
    ])
    expect(issues).toEqual([
      { code: 'lost_counts', days: 2 },
      { code: 'evictions', days: 1 },
    ])
    expect([days, readFrom, readTo]).toEqual([2, '2026-11-21T01:00:00.000Z', '2026-11-22T01:00:00.000Z'])
  })

  it('of no report at all is empty where it would speak of them', () => {
    expect(passportOf([])).toMatchObject({ days: 0, readFrom: null, readTo: null, issues: [] })
  })

  it('stands in cells with times of its zone, unknown as nothing', () => {
    const made = '2026-11-21T01:00:00Z'
    const passport = passportOf([day('2026-11-20', 4, { hours: 0.5, users: 1 }, made)])
    const cells = passportCells(passport)
    expect(Object.fromEntries(passportColumns.map(({ name }, i) => [name, cells[i]]))).toEqual({
      source: 'Orders',
      sample: false,
      zone: 'Asia/Kathmandu',
      buckets: 'UTC',
      from: '2026-11-20',
      to: '2026-11-23',
      read_at: '2026-11-21T06:45:00+05:45',
      explained: 'hours=0.5 apis= statuses= users=1',
      issues: null,
      exported_at: '2026-11-24T13:45:00+05:45',
      app: 'tallyscope 1.2.3',
    })
  })

  it.each([
    [0, 'UTC'],
    [480, 'UTC+08:00'],
    [-210, 'UTC-03:30'],
  ])('names buckets that are %i minutes ahead of UTC', (minutes, text) => {
    expect(bucketRule(minutes)).toBe(text)
  })
})
