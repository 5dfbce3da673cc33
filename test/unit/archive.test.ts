import { describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import type { Archive, DiscoveryLedger } from '../../electron/core/reports/archive.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }

const oddNames = [
  '',
  '__proto__',
  'constructor',
  'a\0b',
  'a\0c',
  '/天气/😀',
  '\ufeffmark',
  'two\nlines',
  '1',
  '01',
  '\\xff',
  '" OR 1=1 --',
  'x'.repeat(65_536),
]

function withArchive(use: (archive: Archive) => void): void {
  const archive = openArchive({ file: ':memory:', log })
  try {
    use(archive)
  } finally {
    archive.close()
  }
}

describe('an archive', () => {
  it('is new and empty in memory', () =>
    withArchive((archive) => {
      expect(archive).toMatchObject({ file: ':memory:', isNew: true, notices: [] })
      expect(archive.names('api')).toEqual([])
      expect(archive.totals('day', 0, 100_000)).toEqual(new Map())
      expect(archive.firstCountedDay()).toBeNull()
      expect(archive.statusNotes(0, Number.MAX_SAFE_INTEGER)).toEqual([])
      expect(archive.runFacts()).toEqual({ runId: null, evictedKeys: null })
      expect(archive.discovery()).toEqual({
        lastStartedMs: null,
        lastEndedMs: null,
        lastReason: null,
        lastOutcome: null,
        lastFound: null,
        fruitlessRuns: 0,
        unexplained: [],
      })
    }))

  it('gives odd names back as they were, none merged', () =>
    withArchive((archive) => {
      archive.rememberNames(
        'api',
        oddNames.map((name, i) => ({ name, lastCalledDay: i })),
        1_700_000_000_000,
      )
      const back = new Map(archive.names('api').map(({ name, lastCalledDay }) => [name, lastCalledDay]))
      expect(back).toEqual(new Map(oddNames.map((name, i) => [name, i])))
    }))

  it('keeps endpoints and statuses of one name apart', () =>
    withArchive((archive) => {
      archive.rememberNames('api', [{ name: 'ok', lastCalledDay: 1 }], 10)
      archive.rememberNames('status', [{ name: 'ok', lastCalledDay: 2 }], 20)
      expect(archive.names('api')).toEqual([{ name: 'ok', firstSeenMs: 10, lastCalledDay: 1 }])
      expect(archive.names('status')).toEqual([{ name: 'ok', firstSeenMs: 20, lastCalledDay: 2 }])
    }))

  it('keeps the first sight of a name and moves its last day forward only', () =>
    withArchive((archive) => {
      const remember = (lastCalledDay: number | null, atMs: number): void =>
        archive.rememberNames('api', [{ name: '/a', lastCalledDay }], atMs)
      const stored = (): unknown => archive.names('api')
      remember(null, 100)
      expect(stored()).toEqual([{ name: '/a', firstSeenMs: 100, lastCalledDay: null }])
      remember(20_000, 200)
      remember(19_999, 300)
      remember(null, 400)
      expect(stored()).toEqual([{ name: '/a', firstSeenMs: 100, lastCalledDay: 20_000 }])
      remember(20_001, 500)
      expect(stored()).toEqual([{ name: '/a', firstSeenMs: 100, lastCalledDay: 20_001 }])
    }))

  it('lets the larger of two totals stand', () =>
    withArchive((archive) => {
      archive.rememberTotals('hour', [
        [5, 10],
        [6, 0],
      ])
      archive.rememberTotals('hour', [
        [5, 9],
        [6, 7],
        [7, Number.MAX_SAFE_INTEGER],
      ])
      expect(archive.totals('hour', 5, 7)).toEqual(
        new Map([
          [5, 10],
          [6, 7],
          [7, Number.MAX_SAFE_INTEGER],
        ]),
      )
    }))

  it('gives the totals of a granularity from first to last bucket included', () =>
    withArchive((archive) => {
      archive.rememberTotals('minute', [
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 4],
      ])
      archive.rememberTotals('day', [[2, 99]])
      expect([...archive.totals('minute', 2, 3)]).toEqual([
        [2, 2],
        [3, 3],
      ])
    }))

  it('takes the first day with calls for the first counted day', () =>
    withArchive((archive) => {
      archive.rememberTotals('day', [
        [20_003, 5],
        [20_001, 0],
        [20_002, 1],
      ])
      archive.rememberTotals('hour', [[3, 8]])
      expect(archive.firstCountedDay()).toBe(20_002)
    }))

  it('stores nothing of a change that fails half way', () =>
    withArchive((archive) => {
      expect(() =>
        archive.rememberTotals('day', [
          [1, 1],
          [2, -1],
        ]),
      ).toThrow(expect.objectContaining({ code: 'archive_unusable' }))
      expect(archive.totals('day', 0, 9)).toEqual(new Map())
      archive.rememberTotals('day', [[3, 3]])
      expect(archive.totals('day', 0, 9)).toEqual(new Map([[3, 3]]))
    }))

  it('gives status notes back by instant, those without a count included', () =>
    withArchive((archive) => {
      archive.noteStatuses(7_200_000, [
        ['success', 5],
        ['a\0b', 2],
      ])
      archive.noteStatuses(3_600_000, [])
      archive.noteStatuses(7_200_000, [['success', 4]])
      archive.noteStatuses(10_800_000, [['success', 9]])
      expect(archive.statusNotes(3_600_000, 7_200_000)).toEqual([
        { atMs: 3_600_000, counts: new Map() },
        {
          atMs: 7_200_000,
          counts: new Map([
            ['a\0b', 2],
            ['success', 5],
          ]),
        },
      ])
    }))

  it('keeps the last discovery, and 40 days of what discoveries left unexplained', () =>
    withArchive((archive) => {
      const unexplained = Array.from({ length: 50 }, (_, i) => ({
        kind: 'api' as const,
        day: 20_000 + i,
        calls: i,
      }))
      const ledger: DiscoveryLedger = {
        lastStartedMs: 4,
        lastEndedMs: 5,
        lastReason: 'first',
        lastOutcome: 'done',
        lastFound: { endpoints: 7, statuses: 0 },
        fruitlessRuns: 2,
        unexplained,
      }
      archive.saveDiscovery(ledger)
      expect(archive.discovery()).toEqual({ ...ledger, unexplained: unexplained.slice(10) })
      const failed: DiscoveryLedger = {
        lastStartedMs: null,
        lastEndedMs: 6,
        lastReason: null,
        lastOutcome: 'failed',
        lastFound: null,
        fruitlessRuns: 0,
        unexplained: [],
      }
      archive.saveDiscovery(failed)
      expect(archive.discovery()).toEqual(failed)
    }))

  it('keeps the last known run of the server', () =>
    withArchive((archive) => {
      archive.saveRunFacts({ runId: 'abc', evictedKeys: 3 })
      archive.saveRunFacts({ runId: 'def', evictedKeys: null })
      expect(archive.runFacts()).toEqual({ runId: 'def', evictedKeys: null })
    }))

  it('says in a sentence that it is closed', () => {
    const archive = openArchive({ file: ':memory:', log })
    archive.close()
    archive.close()
    expect(() => archive.names('api')).toThrow(expect.objectContaining({ code: 'archive_unusable' }))
  })
})
