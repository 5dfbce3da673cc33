import type {
  CheckedRebuildReportInput,
  CheckedReportInput,
  CheckedReportsInput,
  CheckedRunsInput,
  MakeReportInput,
} from '../../../shared/api.ts'
import {
  closedDays,
  closesAt,
  dateAfter,
  dueAt,
  lastClosedDate,
  nextDueAt,
  type DueDay,
} from '../../../shared/due-days.ts'
import { AppError } from '../../../shared/errors.ts'
import type { AnswerHead } from '../../../shared/figures.ts'
import {
  type Backfill,
  type RebuiltReport,
  type Reports,
  type StoredReport,
} from '../../../shared/reports.ts'
import type { Runs } from '../../../shared/runs.ts'
import { isoInstant, type Zone } from '../../../shared/time.ts'
import type { TaskRun } from '../stats/tasks.ts'
import type { Maker } from './make-day.ts'
import { makeDays } from './make-days.ts'
import { missingDays } from './missing-days.ts'
import { dayRunning, noReport, noReportZone } from './no-report.ts'
import { reportDay, reportDays } from './report-days.ts'
import { assertSpan } from './report-span.ts'
import { firstWithinReach, type ReportWorld } from './report-world.ts'

export interface ReportMethodsDeps {
  world: ReportWorld
  maker: Maker
  head(): AnswerHead
  /** Runs work that can be cancelled and tells how far it is. */
  run<T>(work: (run: TaskRun) => Promise<T>): Promise<T>
}

/** Days of a list that names none. */
const usualDays = 35

/** The methods of the contract that are about daily reports, once the source was read. */
export function createReportMethods({ world, maker, head, run }: ReportMethodsDeps) {
  const { archive } = world

  const chosenZone = (): Zone => {
    const zone = world.zone()
    if (!zone) throw noReportZone()
    return zone
  }

  const closedDay = (zone: Zone, date: string): DueDay => {
    const day = zone.day(date)
    if (closesAt(day) > world.nowMs()) throw dayRunning(zone, day)
    return { ...day, dueMs: dueAt(zone, day, world.time()) }
  }

  const stored = (zone: Zone, date: string, revision?: number): StoredReport => {
    const kept = archive.report(zone.id, date, revision)
    if (!kept && revision !== undefined)
      throw new AppError('bad_input', `The report of ${date} has no revision ${revision}.`)
    return {
      ...head(),
      day: reportDay(world, maker, zone, date),
      report: kept?.report ?? null,
      revision: kept?.revision ?? 0,
      revisions: archive.revisions(zone.id, date),
      ...archive.reportsBeside(zone.id, date),
    }
  }

  return {
    reports({ from, to }: CheckedReportsInput): Reports {
      const zone = world.zone()
      const time = world.time()
      if (!zone)
        return {
          ...head(),
          zone: null,
          today: null,
          schedule: { time, nextAt: null },
          firstDate: null,
          missing: 0,
          from,
          to,
          days: [],
        }
      const nowMs = world.nowMs()
      const last = to ?? lastClosedDate(zone, nowMs)
      const first = from ?? dateAfter(last, 1 - usualDays)
      assertSpan(first, last)
      const [firstDate = null] = [firstWithinReach(world, zone), archive.firstReport(zone.id)]
        .filter((date) => date !== null)
        .sort()
      return {
        ...head(),
        zone: zone.id,
        today: zone.dayAt(nowMs).date,
        schedule: { time, nextAt: isoInstant(nextDueAt(zone, { nowMs, time })) },
        firstDate,
        missing: missingDays(world, zone).length,
        from: first,
        to: last,
        days: reportDays(world, maker, { zone, from: first, to: last }),
      }
    },

    report: ({ date, revision }: CheckedReportInput) => stored(chosenZone(), date, revision),

    async makeReport({ date }: MakeReportInput): Promise<StoredReport> {
      const zone = chosenZone()
      const day = closedDay(zone, date)
      const made = await run(({ signal }) => maker.make(zone, day, { by: 'hand', signal }))
      if (made.kind !== 'kept') world.onChanged({ zone: zone.id, dates: [date] })
      if (made.kind === 'skipped') throw noReport(zone, date, made.why)
      if (made.kind === 'failed') throw made.error
      return stored(zone, date)
    },

    async rebuildReport({ date, replace }: CheckedRebuildReportInput): Promise<RebuiltReport> {
      const zone = chosenZone()
      const day = closedDay(zone, date)
      const before = archive.report(zone.id, date)?.report ?? null
      const startedMs = world.nowMs()
      const composed = await run(async ({ signal }) => {
        const rebuilt = await world.compose(zone, day, true)
        signal.throwIfAborted()
        return rebuilt
      })
      if (composed.kind === 'skip') throw noReport(zone, date, composed.why)
      if (replace) {
        const revision = archive.addRevision({ zone: zone.id, date, dueMs: day.dueMs }, composed.report)
        // The person's yes holds for the one in Redis too.
        if (world.isShared) archive.noteShared(zone.id, { date, revision }, 'to_replace')
        const run = { kind: 'rebuild', by: 'hand', outcome: 'done', date, startedMs } as const
        archive.noteRun({ ...run, tookMs: world.nowMs() - startedMs })
        world.onChanged({ zone: zone.id, dates: [date] })
      }
      return { ...head(), stored: before, rebuilt: composed.report, isReplaced: replace }
    },

    runs({ limit, before, outcome }: CheckedRunsInput): Runs {
      const items = archive.runs({ limit: limit + 1, before, outcome })
      const shown = items.slice(0, limit)
      return { ...head(), items: shown, next: items.length > limit ? shown.at(-1)!.id : null }
    },

    makeMissingReports(): Promise<Backfill> {
      const zone = chosenZone()
      return run((task) => makeMissing(zone, task))
    },
  }

  async function makeMissing(zone: Zone, task: TaskRun): Promise<Backfill> {
    const first = firstWithinReach(world, zone)
    const nowMs = world.nowMs()
    const last = lastClosedDate(zone, nowMs)
    const done = new Set(
      archive
        .ledger(zone.id, first ?? last, last)
        .filter(({ state }) => state === 'done')
        .map(({ date }) => date),
    )
    const days =
      first === null ? [] : closedDays(zone, first, last, nowMs).filter(({ date }) => !done.has(date))
    const ended = await makeDays({ world, maker }, { zone, days }, { by: 'hand', task })
    const { made, adopted, skipped, failed } = ended
    // Some were taken in before the days were gone through.
    const taken = [...new Set([...adopted, ...world.takeAdopted()])]
    const reasons: Backfill['skipped'] = [
      ...skipped,
      ...taken.map((date) => ({ date, why: 'adopted' })),
      ...failed.map(({ date, error }) => ({ date, why: error.message })),
    ]
    reasons.sort((a, b) => (a.date < b.date ? -1 : 1))
    return { ...head(), made, skipped: reasons }
  }
}
