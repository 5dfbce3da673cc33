import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import { createMaker, type Maker } from '../../electron/core/reports/make-day.ts'
import type { Composed, ReportWorld } from '../../electron/core/reports/report-world.ts'
import type { DaysMade } from '../../electron/core/reports/make-days.ts'
import { createSchedule } from '../../electron/core/reports/schedule.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { AppError } from '../../shared/errors.ts'
import { createZone, type Zone } from '../../shared/time.ts'
import { keptLog } from './source-kit.ts'

export interface FakeReports {
  world: ReportWorld
  archive: Archive
  maker: Maker
  /** What a test may change at any time. */
  at: { nowMs: number; zone: Zone | null; time: string; firstMs: number | null; isAway: boolean }
  /** What a date comes to in place of a report of 100 calls. */
  outcomes: Map<string, Composed | Error>
  /** Calls that the counters of a date have now. */
  calls: Map<string, number>
  /** Dates in the order in which they were worked out. */
  composed: string[]
  /** Dates whose change was told. */
  told: string[]
  /** How each making of several days ended, and what it told on the way. */
  ended: DaysMade[]
  progress: [done: number, of: number | null][]
  /** What a person does who stops the making. */
  cancel(): void
  /** One tick and the end of what it began. */
  tick(): Promise<void>
}

/** A schedule over an archive in memory, a clock that a test sets and days that come to what it says. */
export function fakeReports({
  now,
  zone = 'UTC',
  first = now,
  archive = openArchive({ file: ':memory:', log: keptLog() }),
}: {
  now: string
  zone?: string
  /** The first instant at which something was counted. */
  first?: string
  archive?: Archive
}): FakeReports {
  const at: FakeReports['at'] = {
    nowMs: Date.parse(now),
    zone: createZone(zone),
    time: '01:00',
    firstMs: Date.parse(first),
    isAway: false,
  }
  const outcomes: FakeReports['outcomes'] = new Map()
  const calls: FakeReports['calls'] = new Map()
  const composed: string[] = []
  const told: string[] = []
  const world: ReportWorld = {
    archive,
    log: keptLog(),
    zone: () => at.zone,
    time: () => at.time,
    nowMs: () => at.nowMs,
    firstCountedMs: () => at.firstMs,
    isAway: () => at.isAway,
    async compose(inZone, { date }) {
      composed.push(date)
      await Promise.resolve()
      const outcome = outcomes.get(date)
      if (outcome instanceof Error) throw outcome
      return outcome ?? { kind: 'report', report: plainReport(inZone.id, date, at.nowMs, calls.get(date)) }
    },
    callsNow: async (days) => days.map(({ date }) => calls.get(date) ?? null),
    rest: () => Promise.resolve(),
    adopt: async () => false,
    takeAdopted: () => [],
    isShared: false,
    onChanged: ({ dates }) => void told.push(...dates),
  }
  const maker = createMaker(world)
  const ended: DaysMade[] = []
  const progress: [done: number, of: number | null][] = []
  let abort = new AbortController()
  const schedule = createSchedule({
    world,
    maker,
    run(work) {
      abort = new AbortController()
      return work({ signal: abort.signal, progress: (done, of) => void progress.push([done, of]) })
    },
    onEnded: (days) => void ended.push(days),
  })
  return {
    world,
    archive,
    maker,
    at,
    outcomes,
    calls,
    composed,
    told,
    ended,
    progress,
    cancel: () => abort.abort(new AppError('cancelled', 'It was cancelled.')),
    async tick() {
      schedule.tick()
      await schedule.settled()
    },
  }
}

/** A report with a total and little else. */
export function plainReport(zone: string, date: string, madeMs: number, calls = 100): DailyReport {
  return {
    date,
    total_calls: calls,
    api_breakdown: { '/api/a': calls },
    success_rate: 0.75,
    schema: 1,
    zone,
    approximate: false,
    status_breakdown: { success: calls },
    status_lists: { success: ['success'], error: ['error'] },
    hourly: [],
    peak_hour: null,
    active_users: null,
    new_users: null,
    top_users: null,
    previous_day: { total_calls: 50, change: 1 },
    previous_week: null,
    quality: {
      hours: 1,
      apis: 0.5,
      statuses: 1,
      users: null,
      issues: [{ code: 'unexplained', message: 'Half of the calls belong to no endpoint that is known.' }],
    },
    generated_at: new Date(madeMs).toISOString(),
    generator: 'tallyscope 1.2.3',
  }
}
