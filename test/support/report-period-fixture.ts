import type { ForeignReport } from '../../shared/foreign-reports.ts'
import type { PeriodDay, PeriodSummary, ReportPeriod, ReportPeriods } from '../../shared/report-period.ts'
import type { Run } from '../../shared/runs.ts'
import { head } from './report-fixture.ts'

const whole = { known: 7, closed: 7, days: 7, approximate: 0 }

/** A week of which every day has a report. */
export function makeSummary(change: Partial<PeriodSummary> = {}): PeriodSummary {
  return {
    from: '2026-11-16',
    to: '2026-11-22',
    isOver: true,
    coverage: whole,
    total: { value: 721, atLeast: 721, approximate: false },
    change: 0.1,
    ...change,
  }
}

/** A week that runs, one that is whole and one with a gap. */
export function makePeriods(change: Partial<ReportPeriods> = {}): ReportPeriods {
  return {
    ...head,
    kind: 'week',
    zone: 'UTC',
    items: [
      makeSummary({
        from: '2026-11-23',
        to: '2026-11-29',
        isOver: false,
        coverage: { known: 1, closed: 1, days: 7, approximate: 1 },
        total: { value: 90, atLeast: 90, approximate: true },
        change: -0.1,
      }),
      makeSummary(),
      makeSummary({
        from: '2026-11-09',
        to: '2026-11-15',
        coverage: { ...whole, known: 5 },
        total: { value: null, atLeast: 500, approximate: false },
        change: null,
      }),
    ],
    earlier: '2026-11-08',
    ...change,
  }
}

export function makePeriodDay(date: string, change: Partial<PeriodDay> = {}): PeriodDay {
  return {
    date,
    isClosed: true,
    calls: 100,
    approximate: false,
    successRate: 0.98,
    activeUsers: 12,
    previous: 90,
    ...change,
  }
}

/** The whole week of `makeSummary`. */
export function makePeriod(change: Partial<ReportPeriod> = {}): ReportPeriod {
  return {
    ...head,
    ...makeSummary(),
    kind: 'week',
    zone: 'UTC',
    previous: '2026-11-09',
    next: '2026-11-23',
    days: [16, 17, 18, 19, 20, 21, 22].map((day, i) =>
      makePeriodDay(`2026-11-${day}`, { calls: 100 + i, previous: 90 + i }),
    ),
    before: {
      from: '2026-11-09',
      to: '2026-11-15',
      coverage: whole,
      total: { value: 655, atLeast: 655, approximate: false },
      successRate: { value: 0.97, ofKnown: 0.97, knownDays: 7 },
    },
    successRate: { value: 0.98, ofKnown: 0.98, knownDays: 7 },
    errors: 14,
    unclassified: 0,
    endpoints: [
      { endpoint: '/api/weather', calls: 621, atLeast: 621, share: 621 / 721, previous: 555, change: 0.1189 },
      { endpoint: '/api/news', calls: 100, atLeast: 100, share: 100 / 721, previous: 0, change: null },
    ],
    bestDay: { date: '2026-11-22', calls: 106 },
    worstDay: { date: '2026-11-16', calls: 100 },
    peakHour: { start: '2026-11-18T13:00:00.000Z', calls: 40 },
    activeUsers: { days: 7, users: { value: 40, why: null } },
    dailyUsers: { value: 12, ofKnown: 12, knownDays: 7 },
    ...change,
  }
}

export function makeRun(change: Partial<Run> = {}): Run {
  return {
    id: 1,
    kind: 'report',
    by: 'schedule',
    outcome: 'done',
    startedAt: '2026-11-24T01:00:04.112Z',
    tookMs: 41,
    date: '2026-11-23',
    count: null,
    code: null,
    message: null,
    times: 1,
    ...change,
  }
}

/** A stored report of the old form. */
export function makeForeign(change: Partial<ForeignReport> = {}): ForeignReport {
  const document = '{"date":"2026-11-22","total_calls":15000,"success_rate":0.9}'
  return {
    date: '2026-11-22',
    key: 'report:daily:2026-11-22',
    form: 'old',
    totalCalls: 15_000,
    successRate: 0.9,
    zone: null,
    generator: null,
    document,
    bytes: document.length,
    seenAt: '2026-11-24T09:00:00.000Z',
    ...change,
  }
}
