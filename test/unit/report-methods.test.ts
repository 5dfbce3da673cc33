import { describe, expect, it } from 'vitest'
import { createReportMethods } from '../../electron/core/reports/report-methods.ts'
import { fakeReports, type FakeReports } from '../support/fake-reports.ts'

function methodsOf({ world, maker }: FakeReports) {
  const signal = new AbortController().signal
  return createReportMethods({
    world,
    maker,
    head: () => ({ source: 'test', sample: false, issues: [] }),
    run: (work) => work({ signal, progress: () => undefined }),
  })
}

const badInput = expect.objectContaining({ code: 'bad_input' }) as unknown

describe('the list of days', () => {
  it('tells of each closed day within reach how it stands, and of others only their reports', async () => {
    const reports = fakeReports({ now: '2026-11-22T00:30:00Z', first: '2026-11-18T00:00:00Z' })
    const methods = methodsOf(reports)
    reports.outcomes.set('2026-11-19', { kind: 'skip', why: 'hours_gone' })
    reports.outcomes.set('2026-11-20', new Error('boom'))
    await reports.tick()
    // Asked for by hand, a day out of reach is noted too.
    reports.outcomes.set('2026-11-03', { kind: 'skip', why: 'expired' })
    await expect(methods.makeReport({ date: '2026-11-03' })).rejects.toMatchObject({ code: 'no_report' })
    await methods.makeReport({ date: '2026-11-05' })

    const { days, ...rest } = methods.reports({ from: null, to: null })
    expect(rest).toMatchObject({
      zone: 'UTC',
      today: '2026-11-22',
      schedule: { time: '01:00', nextAt: '2026-11-22T01:00:00.000Z' },
      firstDate: '2026-11-05',
      from: '2026-10-18',
      to: '2026-11-21',
    })
    expect(days.map(({ date, state, dueAt }) => [date, state, dueAt])).toEqual([
      ['2026-11-05', 'done', '2026-11-06T01:00:00.000Z'],
      ['2026-11-18', 'done', '2026-11-19T01:00:00.000Z'],
      ['2026-11-19', 'skipped', '2026-11-20T01:00:00.000Z'],
      ['2026-11-20', 'failed', '2026-11-21T01:00:00.000Z'],
      ['2026-11-21', 'due', '2026-11-22T01:00:00.000Z'],
    ])
    expect(days[2]).toMatchObject({ why: 'hours_gone' })
    expect(days[3]).toMatchObject({ attempts: 1, nextTryAt: '2026-11-22T00:31:00.000Z' })
    expect(days[1]!.summary).toMatchObject({ calls: 100, revision: 1, lateCalls: 0 })
  })

  it('says of a day that it is being made', async () => {
    const reports = fakeReports({ now: '2026-11-22T00:30:00Z', first: '2026-11-21T00:00:00Z' })
    const methods = methodsOf(reports)
    const making = methods.makeReport({ date: '2026-11-21' })
    expect(methods.reports({ from: null, to: null }).days.map(({ state }) => state)).toEqual(['running'])
    expect((await making).day.state).toBe('done')
  })

  it('is empty where nothing was counted, and of dates that no report can have', () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-10T00:00:00Z' })
    const methods = methodsOf(reports)
    expect(methods.reports({ from: '9999-12-01', to: '9999-12-31' }).days).toEqual([])
    expect(methods.reports({ from: null, to: '0000-01-01' }).days).toEqual([])
    reports.at.firstMs = null
    expect(methods.reports({ from: null, to: null })).toMatchObject({ days: [], firstDate: null })
  })

  it('refuses a span that ends before it begins or is longer than 400 days', () => {
    const methods = methodsOf(fakeReports({ now: '2026-11-22T12:00:00Z' }))
    const ask = (from: string, to: string) => () => methods.reports({ from, to })
    expect(ask('2026-11-02', '2026-11-01')).toThrow(badInput)
    expect(ask('2025-10-01', '2026-11-05')).toThrow(badInput)
    expect(ask('2025-10-02', '2026-11-05')).not.toThrow()
  })
})

describe('the number of missing days', () => {
  it('counts the whole reach, what failed included and what was skipped or is not due left out', async () => {
    const reports = fakeReports({ now: '2026-11-22T00:30:00Z', first: '2026-11-01T00:00:00Z' })
    const methods = methodsOf(reports)
    const missing = (from: string, to: string) => methods.reports({ from, to }).missing
    expect(missing('2026-11-20', '2026-11-21')).toBe(20)
    reports.outcomes.set('2026-11-05', { kind: 'skip', why: 'lost' })
    reports.outcomes.set('2026-11-06', new Error('boom'))
    await reports.tick()
    expect(missing('2026-11-20', '2026-11-21')).toBe(1)
    reports.at.zone = null
    expect(missing('2026-11-20', '2026-11-21')).toBe(0)
  })
})

describe('the log of runs', () => {
  it('tells what a person asked for, in pages and by outcome', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-18T00:00:00Z' })
    const methods = methodsOf(reports)
    reports.outcomes.set('2026-11-19', { kind: 'skip', why: 'lost' })
    await methods.makeMissingReports()
    await methods.rebuildReport({ date: '2026-11-20', replace: false })
    await methods.rebuildReport({ date: '2026-11-20', replace: true })
    const all = { before: null, outcome: null }
    const { items, next } = methods.runs({ ...all, limit: 2 })
    expect(items.map(({ kind, by, date, count }) => [kind, by, date, count])).toEqual([
      ['rebuild', 'hand', '2026-11-20', null],
      ['catch_up', 'hand', null, 3],
    ])
    const rest = methods.runs({ ...all, limit: 50, before: next })
    expect(rest.items.map(({ date }) => date)).toEqual([
      '2026-11-21',
      '2026-11-20',
      '2026-11-19',
      '2026-11-18',
    ])
    expect(rest.next).toBeNull()
    expect(methods.runs({ ...all, limit: 50, outcome: 'skipped' }).items).toMatchObject([
      {
        kind: 'report',
        date: '2026-11-19',
        code: 'lost',
        startedAt: '2026-11-22T12:00:00.000Z',
        message:
          'The counters of 2026-11-19 are lost: no sum confirms that there were no calls, so it has no report.',
      },
    ])
  })
})

describe('one day', () => {
  it('is shown with the nearest reports; without one it says why', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-18T00:00:00Z' })
    reports.outcomes.set('2026-11-20', { kind: 'skip', why: 'lost' })
    await reports.tick()
    const methods = methodsOf(reports)
    expect(methods.report({ date: '2026-11-20' })).toMatchObject({
      day: { state: 'skipped', why: 'lost' },
      report: null,
      revision: 0,
      previous: '2026-11-19',
      next: '2026-11-21',
    })
    expect(methods.report({ date: '2026-11-22' }).day).toMatchObject({
      state: 'due',
      dueAt: '2026-11-23T01:00:00.000Z',
    })
    expect(methods.report({ date: '2026-11-17' }).day).toMatchObject({
      state: 'skipped',
      why: 'not_counted_yet',
    })
    expect(methods.report({ date: '9999-12-31' }).report).toBeNull()
    expect(methods.report({ date: '0000-01-01' }).report).toBeNull()
  })

  it('is made once: asked again, the one that is there is given', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-18T00:00:00Z' })
    const methods = methodsOf(reports)
    const [first, second] = await Promise.all([1, 2].map(() => methods.makeReport({ date: '2026-11-20' })))
    expect(first).toEqual(second)
    await methods.makeReport({ date: '2026-11-20' })
    expect(reports.composed).toEqual(['2026-11-20'])
  })

  it('is rebuilt beside the stored one, and put in its place only where that is asked for', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-18T00:00:00Z' })
    const methods = methodsOf(reports)
    await methods.makeReport({ date: '2026-11-20' })
    reports.calls.set('2026-11-20', 123)
    const shown = await methods.rebuildReport({ date: '2026-11-20', replace: false })
    expect([shown.stored?.total_calls, shown.rebuilt.total_calls, shown.isReplaced]).toEqual([
      100,
      123,
      false,
    ])
    expect(methods.report({ date: '2026-11-20' }).revision).toBe(1)
    await methods.rebuildReport({ date: '2026-11-20', replace: true })
    expect(methods.report({ date: '2026-11-20' })).toMatchObject({
      revision: 2,
      report: { total_calls: 123 },
    })
    expect(methods.report({ date: '2026-11-20', revision: 1 }).report?.total_calls).toBe(100)
  })
})
