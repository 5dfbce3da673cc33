import type { DailyReport } from '../../shared/daily-report.ts'
import type { ReportDay, Reports, ReportSummary, StoredReport } from '../../shared/reports.ts'
import { defaultStatusLists } from '../../shared/success.ts'

export const head = { source: 'Production', sample: false, issues: [] }

/** 22 November, a Sunday: 24 hours of which 13:00 is the busiest, 15,234 calls in all. */
export function makeReport(change: Partial<DailyReport> = {}): DailyReport {
  const date = change.date ?? '2026-11-22'
  return {
    date,
    total_calls: 15_234,
    api_breakdown: { '/api/weather': 9_000, '/api/news': 6_234 },
    success_rate: 14_824 / 15_234,
    schema: 1,
    zone: 'UTC',
    approximate: false,
    status_breakdown: { success: 14_824, error: 410 },
    status_lists: defaultStatusLists,
    hourly: Array.from({ length: 24 }, (_hour, i) => ({
      start: `${date}T${String(i).padStart(2, '0')}:00:00.000Z`,
      minutes: 60,
      calls: i === 13 ? 1_434 : 600,
    })),
    peak_hour: { start: `${date}T13:00:00.000Z`, calls: 1_434 },
    active_users: 812,
    new_users: 40,
    top_users: [{ user: '42', calls: 991 }],
    previous_day: { total_calls: 14_001, change: 15_234 / 14_001 - 1 },
    previous_week: { total_calls: 16_100, change: 15_234 / 16_100 - 1 },
    quality: { hours: 1, apis: 1, statuses: 1, users: 1, issues: [] },
    generated_at: '2026-11-23T01:00:04.112Z',
    generator: 'tallyscope 0.1.0',
    ...change,
  }
}

/** The Sunday before: 16,100 calls, 2,000 of which of an endpoint that is gone since. */
export const weekBefore = makeReport({
  date: '2026-11-15',
  total_calls: 16_100,
  api_breakdown: { '/api/weather': 8_000, '/api/news': 6_100, '/api/old': 2_000 },
  success_rate: 0.99,
  status_breakdown: { success: 15_939, error: 161 },
  active_users: null,
  new_users: null,
  top_users: null,
})

export function makeSummary(change: Partial<ReportSummary> = {}): ReportSummary {
  return {
    calls: 15_234,
    change: 0.088,
    weekChange: -0.054,
    successRate: 0.97308,
    approximate: false,
    activeUsers: 812,
    quality: { hours: 1, apis: 1, statuses: 1, users: 1 },
    issues: 0,
    revision: 1,
    generatedAt: '2026-11-23T01:00:04.112Z',
    lateCalls: 0,
    adoptedFrom: null,
    ...change,
  }
}

export function doneDay(date: string, change: Partial<ReportSummary> = {}): ReportDay {
  return { date, dueAt: dueAtOf(date), summary: makeSummary(change), state: 'done' }
}

export function openDay(date: string, state: 'due' | 'running' = 'due'): ReportDay {
  return { date, dueAt: dueAtOf(date), summary: null, state }
}

export function failedDay(date: string): ReportDay {
  return {
    date,
    dueAt: dueAtOf(date),
    summary: null,
    state: 'failed',
    code: 'timeout',
    message: 'Redis did not answer in time.',
    attempts: 3,
    nextTryAt: '2026-11-24T09:15:00.000Z',
  }
}

export function skippedDay(date: string): ReportDay {
  return { date, dueAt: dueAtOf(date), summary: null, state: 'skipped', why: 'lost' }
}

/** Some closed days of November, on the 24th. */
export function makeReports(change: Partial<Reports> = {}): Reports {
  return {
    ...head,
    zone: 'UTC',
    today: '2026-11-24',
    schedule: { time: '01:00', nextAt: '2026-11-25T01:00:00.000Z' },
    firstDate: '2026-10-20',
    missing: 2,
    from: '2026-10-20',
    to: '2026-11-23',
    days: [
      doneDay('2026-10-31', { calls: 1 }),
      skippedDay('2026-11-18'),
      doneDay('2026-11-19', { quality: { hours: 1, apis: 1, statuses: 0.962, users: null }, issues: 2 }),
      failedDay('2026-11-20'),
      openDay('2026-11-21'),
      doneDay('2026-11-22'),
      doneDay('2026-11-23', { calls: 0, change: -1, weekChange: null, successRate: null }),
    ],
    ...change,
  }
}

export function makeStored(report: DailyReport | null, change: Partial<StoredReport> = {}): StoredReport {
  const date = report?.date ?? '2026-11-21'
  return {
    ...head,
    day: report ? doneDay(date) : openDay(date),
    report,
    revision: report ? 1 : 0,
    revisions: report ? [{ revision: 1, generatedAt: report.generated_at, calls: report.total_calls }] : [],
    previous: '2026-11-19',
    next: '2026-11-23',
    ...change,
  }
}

function dueAtOf(date: string): string {
  return new Date(Date.parse(date) + 25 * 3_600_000).toISOString()
}
