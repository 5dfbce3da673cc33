import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { ExportClaim, ExportEnd } from '../../electron/core/reports/archive-exports.ts'
import { plainReport } from '../support/fake-reports.ts'
import { keptLog } from '../support/source-kit.ts'

const atMs = Date.parse('2026-11-24T01:00:00Z')
const minute = 60_000
const file = (name: string) => ({ name, bytes: 7, sha256: 'ab'.repeat(32) })

let archive: Archive
beforeEach(() => {
  archive = openArchive({ file: ':memory:', log: keptLog() })
})
afterEach(() => archive.close())

const place = (date: string, zone = 'UTC') => ({ zone, date })
const keep = (date: string, zone = 'UTC') =>
  archive.keepReport({ zone, date, dueMs: atMs }, plainReport(zone, date, atMs))
const revise = (date: string) => archive.reviseReport('UTC', date, plainReport('UTC', date, atMs))
const owed = () => archive.owedExports('UTC').map(({ date, revision }) => [date, revision])
const claim = (changes: Partial<ExportClaim> = {}): ExportClaim => ({
  revision: 1,
  holder: 'one',
  folder: '/out',
  formats: ['csv', 'html'],
  atMs,
  untilMs: atMs + 5 * minute,
  ...changes,
})
const end = (changes: Partial<ExportEnd> = {}): ExportEnd => ({
  state: 'done',
  atMs,
  files: [file('a.csv')],
  attempts: 0,
  nextTryMs: null,
  code: null,
  message: null,
  ...changes,
})

describe('what is exported by itself', () => {
  it('is nothing while that is off, and only what is written after it was switched on', () => {
    keep('2026-11-20')
    expect(owed()).toEqual([])
    archive.switchAutoExport(true)
    expect(owed()).toEqual([])
    keep('2026-11-22')
    keep('2026-11-21')
    keep('2026-11-21', 'Asia/Shanghai')
    archive.switchAutoExport(true)
    expect(owed()).toEqual([
      ['2026-11-21', 1],
      ['2026-11-22', 1],
    ])
    archive.switchAutoExport(false)
    expect(owed()).toEqual([])
    archive.switchAutoExport(true)
    expect(owed()).toEqual([])
  })

  it('is a day from before too, once it gets a new revision', () => {
    keep('2026-11-20')
    archive.switchAutoExport(true)
    revise('2026-11-20')
    expect(owed()).toEqual([['2026-11-20', 2]])
  })

  it('is a day once for each revision', () => {
    archive.switchAutoExport(true)
    keep('2026-11-21')
    expect(archive.beginExport(place('2026-11-21'), claim())).toEqual([])
    expect(archive.endExport(place('2026-11-21'), 'one', end())).toBe(true)
    expect(owed()).toEqual([])
    expect(archive.beginExport(place('2026-11-21'), claim())).toBeNull()
    revise('2026-11-21')
    expect(owed()).toEqual([['2026-11-21', 2]])
    expect(archive.beginExport(place('2026-11-21'), claim({ revision: 2 }))).toEqual([file('a.csv')])
  })

  it('comes back as it was noted', () => {
    archive.switchAutoExport(true)
    keep('2026-11-21')
    archive.beginExport(place('2026-11-21'), claim())
    archive.endExport(place('2026-11-21'), 'one', end({ atMs: atMs + 9 }))
    const noted = {
      date: '2026-11-21',
      revision: 1,
      state: 'done',
      atMs: atMs + 9,
      folder: '/out',
      formats: ['csv', 'html'],
      files: [file('a.csv')],
      attempts: 0,
      nextTryMs: null,
      code: null,
      message: null,
    }
    expect(archive.dayExport('UTC', '2026-11-21')).toEqual(noted)
    expect(archive.lastExport('UTC')).toEqual(noted)
    expect(archive.lastExport('Asia/Shanghai')).toBeNull()
  })
})

describe('a day that a program has begun', () => {
  beforeEach(() => {
    archive.switchAutoExport(true)
    keep('2026-11-21')
    archive.beginExport(place('2026-11-21'), claim())
  })

  it('is begun by no other until its time is over', () => {
    const other = claim({ holder: 'two', atMs: atMs + minute, untilMs: atMs + 6 * minute })
    expect(archive.beginExport(place('2026-11-21'), other)).toBeNull()
    expect(archive.beginExport(place('2026-11-21'), { ...other, atMs: atMs + 5 * minute })).toEqual([])
    expect(archive.expectFiles(place('2026-11-21'), 'one', [file('b.csv')])).toBe(false)
    expect(archive.endExport(place('2026-11-21'), 'one', end())).toBe(false)
    expect(archive.endExport(place('2026-11-21'), 'two', end())).toBe(true)
  })

  it('leaves the files that were to get their names, whoever goes on', () => {
    expect(archive.expectFiles(place('2026-11-21'), 'one', [file('a.csv'), file('b.csv')])).toBe(true)
    const later = claim({ holder: 'two', atMs: atMs + 5 * minute })
    expect(archive.beginExport(place('2026-11-21'), later)).toEqual([file('a.csv'), file('b.csv')])
  })

  it('waits for its next try where it failed, unless a person asks or a new revision comes', () => {
    const failed = end({
      state: 'failed',
      files: [],
      attempts: 3,
      nextTryMs: atMs + 4 * minute,
      code: 'no_folder',
      message: 'It is not there.',
    })
    archive.endExport(place('2026-11-21'), 'one', failed)
    expect(owed()).toEqual([['2026-11-21', 1]])
    expect(archive.beginExport(place('2026-11-21'), claim({ atMs: atMs + minute }))).toBeNull()
    archive.retryExports('UTC')
    expect(archive.beginExport(place('2026-11-21'), claim({ atMs: atMs + minute }))).toEqual([])
    expect(archive.dayExport('UTC', '2026-11-21')!.attempts).toBe(3)
    archive.endExport(place('2026-11-21'), 'one', failed)
    revise('2026-11-21')
    expect(archive.beginExport(place('2026-11-21'), claim({ revision: 2, atMs: atMs + minute }))).toEqual([])
    expect(archive.dayExport('UTC', '2026-11-21')!.attempts).toBe(0)
  })
})
