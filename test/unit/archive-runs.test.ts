import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { NewRun } from '../../electron/core/reports/archive-runs.ts'
import { keptLog } from '../support/source-kit.ts'

const atMs = Date.parse('2026-11-22T01:00:00Z')
const made: NewRun = {
  kind: 'report',
  by: 'schedule',
  outcome: 'done',
  startedMs: atMs,
  tookMs: 41.6,
  date: '2026-11-21',
}
const failed: NewRun = { ...made, outcome: 'failed', code: 'no_permission', message: 'It may not.' }

let archive: Archive
beforeEach(() => {
  archive = openArchive({ file: ':memory:', log: keptLog() })
})
afterEach(() => archive.close())

const all = () => archive.runs({ limit: 2_000 })

describe('the log of runs', () => {
  it('gives back what was noted, newest first', () => {
    archive.noteRun(made)
    archive.noteRun({
      kind: 'census',
      by: 'hand',
      outcome: 'cancelled',
      startedMs: atMs + 1,
      tookMs: 0,
      count: 7,
    })
    expect(all()).toEqual([
      {
        id: 2,
        kind: 'census',
        by: 'hand',
        outcome: 'cancelled',
        startedAt: '2026-11-22T01:00:00.001Z',
        tookMs: 0,
        date: null,
        count: 7,
        code: null,
        message: null,
        times: 1,
      },
      {
        id: 1,
        kind: 'report',
        by: 'schedule',
        outcome: 'done',
        startedAt: '2026-11-22T01:00:00.000Z',
        tookMs: 42,
        date: '2026-11-21',
        count: null,
        code: null,
        message: null,
        times: 1,
      },
    ])
  })

  it('tells a failure that comes again once, with how often it came', () => {
    archive.noteRun(failed)
    archive.noteRun({ ...made, date: '2026-11-20' })
    archive.noteRun({ ...failed, startedMs: atMs + 60_000 })
    expect(all().map(({ date, outcome, times, startedAt }) => [date, outcome, times, startedAt])).toEqual([
      ['2026-11-21', 'failed', 2, '2026-11-22T01:01:00.000Z'],
      ['2026-11-20', 'done', 1, '2026-11-22T01:00:00.000Z'],
    ])
  })

  it('tells a failure with another reason, and one after a success, by itself', () => {
    archive.noteRun(failed)
    archive.noteRun({ ...failed, code: 'internal', message: 'It broke.' })
    archive.noteRun(made)
    archive.noteRun(failed)
    expect(all().map(({ outcome, times }) => [outcome, times])).toEqual([
      ['failed', 1],
      ['done', 1],
      ['failed', 1],
      ['failed', 1],
    ])
  })

  it('keeps the last 1,000 entries', () => {
    for (let i = 0; i < 1_005; i++) archive.noteRun({ ...made, count: i })
    const kept = all()
    expect([kept.length, kept[0]!.count, kept.at(-1)!.count]).toEqual([1_000, 1_004, 5])
  })

  it('is given in pages, and by outcome', () => {
    for (let i = 0; i < 4; i++) archive.noteRun({ ...(i % 2 ? failed : made), date: `2026-11-0${i + 1}` })
    const dates = (options: Parameters<Archive['runs']>[0]) => archive.runs(options).map(({ date }) => date)
    expect(dates({ limit: 2 })).toEqual(['2026-11-04', '2026-11-03'])
    expect(dates({ limit: 2, before: 3 })).toEqual(['2026-11-02', '2026-11-01'])
    expect(dates({ limit: 9, outcome: 'failed' })).toEqual(['2026-11-04', '2026-11-02'])
    expect(dates({ limit: 9, outcome: 'cancelled' })).toEqual([])
  })
})
