import type {
  CheckedRebuildReportInput,
  CheckedReportInput,
  CheckedReportsInput,
  MakeReportInput,
} from '../../../shared/api.ts'
import { AppError } from '../../../shared/errors.ts'
import type {
  Backfill,
  RebuiltReport,
  Reports,
  ReportsChanged,
  StoredReport,
} from '../../../shared/reports.ts'
import { bucketStart, type LocalDay, type Zone } from '../../../shared/time.ts'
import { recallSpan } from '../stats/prepare.ts'
import type { Parts } from '../stats/parts.ts'
import { tellTogether } from './changes-told.ts'
import { composeReport } from './compose-report.ts'
import { archiveTotals, doubtDay, readAgain } from './day-counters.ts'
import { createMaker } from './make-day.ts'
import { reportUsersOf } from '../users/report-users.ts'
import { createReportMethods } from './report-methods.ts'
import type { Composed, ReportWorld } from './report-world.ts'
import { reviseUsers } from './revise-users.ts'
import { createSchedule } from './schedule.ts'

export interface ReportsOptions {
  /** HH:MM from which the day before is due. */
  time(): string
  /** Whether days are made by themselves. */
  isScheduled: boolean
  onChanged(changed: ReportsChanged): void
}

/** The daily reports of one source: those that are kept, and those that are made. */
export interface SourceReports {
  reports(input: CheckedReportsInput): Promise<Reports>
  report(input: CheckedReportInput): Promise<StoredReport>
  makeReport(input: MakeReportInput): Promise<StoredReport>
  rebuildReport(input: CheckedRebuildReportInput): Promise<RebuiltReport>
  makeMissingReports(): Promise<Backfill>
  /** Takes over what a census found of the users from a day bucket on. */
  usersCounted(fromDay: number): Promise<void>
  /** Makes what is due, behind the answers. */
  tick(): void
  stop(): Promise<void>
}

/** A report is compared with the same weekday a week before. */
const daysBefore = 7

/** Joins what makes, keeps and answers the daily reports of a source. */
export function openReports(parts: Parts, { time, isScheduled, onChanged }: ReportsOptions): SourceReports {
  const { source, archive, clock, reader, memory, offsetMinutes, log } = parts
  const told = tellTogether(clock, onChanged)
  const ending = new AbortController()

  const compose = async (zone: Zone, day: LocalDay, isAnew: boolean): Promise<Composed> => {
    recallSpan({ archive, memory, offsetMinutes }, zone.daysBefore(day, daysBefore).startMs, day.endMs)
    if (isAnew) doubtDay(parts, day)
    const composed = await composeReport(parts, {
      zone,
      date: day.date,
      statusLists: parts.rules.statusLists,
    })
    archiveTotals(parts, day)
    return composed
  }

  const world: ReportWorld = {
    archive,
    log,
    zone() {
      const { kind, reportZone } = source.info
      const id = reportZone ?? (kind === 'sample' ? 'UTC' : null)
      return id === null ? null : parts.zoneOf(id)
    },
    time,
    nowMs: () => reader.nowMs(),
    firstCountedMs() {
      const first = reader.counters(reader.nowMs()).firstDay ?? archive.firstCountedDay()
      return first === null ? null : bucketStart(first, 'day', offsetMinutes)
    },
    isAway: () => ending.signal.aborted || !['ready', 'degraded'].includes(source.status().state),
    compose,
    async callsNow(days) {
      const calls = await readAgain(parts, days)
      for (const day of days) archiveTotals(parts, day)
      return calls
    },
    rest: () => clock.sleep(0, ending.signal),
    onChanged: told.add,
  }
  const maker = createMaker(world)
  const schedule = createSchedule(world, maker)
  const methods = createReportMethods({
    world,
    maker,
    head: () => parts.head(),
    run: (work) => parts.tasks.run('reports', work),
  })
  const tick = (): void => {
    if (isScheduled && !world.isAway()) schedule.tick()
  }

  /** What is kept can be shown while the source is away. */
  const readyOrKept = async (): Promise<void> => {
    try {
      await parts.ready()
      tick()
    } catch (error) {
      if (!world.isAway()) throw error
    }
  }

  return {
    tick,
    async reports(input) {
      await readyOrKept()
      return methods.reports(input)
    },
    async report(input) {
      await readyOrKept()
      return methods.report(input)
    },
    async makeReport(input) {
      await parts.ready()
      return methods.makeReport(input)
    },
    async rebuildReport(input) {
      await parts.ready()
      return methods.rebuildReport(input)
    },
    async makeMissingReports() {
      await parts.ready()
      return methods.makeMissingReports()
    },
    usersCounted: (fromDay) =>
      reviseUsers(
        { world, zoneOf: parts.zoneOf, offsetMinutes, usersOf: (day) => reportUsersOf(parts, day) },
        fromDay,
      ),
    async stop() {
      ending.abort(new AppError('cancelled', 'The source was left.'))
      schedule.stop()
      await schedule.settled()
      told.stop()
    },
  }
}
