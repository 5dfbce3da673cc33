import type {
  CheckedEndpointUsageInput,
  CheckedEndpointsInput,
  CheckedOverviewInput,
  CheckedTrendInput,
  CheckedUsageInput,
  CheckedUsageSparklinesInput,
} from '../../../shared/api.ts'
import type { DiscoveryState, EndpointsFound, Overview, Sparkline, Trend } from '../../../shared/figures.ts'
import type { Health } from '../../../shared/health.ts'
import { defaultReportTime } from '../../../shared/reports.ts'
import type { TaskName, TaskState } from '../../../shared/task.ts'
import { bucketAt, bucketStart, widthMs } from '../../../shared/time.ts'
import type { EndpointUsage, Usage, UsageSparkline } from '../../../shared/usage.ts'
import { openReports, type SourceReports } from '../reports/reports-of.ts'
import { openUsers, type SourceUsers } from '../users/users-of.ts'
import { answerEndpoints, createEndpointSearch } from './endpoint-search.ts'
import { answerEndpointUsage, answerUsageSparklines } from './endpoint-usage.ts'
import { answerHealth } from './health-answer.ts'
import { answerOverview } from './overview-answer.ts'
import { openParts, type PartsDeps } from './parts.ts'
import { archiveClosed } from './prepare.ts'
import { noteStatuses } from './status-notes.ts'
import { answerSparklines, answerTrend } from './trend-answer.ts'
import { createUsageView } from './usage-answer.ts'
import { verifySums } from './verify.ts'

/** Everything that is asked of one source: the only thing that the doors' methods talk to. */
export interface Watch {
  overview(input: CheckedOverviewInput): Promise<Overview>
  sparklines(endpoints: readonly string[]): Promise<Sparkline[]>
  trend(input: CheckedTrendInput): Promise<Trend>
  endpoints(input: CheckedEndpointsInput): Promise<EndpointsFound>
  discover(): Promise<DiscoveryState>
  cancelDiscovery(): DiscoveryState
  usage(input: CheckedUsageInput): Promise<Usage>
  usageSparklines(input: CheckedUsageSparklinesInput): Promise<UsageSparkline[]>
  endpointUsage(input: CheckedEndpointUsageInput): Promise<EndpointUsage>
  health(): Promise<Health>
  reports: Omit<SourceReports, 'tick' | 'stop' | 'usersCounted' | 'turn'>
  users: Omit<SourceUsers, 'tick' | 'stop'>
  cancelTask(task: TaskName): TaskState
  taskState(task: TaskName): TaskState
  /** Another archive took the place of a damaged one: what Redis still has is read and kept again. */
  readAgain(): void
  /** What is due by the clock: the hourly note of statuses, the hourly verification, reports, housekeeping. */
  tick(): Promise<void>
  /** Ends what runs behind the answers; the archive may be closed once it is done. */
  stop(): Promise<void>
}

/** An hour is verified so long after its end. */
const verifyAfterMs = 3 * widthMs.minute

export function createWatch(deps: PartsDeps): Watch {
  const { source, archive, clock, testNowMs } = deps
  const parts = openParts(deps)
  const { reader, memory, catalogue, discovery, issues, offsetMinutes } = parts
  const usage = createUsageView(parts)
  const time = deps.reportTime ?? (() => defaultReportTime)
  // By a test's clock nothing is made unasked.
  const isScheduled = testNowMs === undefined && deps.schedulesReports !== false
  const reports = openReports(parts, {
    time,
    isScheduled,
    onChanged: deps.onReports ?? (() => undefined),
    onScheduled: deps.onScheduled ?? (() => undefined),
    sharing: deps.sharing ?? null,
  })
  const users = openUsers(parts, {
    turn: reports.turn,
    time,
    isScheduled,
    zone: () => parts.zoneOf(source.info.reportZone ?? 'UTC'),
    onState: deps.onCensus ?? (() => undefined),
    onCounted: (days) => reports.usersCounted(Math.min(...days)),
  })
  const search = createEndpointSearch(catalogue, memory)
  let verifiedHour: number | null = null
  let archivedHour: number | null = null
  let notedMs = 0

  const today = (): number => bucketAt(reader.nowMs(), 'day', offsetMinutes)

  const verifyOnce = async (nowMs: number): Promise<void> => {
    const hour = bucketAt(nowMs, 'hour', offsetMinutes)
    if (verifiedHour === hour || nowMs - bucketStart(hour, 'hour', offsetMinutes) < verifyAfterMs) return
    await verifySums({ reader, memory, catalogue, issues, offsetMinutes })
    verifiedHour = hour
    memory.prune(nowMs)
    archivedHour = archiveClosed({ archive, memory, nowMs, offsetMinutes, fromHour: archivedHour })
  }

  return {
    overview: (input) => answerOverview(parts, input),
    sparklines: (endpoints) => answerSparklines(parts, endpoints),
    trend: (input) => answerTrend(parts, input),
    endpoints: (input) => answerEndpoints(parts, search, input),
    async discover() {
      await parts.ready()
      await discovery.run([today() - 1, today()], 'asked')
      return discovery.state(today())
    },
    cancelDiscovery() {
      discovery.cancel()
      return discovery.state(today())
    },
    usage: (input) => usage.answer(input),
    usageSparklines: (input) => answerUsageSparklines(parts, input),
    endpointUsage: (input) => answerEndpointUsage(parts, input),
    health: () => answerHealth(parts),
    reports,
    users,
    cancelTask: (task) => parts.tasks.cancel(task),
    taskState: (task) => parts.tasks.state(task),
    readAgain() {
      archivedHour = null
      parts.readAgain()
      parts.cold.readAgain()
    },
    async tick() {
      const { state } = source.status()
      if (testNowMs !== undefined || (state !== 'ready' && state !== 'degraded')) return
      await parts.ready()
      const nowMs = reader.nowMs()
      notedMs = await noteStatuses({ reader, catalogue, archive, offsetMinutes, lastNotedMs: notedMs })
      await verifyOnce(nowMs)
      catalogue.save(nowMs)
      reports.tick()
      users.tick()
      if (clock.now() - parts.lookedMs() < widthMs.minute) await parts.askFacts()
      await parts.cold.tick()
    },
    async stop() {
      parts.backfill.stop()
      await parts.cold.stop()
      const stopped = reports.stop()
      const counted = users.stop()
      await parts.tasks.stop()
      await counted
      await discovery.stop()
      await stopped
      catalogue.save(reader.nowMs())
    },
  }
}
