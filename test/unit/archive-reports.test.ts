import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import { plainReport } from '../support/fake-reports.ts'
import { keptLog } from '../support/source-kit.ts'

const madeMs = Date.parse('2026-11-22T01:00:00Z')
const place = { zone: 'UTC', date: '2026-11-21', dueMs: madeMs }
const first = plainReport('UTC', '2026-11-21', madeMs, 100)

let archive: Archive
beforeEach(() => {
  archive = openArchive({ file: ':memory:', log: keptLog() })
})
afterEach(() => archive.close())

describe('the reports of an archive', () => {
  it('come back as they were, under their zone and date alone', () => {
    expect(archive.keepReport(place, first)).toBe(true)
    expect(archive.report('UTC', '2026-11-21')).toEqual({ revision: 1, report: first })
    expect(archive.report('Asia/Shanghai', '2026-11-21')).toBeNull()
    expect(archive.report('UTC', '2026-11-20')).toBeNull()
  })

  it('keep endpoints of any name apart', () => {
    const calls: [string, number][] = [
      ['__proto__', 1],
      ['constructor', 2],
      ['2', 3],
      ['1', 4],
      ['a\0b', 5],
      ['/天气/😀', 6],
      ['', 7],
    ]
    const breakdown = Object.assign(Object.create(null), Object.fromEntries(calls)) as Record<string, number>
    Object.defineProperty(breakdown, '__proto__', { value: 1, enumerable: true })
    archive.keepReport(place, { ...first, api_breakdown: breakdown })
    const { report } = archive.report('UTC', '2026-11-21')!
    expect(new Map(Object.entries(report.api_breakdown!))).toEqual(new Map(calls))
  })

  it('keep the first of two that are made for one day', () => {
    archive.keepReport(place, first)
    expect(archive.keepReport(place, { ...first, total_calls: 7 })).toBe(false)
    expect(archive.report('UTC', '2026-11-21')?.report.total_calls).toBe(100)
    expect(archive.revisions('UTC', '2026-11-21')).toHaveLength(1)
  })

  it('keep every revision, the newest being the report', () => {
    archive.keepReport(place, first)
    const second = plainReport('UTC', '2026-11-21', madeMs + 60_000, 103)
    expect(archive.addRevision(place, second)).toBe(2)
    expect(archive.report('UTC', '2026-11-21')).toEqual({ revision: 2, report: second })
    expect(archive.report('UTC', '2026-11-21', 1)).toEqual({ revision: 1, report: first })
    expect(archive.report('UTC', '2026-11-21', 3)).toBeNull()
    expect(archive.revisions('UTC', '2026-11-21')).toEqual([
      { revision: 1, generatedAt: '2026-11-22T01:00:00.000Z', calls: 100 },
      { revision: 2, generatedAt: '2026-11-22T01:01:00.000Z', calls: 103 },
    ])
  })

  it('know the nearest dates beside one, and the first of all', () => {
    expect(archive.firstReport('UTC')).toBeNull()
    for (const date of ['2026-11-10', '2026-11-15', '2026-11-21'])
      archive.keepReport({ ...place, date }, first)
    expect(archive.reportsBeside('UTC', '2026-11-15')).toEqual({ previous: '2026-11-10', next: '2026-11-21' })
    expect(archive.reportsBeside('UTC', '2026-11-18')).toEqual({ previous: '2026-11-15', next: '2026-11-21' })
    expect(archive.reportsBeside('UTC', '2026-11-10')).toEqual({ previous: null, next: '2026-11-15' })
    expect(archive.firstReport('UTC')).toBe('2026-11-10')
    expect(archive.firstReport('Asia/Tokyo')).toBeNull()
  })
})

describe('the ledger of an archive', () => {
  const entry = () => archive.ledger('UTC', '2026-11-21', '2026-11-21')

  it('has each report at a glance', () => {
    archive.keepReport(place, first)
    archive.noteLate('UTC', '2026-11-21', 5)
    expect(entry()).toEqual([
      {
        date: '2026-11-21',
        state: 'done',
        dueMs: madeMs,
        attempts: 0,
        nextTryMs: null,
        why: null,
        code: null,
        message: null,
        summary: {
          calls: 100,
          change: 1,
          weekChange: null,
          successRate: 0.75,
          approximate: false,
          activeUsers: null,
          adoptedFrom: null,
          quality: { hours: 1, apis: 0.5, statuses: 1, users: null },
          issues: 1,
          revision: 1,
          generatedAt: '2026-11-22T01:00:00.000Z',
          lateCalls: 5,
        },
      },
    ])
  })

  it('forgets a failure and a skip when the report is made, and never the report for them', () => {
    archive.noteFailed(place, { code: 'timeout', message: 'No answer.', attempts: 2, nextTryMs: madeMs + 1 })
    expect(entry()).toMatchObject([
      { state: 'failed', code: 'timeout', message: 'No answer.', attempts: 2, nextTryMs: madeMs + 1 },
    ])
    archive.noteSkipped(place, 'hours_gone')
    expect(entry()).toMatchObject([
      { state: 'skipped', why: 'hours_gone', code: null, message: null, nextTryMs: null },
    ])
    archive.keepReport(place, first)
    archive.noteFailed(place, { code: 'internal', message: 'Too late.', attempts: 1, nextTryMs: 5 })
    archive.noteSkipped(place, 'lost')
    expect(entry()).toMatchObject([{ state: 'done', why: null, message: null, attempts: 0 }])
  })

  it('is given from one date to another, oldest first', () => {
    for (const date of ['2026-11-12', '2026-11-10', '2026-11-11', '2026-11-13'])
      archive.noteSkipped({ ...place, date }, 'lost')
    archive.noteSkipped({ ...place, zone: 'Asia/Tokyo', date: '2026-11-11' }, 'lost')
    const dates = archive.ledger('UTC', '2026-11-10', '2026-11-12').map(({ date }) => date)
    expect(dates).toEqual(['2026-11-10', '2026-11-11', '2026-11-12'])
  })

  it('forgets days without a report from a date on', () => {
    archive.keepReport({ ...place, date: '2026-11-23' }, first)
    for (const date of ['2026-11-21', '2026-11-22', '2026-11-24'])
      archive.noteSkipped({ ...place, date }, 'lost')
    archive.forgetFrom('UTC', '2026-11-22')
    const dates = archive.ledger('UTC', '2026-01-01', '2026-12-31').map(({ date }) => date)
    expect(dates).toEqual(['2026-11-21', '2026-11-23'])
  })
})
