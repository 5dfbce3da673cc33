import type {
  CheckedForeignReportsInput,
  CheckedRebuildReportInput,
  CheckedReportInput,
  CheckedReportPeriodInput,
  CheckedReportPeriodsInput,
  CheckedReportsInput,
  CheckedRunsInput,
  MakeReportInput,
} from '../../../shared/api.ts'
import { AppError, toAppError } from '../../../shared/errors.ts'
import type { ForeignReports } from '../../../shared/foreign-reports.ts'
import type {
  Backfill,
  RebuiltReport,
  Reports,
  ReportsChanged,
  ScheduledReports,
  StoredReport,
} from '../../../shared/reports.ts'
import type { ReportPeriod, ReportPeriods } from '../../../shared/report-period.ts'
import type { Runs } from '../../../shared/runs.ts'
import { bucketStart, epochDay, type LocalDay, type Zone } from '../../../shared/time.ts'
import { userFigures } from '../../../shared/user-figures.ts'
import type { ExportSource } from '../export/stored-range.ts'
import type { Parts } from '../stats/parts.ts'
import type { TaskRun } from '../stats/tasks.ts'
import { createStoredReports } from './adopt-reports.ts'
import { awaitsUsers } from './awaits-users.ts'
import { tellTogether } from './changes-told.ts'
import type { CensusTurn } from './census-turn.ts'
import { composeReport } from './compose-report.ts'
import { archiveTotals, doubtDay, readAgain } from './day-counters.ts'
import { answerForeignReports } from './foreign-reports.ts'
import { createMaker } from './make-day.ts'
import { userFactsOf } from '../users/user-facts.ts'
import { reportUsersOf } from '../users/report-users.ts'
import type { Published } from './publish-reports.ts'
import { createReportMethods } from './report-methods.ts'
import { createPeriodMethods } from './report-periods.ts'
import type { Composed, ReportWorld } from './report-world.ts'
import { reviseUsers } from './revise-users.ts'
import { createSchedule } from './schedule.ts'
import { scheduledReports } from './scheduled-reports.ts'
import { noReportZone } from './no-report.ts'
import { openSharing, type Sharing } from './sharing-of.ts'

export interface ReportsOptions {
  /** HH:MM from which the day before is due. */
  time(): string
  /** Whether days are made by themselves. */
  isScheduled: boolean
  onChanged(changed: ReportsChanged): void
  /** Told once after the schedule made days, or failed to. */
  onScheduled(ended: ScheduledReports): void
  sharing: Sharing | null
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
  runs(input: CheckedRunsInput): Promise<Runs>
  reportPeriods(input: CheckedReportPeriodsInput): Promise<ReportPeriods>
  reportPeriod(input: CheckedReportPeriodInput): Promise<ReportPeriod>
  /** Which program counts users now. */
  turn: CensusTurn
  /**
   * Holds the turn from before the work until Redis has what it lacks: every report, or that of the date that the result gives.
   * Errors: those of the work; `no_permission` and others of a write.
   */
  publishing<T>(
    work: () => Promise<T>,
    options: { dateOf(result: T): string | null; onWaiting(isWaiting: boolean): void },
  ): Promise<{ result: T; published: Published }>
  foreignReports(input: CheckedForeignReportsInput): Promise<ForeignReports>
  /** What files are made from. Errors: `no_report_zone`. */
  toExport(): Promise<ExportSource>
  /** Makes what is due, behind the answers. */
  tick(): void
  stop(): Promise<void>
}

/** Joins what makes, keeps and answers the daily reports of a source. */
export function openReports(
  parts: Parts,
  { time, isScheduled, onChanged, onScheduled, sharing }: ReportsOptions,
): SourceReports {
  const { source, archive, clock, reader, offsetMinutes, log } = parts
  const told = tellTogether(clock, onChanged)
  const ending = new AbortController()

  const compose = async (zone: Zone, day: LocalDay, isAnew: boolean): Promise<Composed> => {
    if (isAnew) doubtDay(parts, day)
    const composed = await composeReport(parts, {
      zone,
      date: day.date,
      statusLists: parts.rules.statusLists,
    })
    archiveTotals(parts, day)
    parts.cold.takeDay(day)
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
    adopt: (zone, day) => stored.adopt(zone, day),
    takeAdopted: () => stored.takeAdopted(),
    isShared: sharing !== null,
    onChanged: told.add,
  }
  const stored = createStoredReports({ world, source, clock, issues: parts.issues, signal: ending.signal })
  const shared = openSharing(parts, {
    world,
    sharing,
    awaitsUsers: (report) => isScheduled && awaitsUsers(parts, report),
    look: () => stored.lookAgain(),
  })
  const maker = createMaker(world)
  const run = <T>(work: (run: TaskRun) => Promise<T>): Promise<T> => parts.tasks.run('reports', work)
  const schedule = createSchedule({
    world,
    maker,
    run,
    before: () => stored.lookBehind(),
    after: () => shared.publishBehind(),
    onEnded(ended) {
      const news = scheduledReports(source.info, ended)
      if (news) onScheduled(news)
    },
  })
  /** What a person stopped does not begin again by itself at the next tick. */
  const runByHand: typeof run = (work) =>
    run(work).catch((error: unknown) => {
      if (toAppError(error).code === 'cancelled') schedule.hold()
      throw error
    })
  const methods = createReportMethods({
    world,
    maker,
    head: () => parts.head(),
    run: runByHand,
  })
  const periods = createPeriodMethods({
    world,
    head: () => parts.head(),
    statusLists: () => parts.rules.statusLists,
    usersUntil(date) {
      const day = epochDay(date)
      return userFigures(userFactsOf(parts, day, day), day)
    },
  })
  const exportSource = (): ExportSource => {
    const zone = world.zone()
    if (!zone) throw noReportZone()
    const { generator } = parts
    return { archive, zone, info: source.info, nowMs: world.nowMs, generator, head: parts.head() }
  }
  const tick = (): void => {
    const isBusy = parts.tasks.state('reports').state === 'running'
    if (isScheduled && !isBusy && !world.isAway()) schedule.tick()
  }

  let publishing: Promise<unknown> = Promise.resolve()
  /** What is kept can be shown while the source is away. */
  const readyOrKept = async (): Promise<void> => {
    try {
      await parts.ready()
      tick()
    } catch (error) {
      if (!world.isAway()) throw error
    }
  }

  /** Whoever asks once and goes waits until the archive has the day; where reports are made by themselves it follows. */
  const withCold = async <T>(making: Promise<T>): Promise<T> => {
    const made = await making
    if (!isScheduled) await parts.cold.settled()
    return made
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
      return withCold(methods.makeReport(input))
    },
    async rebuildReport(input) {
      await parts.ready()
      const rebuilt = await methods.rebuildReport(input)
      if (isScheduled) await shared.publishBehind()
      return rebuilt
    },
    async makeMissingReports() {
      await parts.ready()
      return withCold(methods.makeMissingReports())
    },
    usersCounted: (fromDay) =>
      reviseUsers(
        { world, zoneOf: parts.zoneOf, offsetMinutes, usersOf: (day) => reportUsersOf(parts, day) },
        fromDay,
      ),
    async runs(input) {
      await readyOrKept()
      return methods.runs(input)
    },
    async reportPeriods(input) {
      await readyOrKept()
      return periods.reportPeriods(input)
    },
    async reportPeriod(input) {
      await readyOrKept()
      return periods.reportPeriod(input)
    },
    turn: shared.turn,
    async publishing(work, { dateOf, onWaiting }) {
      await parts.ready()
      const ended = shared.turn.run(
        async (signal) => {
          const result = await work()
          const date = dateOf(result)
          const published = await shared.publish({ signal, ...(date === null ? {} : { date }) })
          return { result, published }
        },
        { signal: ending.signal, onWaiting },
      )
      publishing = ended.catch(() => undefined)
      return ended
    },
    async foreignReports(input) {
      await readyOrKept()
      if (!world.isAway()) await stored.look()
      return answerForeignReports(world, {
        ...input,
        reportPrefix: source.info.reportPrefix,
        head: parts.head(),
      })
    },
    async toExport() {
      await readyOrKept()
      return exportSource()
    },
    async stop() {
      stored.stop()
      ending.abort(new AppError('cancelled', 'The source was left.'))
      schedule.stop()
      await schedule.settled()
      // The lock is given back at its end.
      await publishing
      told.stop()
    },
  }
}
