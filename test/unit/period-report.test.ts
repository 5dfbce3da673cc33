import { describe, expect, it } from 'vitest'
import { datesOf, periodBefore, periodOf } from '../../shared/calendar-period.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { periodReport } from '../../shared/period-report.ts'
import { defaultStatusLists } from '../../shared/success.ts'
import { plainReport } from '../support/fake-reports.ts'
import { randomOf } from '../support/random.ts'

const week = { from: '2026-11-16', to: '2026-11-22' }
const before = { from: '2026-11-09', to: '2026-11-15' }

/** A report of a day, whole unless said otherwise. */
function reportOf(date: string, calls: number, change: Partial<DailyReport> = {}): DailyReport {
  const plain = plainReport('UTC', date, Date.parse(`${date}T23:00:00Z`), calls)
  return { ...plain, quality: { ...plain.quality, apis: 1 }, ...change }
}

function rolled(reports: DailyReport[], { lastClosed = '2026-11-22', lists = defaultStatusLists } = {}) {
  return periodReport({
    period: week,
    dates: datesOf(week),
    before: datesOf(before),
    lastClosed,
    reports: new Map(reports.map((report) => [report.date, report])),
    lists,
  })
}

/** Days with 100, 101, 102 … calls. */
const full = (span: typeof week, first: number): DailyReport[] =>
  datesOf(span).map((date, i) => reportOf(date, first + i))

describe('the periods of a calendar', () => {
  it('are weeks from Monday to Sunday and months, over ends of years and leap days', () => {
    expect(periodOf('week', '2026-11-22')).toEqual(week)
    expect(periodOf('week', '2026-11-16')).toEqual(week)
    expect(periodOf('week', '2027-01-01')).toEqual({ from: '2026-12-28', to: '2027-01-03' })
    expect(periodOf('week', '1969-12-31')).toEqual({ from: '1969-12-29', to: '1970-01-04' })
    expect(periodOf('month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(periodOf('month', '2026-12-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' })
    expect(periodBefore('week', week)).toEqual(before)
    expect(periodBefore('month', { from: '2027-01-01', to: '2027-01-31' })).toEqual({
      from: '2026-12-01',
      to: '2026-12-31',
    })
  })

  it('follow each other without a gap for 30 years', () => {
    for (const kind of ['week', 'month'] as const) {
      let period = periodOf(kind, '2030-06-15')
      for (let i = 0; i < 1_000; i++) {
        const earlier = periodBefore(kind, period)
        expect(Date.parse(period.from) - Date.parse(earlier.to)).toBe(86_400_000)
        expect(periodOf(kind, earlier.from)).toEqual(earlier)
        period = earlier
      }
    }
  })
})

describe('a period of which every day has a report', () => {
  it('is their sum beside the whole period before', () => {
    const period = rolled([...full(week, 100), ...full(before, 50)])
    expect(period.total).toEqual({ value: 721, atLeast: 721, approximate: false })
    expect(period.coverage).toEqual({ known: 7, closed: 7, days: 7, approximate: 0 })
    expect([period.isOver, period.change]).toEqual([true, 721 / 371 - 1])
    expect(period.before).toMatchObject({ ...before, total: { value: 371 }, coverage: { known: 7 } })
    expect(period.bestDay).toEqual({ date: '2026-11-22', calls: 106 })
    expect(period.worstDay).toEqual({ date: '2026-11-16', calls: 100 })
    expect(period.days[2]).toEqual({
      date: '2026-11-18',
      isClosed: true,
      calls: 102,
      approximate: false,
      successRate: 1,
      activeUsers: null,
      previous: 52,
    })
  })

  it('says that it is approximate where one of them is', () => {
    const [first, ...rest] = full(week, 100)
    const period = rolled([{ ...first!, approximate: true }, ...rest])
    expect([period.total.approximate, period.coverage.approximate]).toEqual([true, 1])
  })

  it('has its success by today’s lists and not by those that the reports were made with', () => {
    const reports = full(week, 100).map((report) => ({
      ...report,
      status_breakdown: { success: 80, teapot: 20 },
      success_rate: 1,
    }))
    expect(rolled(reports)).toMatchObject({
      successRate: { value: 1, knownDays: 7 },
      errors: 0,
      unclassified: 0.2,
    })
    const lists = { success: ['success'], error: ['teapot'] }
    expect(rolled(reports, { lists })).toMatchObject({
      successRate: { value: 0.8, ofKnown: 0.8, knownDays: 7 },
      errors: 140,
      unclassified: 0,
    })
  })

  it('has the earliest of two equal days and hours', () => {
    const peak = (date: string, calls: number) => ({ start: `${date}T13:00:00.000Z`, calls })
    const reports = datesOf(week).map((date, i) => reportOf(date, 5, { peak_hour: peak(date, i % 2) }))
    const period = rolled(reports)
    expect(period.bestDay?.date).toBe('2026-11-16')
    expect(period.worstDay?.date).toBe('2026-11-16')
    expect(period.peakHour).toEqual({ start: '2026-11-17T13:00:00.000Z', calls: 1 })
  })
})

describe('a period with an unknown day', () => {
  const gap = [...full(week, 100), ...full(before, 50)].filter(({ date }) => date !== '2026-11-18')

  it('has no total and no change, but what the others come to', () => {
    const period = rolled(gap)
    expect(period.total).toEqual({ value: null, atLeast: 619, approximate: false })
    expect(period.change).toBeNull()
    expect(period.coverage).toEqual({ known: 6, closed: 7, days: 7, approximate: 0 })
    expect(period.days[2]).toMatchObject({ isClosed: true, calls: null, successRate: null, previous: 52 })
    expect(period.successRate).toEqual({ value: null, ofKnown: 1, knownDays: 6 })
    expect(period.endpoints).toEqual([
      { endpoint: '/api/a', calls: null, atLeast: 619, share: null, previous: 371, change: null },
    ])
  })

  it('in the one before has a total and no change', () => {
    const period = rolled(
      [...full(week, 100), ...full(before, 50)].filter(({ date }) => date !== '2026-11-11'),
    )
    expect([period.total.value, period.change, period.before.total.value]).toEqual([721, null, null])
    expect(period.endpoints?.[0]).toMatchObject({ calls: 721, share: 1, previous: null, change: null })
  })

  it('knows nothing where no day has a report', () => {
    expect(rolled([])).toMatchObject({
      total: { value: null, atLeast: 0 },
      endpoints: null,
      errors: null,
      unclassified: null,
      bestDay: null,
      peakHour: null,
      successRate: { value: null, ofKnown: null, knownDays: 0 },
      dailyUsers: { value: null, ofKnown: null, knownDays: 0 },
    })
  })
})

describe('a period that still runs', () => {
  it('is compared with as many days of the one before', () => {
    const period = rolled([...full(week, 100).slice(0, 3), ...full(before, 50)], { lastClosed: '2026-11-18' })
    expect([period.isOver, period.total.value, period.change]).toEqual([false, 303, 303 / 153 - 1])
    expect(period.before).toMatchObject({
      from: '2026-11-09',
      to: '2026-11-11',
      coverage: { known: 3, days: 3 },
    })
    expect(period.coverage).toEqual({ known: 3, closed: 3, days: 7, approximate: 0 })
    expect(period.days.map(({ isClosed }) => isClosed)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ])
    expect(period.endpoints?.[0]).toMatchObject({ calls: 303, previous: 153 })
  })

  it('has no total before its first day is over', () => {
    const period = rolled(full(before, 50), { lastClosed: '2026-11-15' })
    expect(period).toMatchObject({ total: { value: null, atLeast: 0 }, change: null, isOver: false })
    expect(period.before.total.value).toBeNull()
  })

  it('is compared with none where the month before has fewer days than are closed', () => {
    const march = periodOf('month', '2026-03-30')
    const february = periodOf('month', '2026-02-01')
    const all = [...datesOf(march), ...datesOf(february)].map((date) => reportOf(date, 10))
    const at = (lastClosed: string) =>
      periodReport({
        period: march,
        dates: datesOf(march),
        before: datesOf(february),
        lastClosed,
        reports: new Map(all.map((report) => [report.date, report])),
        lists: defaultStatusLists,
      })
    expect(at('2026-03-28').change).toBe(0)
    expect(at('2026-03-30').change).toBeNull()
    expect(at('2026-03-30').endpoints?.[0]?.change).toBeNull()
    expect(at('2026-03-31')).toMatchObject({ isOver: true, change: 310 / 280 - 1 })
  })
})

describe('the endpoints of a period', () => {
  it('have 0 calls on a day without them only where that day’s endpoints add up to its calls', () => {
    const [first, ...rest] = full(week, 100)
    const others = (apis: number | null): DailyReport => ({
      ...first!,
      api_breakdown: { '/api/b': 40 },
      quality: { ...first!.quality, apis },
    })
    const calls = (report: DailyReport) =>
      rolled([report, ...rest]).endpoints!.map(({ endpoint, calls: known, atLeast }) => [
        endpoint,
        known,
        atLeast,
      ])
    expect(calls(others(1))).toEqual([
      ['/api/a', 621, 621],
      ['/api/b', 40, 40],
    ])
    expect(calls(others(0.4))).toEqual([
      ['/api/a', null, 621],
      ['/api/b', 40, 40],
    ])
    expect(calls({ ...first!, api_breakdown: null, quality: { ...first!.quality, apis: null } })).toEqual([
      ['/api/a', null, 621],
    ])
    expect(calls({ ...first!, total_calls: 0, api_breakdown: {} })).toEqual([['/api/a', 621, 621]])
  })

  it('of any name are kept apart, those that went quiet among them', () => {
    const named = (entries: [string, number][]): Record<string, number> => {
      const breakdown = Object.create(null) as Record<string, number>
      for (const [name, calls] of entries) breakdown[name] = calls
      return breakdown
    }
    const now = datesOf(week).map((date) =>
      reportOf(date, 3, {
        api_breakdown: named([
          ['__proto__', 1],
          ['constructor', 2],
        ]),
      }),
    )
    const then = datesOf(before).map((date) =>
      reportOf(date, 9, {
        api_breakdown: named([
          ['constructor', 4],
          ['/old', 5],
        ]),
      }),
    )
    expect(
      rolled([...now, ...then]).endpoints!.map(({ endpoint, calls, previous }) => [
        endpoint,
        calls,
        previous,
      ]),
    ).toEqual([
      ['constructor', 14, 28],
      ['__proto__', 7, 0],
      ['/old', 0, 35],
    ])
  })
})

describe('the users of a period', () => {
  it('are told as an average of its days and never added up', () => {
    const users = (n: number | null): DailyReport[] =>
      full(week, 100).map((report, i) => ({ ...report, active_users: i === 0 ? n : 10 }))
    expect(rolled(users(24)).dailyUsers).toEqual({ value: 12, ofKnown: 12, knownDays: 7 })
    expect(rolled(users(null)).dailyUsers).toEqual({ value: null, ofKnown: 10, knownDays: 6 })
  })
})

describe('200 random weeks', () => {
  it('come to what their calls say', () => {
    const random = randomOf('weeks of calls')
    const pick = (n: number): number => Math.floor(random() * n)
    for (let i = 0; i < 200; i++) {
      const calls = [...datesOf(before), ...datesOf(week)].flatMap((date) =>
        Array.from({ length: pick(6) }, () => ({
          date,
          endpoint: `/${pick(3)}`,
          status: ['ok', 'error', 'odd'][pick(3)]!,
        })),
      )
      const missing = new Set(Array.from({ length: pick(3) }, () => datesOf(week)[pick(7)]!))
      const count = (date: string, key: 'endpoint' | 'status'): Record<string, number> => {
        const counts: Record<string, number> = {}
        for (const call of calls) if (call.date === date) counts[call[key]] = (counts[call[key]] ?? 0) + 1
        return counts
      }
      const reports = [...datesOf(before), ...datesOf(week)]
        .filter((date) => !missing.has(date))
        .map((date) =>
          reportOf(date, calls.filter((call) => call.date === date).length, {
            api_breakdown: count(date, 'endpoint'),
            status_breakdown: count(date, 'status'),
          }),
        )
      const period = rolled(reports)
      const own = calls.filter(({ date }) => date >= week.from && !missing.has(date))
      const earlier = calls.filter(({ date }) => date < week.from)
      expect(period.total.atLeast).toBe(own.length)
      expect(period.total.value).toBe(missing.size === 0 ? own.length : null)
      expect(period.before.total.value).toBe(earlier.length)
      expect(period.change).toBe(
        missing.size > 0 || earlier.length === 0 ? null : own.length / earlier.length - 1,
      )
      for (const { endpoint, calls: known, atLeast, previous } of period.endpoints!) {
        const found = own.filter((call) => call.endpoint === endpoint).length
        expect([known, atLeast]).toEqual([missing.size === 0 ? found : null, found])
        expect(previous).toBe(earlier.filter((call) => call.endpoint === endpoint).length)
      }
      const classified = own.filter(({ status }) => status !== 'odd')
      const right = classified.filter(({ status }) => status === 'ok')
      expect(period.successRate.ofKnown).toBe(
        classified.length === 0 ? null : right.length / classified.length,
      )
      expect(period.errors).toBe(classified.length - right.length)
    }
  })
})
