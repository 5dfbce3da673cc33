import { afterEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { plainReport } from '../support/fake-reports.ts'
import { keptLog } from '../support/source-kit.ts'

const archive = openArchive({ file: ':memory:', log: keptLog() })
afterEach(() => archive.forgetFrom('UTC', '2000-01-01'))

const madeMs = Date.parse('2026-11-23T01:00:00Z')
const place = (date: string, zone = 'UTC') => ({ zone, date, dueMs: madeMs })
const summary = (date: string) => archive.ledger('UTC', date, date)[0]!.summary!

describe('a report of others in an archive', () => {
  const old = {
    date: '2026-11-01',
    form: 'old' as const,
    zone: null,
    generator: null,
    calls: 7,
    successRate: 0.5,
    document: '{"total_calls":7,\u0000 é}',
    seenMs: 1_000,
  }

  it('comes back as it stood, and as it was first seen while nothing of it changes', () => {
    archive.keepForeign([
      old,
      { ...old, date: '2026-11-02', document: null, form: 'unreadable', calls: null },
    ])
    archive.keepForeign([{ ...old, seenMs: 9_000 }])
    expect(archive.foreignReports('2026-11-01', '2026-11-02')).toEqual([
      { ...old, bytes: Buffer.byteLength(old.document) },
      { ...old, date: '2026-11-02', document: null, form: 'unreadable', calls: null, bytes: 0 },
    ])
    archive.keepForeign([{ ...old, document: 'x', seenMs: 9_000 }])
    expect(archive.foreignReports('2026-11-01', '2026-11-01')).toEqual([
      { ...old, document: 'x', bytes: 1, seenMs: 9_000 },
    ])
    expect(archive.foreignReports('2026-11-03', '2026-11-30')).toEqual([])
  })
})

describe('a report that was adopted', () => {
  it('is marked with who made it until it is made anew', () => {
    const report = { ...plainReport('UTC', '2026-11-04', madeMs), generator: 'tallyscope 9' }
    expect(archive.adoptReport(place('2026-11-04'), report, () => false)).toBe(true)
    expect(archive.report('UTC', '2026-11-04')).toEqual({ revision: 1, report })
    expect(summary('2026-11-04').adoptedFrom).toBe('tallyscope 9')
    expect(archive.unshared('UTC', '2026-11-04')).toEqual([])
    archive.addRevision(place('2026-11-04'), plainReport('UTC', '2026-11-04', madeMs))
    expect(summary('2026-11-04')).toMatchObject({ revision: 2, adoptedFrom: null })
    archive.noteShared('UTC', { date: '2026-11-04', revision: 2 }, 'taken')
  })

  it('takes the place of another only where it is the better one', () => {
    const report = plainReport('UTC', '2026-11-08', madeMs)
    archive.keepReport(place('2026-11-08'), report)
    expect(archive.adoptReport(place('2026-11-08'), report, () => false)).toBe(false)
    expect(archive.revisions('UTC', '2026-11-08').length).toBe(1)
    const better = { ...report, active_users: 3 }
    const knowsUsers = (than: typeof report): boolean => than.active_users === null
    expect(archive.adoptReport(place('2026-11-08'), better, knowsUsers)).toBe(true)
    expect(archive.adoptReport(place('2026-11-08'), better, knowsUsers)).toBe(false)
    expect(archive.report('UTC', '2026-11-08')).toEqual({ revision: 2, report: better })
    archive.noteShared('UTC', { date: '2026-11-08', revision: 2 }, 'written')
  })

  it('tells that the users of its date are known where it knows them', () => {
    archive.adoptReport(place('2026-11-05'), plainReport('UTC', '2026-11-05', madeMs), () => false)
    archive.adoptReport(
      place('2026-11-06'),
      { ...plainReport('UTC', '2026-11-06', madeMs), active_users: 0 },
      () => false,
    )
    archive.keepReport(place('2026-11-07'), { ...plainReport('UTC', '2026-11-07', madeMs), active_users: 5 })
    archive.noteShared('UTC', { date: '2026-11-07', revision: 1 }, 'written')
    expect(archive.datesOfAdoptedUsers('UTC')).toEqual(expect.arrayContaining(['2026-11-06']))
    expect(archive.datesOfAdoptedUsers('UTC')).not.toContain('2026-11-05')
    expect(archive.datesOfAdoptedUsers('UTC')).not.toContain('2026-11-07')
    expect(archive.datesOfAdoptedUsers('Asia/Shanghai')).toEqual([])
  })
})

describe('what Redis lacks', () => {
  it('are the newest revisions of a zone of which nothing is noted', () => {
    archive.keepReport(place('2026-11-10'), plainReport('UTC', '2026-11-10', madeMs))
    archive.keepReport(place('2026-11-11'), plainReport('UTC', '2026-11-11', madeMs))
    archive.addRevision(place('2026-11-11'), plainReport('UTC', '2026-11-11', madeMs))
    archive.keepReport(
      place('2026-11-11', 'Asia/Shanghai'),
      plainReport('Asia/Shanghai', '2026-11-11', madeMs),
    )
    const first = { date: '2026-11-10', revision: 1, replaces: false }
    expect(archive.unshared('UTC', '2026-11-10')).toEqual([
      first,
      { date: '2026-11-11', revision: 2, replaces: false },
    ])
    archive.noteShared('UTC', { date: '2026-11-11', revision: 2 }, 'written')
    expect(archive.unshared('UTC', '2026-11-10')).toEqual([first])
    expect(archive.unshared('UTC', '2026-11-11')).toEqual([])
  })

  it('are replaced there by a later revision too, once a person said so', () => {
    const date = '2026-11-20'
    archive.keepReport(place(date), plainReport('UTC', date, madeMs))
    archive.noteShared('UTC', { date, revision: 1 }, 'written')
    archive.addRevision(place(date), plainReport('UTC', date, madeMs))
    archive.noteShared('UTC', { date, revision: 2 }, 'to_replace')
    archive.reviseReport('UTC', date, plainReport('UTC', date, madeMs, 101))
    expect(archive.unshared('UTC', date)).toEqual([{ date, revision: 3, replaces: true }])
    archive.noteShared('UTC', { date, revision: 3 }, 'written')
    expect(archive.unshared('UTC', date)).toEqual([])
  })
})
