import * as v from 'valibot'
import {
  archiveInputs,
  type ArchiveDone,
  type ArchiveInfo,
  type ChooseInput,
  type DeleteArchiveInput,
  type ExportArchiveInput,
  type MoveArchiveInput,
  type ShowArchiveInput,
} from './archive-info.ts'
import type { AutoExportState } from './auto-export.ts'
import { isDate } from './calendar-date.ts'
import { periodKinds } from './calendar-period.ts'
import { connectionFields } from './connection-fields.ts'
import { censusChoices, type CensusState } from './census.ts'
import type { ConnectionState, ConnectionTest } from './connection.ts'
import { endpointGroupings } from './endpoint-groups.ts'
import type { DiscoveryState, EndpointsFound, Overview, Sparkline, Trend } from './figures.ts'
import {
  exportInputs,
  type ExportDone,
  type ExportInput,
  type ExportPreview,
  type PreviewExportInput,
} from './exports.ts'
import type { ForeignReports } from './foreign-reports.ts'
import type { Health } from './health.ts'
import { preferencesPatch, type Preferences, type PreferencesPatch } from './preferences.ts'
import {
  archiveAnswer,
  savedConnectionInputs,
  storePassword,
  type Connections,
  type OpenConnectionInput,
  type SaveConnectionInput,
  type SavedConnection,
} from './saved-connection.ts'
import type {
  Backfill,
  RebuiltReport,
  Reports,
  ReportsChanged,
  ScheduledReports,
  StoredReport,
} from './reports.ts'
import type { ReportPeriod, ReportPeriods } from './report-period.ts'
import { mostRuns, runOutcomes, type Runs } from './runs.ts'
import type { SchemeReport } from './scheme.ts'
import { taskNames, type TaskState } from './task.ts'
import { usageFilters, type EndpointUsage, type Usage, type UsageSparkline } from './usage.ts'
import { mostUserDays, type Retention, type TopUsers, type Users } from './users.ts'

/**
 * The contract: what the core can do for a window, a browser page, the command line and the tests. Every method takes at
 * most one plain object and answers JSON-safe data: instants are ISO 8601 in UTC with milliseconds, dates `YYYY-MM-DD`
 * in the answer's zone, shares and changes unrounded from 0 to 1, unknown is null.
 */
export interface Api {
  /** What this program is and where it keeps its data. */
  appInfo(): Promise<AppInfo>
  preferences(): Promise<Preferences>
  /**
   * Changes some preferences for all windows. Errors: `settings_unwritable`; `bad_input`, `no_folder` and `place_unwritable` for
   * another folder of the automatic export.
   */
  setPreferences(input: PreferencesPatch): Promise<Preferences>
  /** The present source and how it fares. */
  connection(): Promise<ConnectionState>
  /** The saved connections in their order, and how the password of each is kept. */
  connections(): Promise<Connections>
  /**
   * Adds a connection, or edits the one that `id` names; the one that is open goes on with what changed. Errors: `bad_url`,
   * `unknown_connection`, `settings_unwritable`; `source_changed` where the archive of the address needs an answer.
   */
  saveConnection(input: SaveConnectionInput): Promise<SavedConnection>
  /** A copy with a name and an id of its own, right after the original, its password included. Errors: as above. */
  duplicateConnection(input: { id: string }): Promise<SavedConnection>
  /** Takes a connection off the list; where it was open the sample data takes its place. Its archive stays. */
  deleteConnection(input: { id: string }): Promise<Connections>
  /** Puts a deleted connection back where it was, its password included, until the app ends. Errors: `unknown_connection`. */
  restoreConnection(input: { id: string }): Promise<SavedConnection>
  /**
   * Makes a saved connection the present source; the one before stays where that fails. Errors: every connection code,
   * `unknown_connection`, `password_needed`, `password_unreadable`.
   */
  openConnection(input: OpenConnectionInput): Promise<ConnectionState>
  /**
   * Runs the real first queries against an address without changing the present source. With `id` everything that is left
   * out is that of the saved connection, the password included.
   */
  testConnection(input: TestConnectionInput): Promise<ConnectionTest>
  /**
   * Makes an address the present source and saves it as a connection, or finds the one that is saved with the same server,
   * database, user, prefixes and offset. Errors: every connection code.
   */
  connect(input: ConnectInput): Promise<ConnectionState>
  /** Makes the built-in sample data the present source. */
  useSample(): Promise<ConnectionState>
  /** Tries a source that is down or refused again at once. */
  retry(): Promise<ConnectionState>
  /** Today, this hour, now, hours of the day and hot APIs, all from one reading. */
  overview(input: OverviewInput): Promise<Overview>
  /** The last 24 hours of each named endpoint (at most 100). */
  sparklines(input: SparklinesInput): Promise<Sparkline[]>
  /** The points of a range, oldest first, with those that they are compared with on request. Errors: `bad_input`. */
  trend(input: TrendInput): Promise<Trend>
  /** The known endpoints whose shown name holds a text, those with most calls first. */
  endpoints(input: EndpointsInput): Promise<EndpointsFound>
  /** Looks for endpoints and statuses among the keys now; answers when it ended. */
  discover(): Promise<DiscoveryState>
  /** Stops a running discovery; what it found is kept. */
  cancelDiscovery(): Promise<DiscoveryState>
  /** Endpoints, or groups of them, in a range of days beside the period before. Errors: `bad_input`, `too_large`, `cancelled`. */
  usage(input: UsageInput): Promise<Usage>
  /** The days of each named endpoint in a range (at most 100 endpoints). Errors: as `usage`. */
  usageSparklines(input: UsageSparklinesInput): Promise<UsageSparkline[]>
  /** One endpoint by hours or days, with its share of all calls. Errors: as `usage`. */
  endpointUsage(input: EndpointUsageInput): Promise<EndpointUsage>
  /** Whether the figures can be trusted, from the server's facts and one bounded sample of keys. Errors: `cancelled`. */
  health(): Promise<Health>
  /** The closed days of a span in the report zone, each with its state and its report at a glance. Errors: `bad_input`. */
  reports(input: ReportsInput): Promise<Reports>
  /** The report of one date, the newest revision unless another is asked for. Errors: `bad_input`, `no_report_zone`. */
  report(input: ReportInput): Promise<StoredReport>
  /**
   * Makes the report of a closed date that has none. Errors: `day_running`, `no_report` where nothing is left to make it from,
   * `no_report_zone`, `cancelled`.
   */
  makeReport(input: MakeReportInput): Promise<StoredReport>
  /** Makes the report of a date anew beside the stored one, and in its place where `replace` says so. Errors: as `makeReport`. */
  rebuildReport(input: RebuildReportInput): Promise<RebuiltReport>
  /** Makes every missing report within reach, oldest first. Errors: `no_report_zone`, `cancelled`. */
  makeMissingReports(): Promise<Backfill>
  /** Active, new and returning users by UTC day, the running one too. Errors: `bad_input`. */
  users(input: UsersInput): Promise<Users>
  /** Those who called most in a range of UTC days, and those who have gone quiet. Errors: `bad_input`. */
  topUsers(input: TopUsersInput): Promise<TopUsers>
  /** Users by the week in which they were first seen, and how many of them came back. */
  retention(): Promise<Retention>
  /** How the counting of users stands. */
  census(): Promise<CensusState>
  /** Begins to count the users of all days that are not counted yet, behind the answer, where it does not run already. */
  startCensus(): Promise<CensusState>
  /** Says whether users are counted unasked. */
  chooseCensus(input: ChooseCensusInput): Promise<CensusState>
  /** What the archive of the present source holds, and what lies beside it. Errors: `no_archive`, `archive_unusable`. */
  archive(): Promise<ArchiveInfo>
  /** Makes a backup now. These and those below run as the task `archive`, one at a time. Errors: `archive_in_use` too. */
  backUpArchive(): Promise<ArchiveDone>
  /** Gives back to the disk what the archive no longer needs. */
  compactArchive(): Promise<ArchiveDone>
  /** Moves the archive and its backups, for good: the next start finds it there. Errors: `bad_input`, `cancelled` too. */
  moveArchive(input: MoveArchiveInput): Promise<ArchiveDone>
  /** Writes one whole copy to a file that is not there yet. Errors: `bad_input`, `cancelled` too. */
  exportArchive(input: ExportArchiveInput): Promise<ArchiveDone>
  /** Deletes the archive with its backups for good and begins anew. */
  deleteArchive(input: DeleteArchiveInput): Promise<ArchiveDone>
  /** Opens an archive file only to read it, in place of the source, or goes back to that. Errors: `bad_input` too. */
  showArchive(input: ShowArchiveInput): Promise<ConnectionState>
  /** Asks the person for a folder or a file by the host's own dialog; null where none was chosen or the host has none. */
  choosePlace(input: ChooseInput): Promise<{ path: string | null }>
  /** Shows a file of the app in the system's own window; false where the host cannot. */
  showInFolder(input: { file: string }): Promise<{ isShown: boolean }>
  /** The newest 12 weeks or months of reports, newest first. Errors: `no_report_zone`. */
  reportPeriods(input: ReportPeriodsInput): Promise<ReportPeriods>
  /** The week or month that holds a date, from its reports. Errors: `no_report_zone`. */
  reportPeriod(input: ReportPeriodInput): Promise<ReportPeriod>
  /** What ran for the present source, newest first. */
  runs(input: RunsInput): Promise<Runs>
  /** The stored reports of others in Redis that are not ours, in a span of dates; the last 400 where it is not given. Errors: `bad_input`. */
  foreignReports(input: ForeignReportsInput): Promise<ForeignReports>
  /** What an export of a range of stored reports would hold, with its first rows. Errors: `bad_input`, `no_report_zone`. */
  previewExport(input: PreviewExportInput): Promise<ExportPreview>
  /**
   * Writes the stored reports of a range to files, all or none, as the task `export`. Errors: `bad_input`, `no_report_zone`,
   * `nothing_to_export`, `format_unavailable`, `file_exists`, `no_folder`, `place_unwritable`, `disk_full`, `name_too_long`, `cancelled`.
   */
  exportReports(input: ExportInput): Promise<ExportDone>
  /** How the automatic export of the present source stands. */
  autoExport(): Promise<AutoExportState>
  /** Tries again at once what failed of it, behind the answer. */
  retryAutoExport(): Promise<AutoExportState>
  /** Ends what runs of a task: its callers get `cancelled`. */
  cancelTask(input: CancelTaskInput): Promise<TaskState>
  /**
   * Looks at an address over a connection of its own and proposes settings, with the keys that speak for them; applies
   * nothing. Errors: every connection code.
   */
  detectScheme(input: TestConnectionInput): Promise<SchemeReport>
}

/** Small facts pushed to every page. */
export interface Events {
  connection: ConnectionState
  connections: Connections
  preferences: Preferences
  discovery: DiscoveryState
  reports: ReportsChanged
  census: CensusState
  scheduled: ScheduledReports
  task: TaskState
}

export interface AppInfo {
  version: string
  host: 'electron' | 'browser' | 'command line'
  /** The folder of settings and archives. */
  dataDir: string
  settingsFile: string
  /** Null where this host writes none. */
  logDir: string | null
  /** The file of the present source with its size; null for the sample data and while the source was never reached. */
  archive: { file: string; bytes: number } | null
  /** This computer's time zone. */
  zone: string
}

export const granularities = ['minute', 'hour', 'day'] as const
export type Granularity = (typeof granularities)[number]

/** What a trend is compared with: nothing, as long a time just before it, or the same weekdays before it. */
export const comparisons = ['none', 'period', 'weekday'] as const
export type Comparison = (typeof comparisons)[number]

const { zone, prefix } = connectionFields
const name = v.pipe(v.string(), v.maxLength(400_000))
const url = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))
const instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check(
    (text) => isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
    'Expected an instant of the calendar',
  ),
)
const none = v.strictObject({})
const date = v.pipe(v.string(), v.check(isDate, 'Expected a date of the calendar'))
const moment = v.union([date, instant], 'Expected a date or an instant of the calendar')
const range = {
  zone,
  /** First and last date in the zone, both included; the last 7 days, ending today, where they are null. */
  from: v.optional(v.nullable(date), null),
  to: v.optional(v.nullable(date), null),
}
const grouping = v.picklist(endpointGroupings)
const depth = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 2)

const testInput = v.strictObject({
  id: v.optional(connectionFields.id),
  /** Needed without `id`. */
  url: v.optional(url),
  user: v.optional(v.nullable(connectionFields.user)),
  /** Null for none. */
  password: v.optional(v.nullable(connectionFields.password)),
  name: v.optional(connectionFields.name),
  prefix: v.optional(prefix),
  reportPrefix: v.optional(prefix),
  bucketOffsetMinutes: v.optional(connectionFields.bucketOffsetMinutes),
})

/** One input schema per method: the allow-list of the wire and the check of what comes over it. */
export const schemas = {
  appInfo: none,
  preferences: none,
  setPreferences: preferencesPatch,
  connection: none,
  connections: none,
  saveConnection: savedConnectionInputs.save,
  duplicateConnection: savedConnectionInputs.one,
  deleteConnection: savedConnectionInputs.one,
  restoreConnection: savedConnectionInputs.one,
  openConnection: savedConnectionInputs.open,
  testConnection: testInput,
  connect: v.strictObject({
    /** `redis://`, `rediss://` (with user and password where needed) or `sample:`. */
    url,
    name: v.optional(connectionFields.name, ''),
    prefix: v.optional(prefix, 'stats'),
    reportPrefix: v.optional(prefix, 'report:daily'),
    bucketOffsetMinutes: v.optional(connectionFields.bucketOffsetMinutes, 0),
    storePassword,
    /** Answer to `source_changed`: whether the archive of that address goes on or a new one begins. */
    archive: archiveAnswer,
  }),
  useSample: none,
  retry: none,
  overview: v.strictObject({
    /** IANA name of the view's zone. */
    zone,
    /** At most so many hot APIs. */
    top: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5_000)), 5),
    /** Wait for every figure, a needed discovery included, in place of marking what is still being read. */
    complete: v.optional(v.boolean(), false),
  }),
  sparklines: v.strictObject({ endpoints: v.pipe(v.array(name), v.maxLength(100)) }),
  trend: v.strictObject({
    range: v.picklist(granularities),
    zone,
    /** All calls where null. */
    endpoint: v.optional(v.nullable(name), null),
    compare: v.optional(v.picklist(comparisons), 'none'),
    /** The range ends with the bucket that holds the moment before this instant; with now's where null or not in the past. */
    until: v.optional(v.nullable(instant), null),
    /** In place of `until` and the points of the range: the first date or instant, at most 1,500 points before `to`. */
    from: v.optional(v.nullable(moment), null),
    /** The last date, included, or the first instant after the range; now where null. */
    to: v.optional(v.nullable(moment), null),
    /** Wait for every figure, a needed discovery included, in place of marking what is still being read. */
    complete: v.optional(v.boolean(), false),
  }),
  endpoints: v.strictObject({
    /** Case does not matter; every endpoint where it is empty. */
    search: v.optional(name, ''),
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 100),
  }),
  discover: none,
  cancelDiscovery: none,
  usage: v.strictObject({
    ...range,
    filter: v.optional(v.picklist(usageFilters), 'called'),
    order: v.optional(v.picklist(['calls', 'name']), 'calls'),
    /** Part of the name, whatever its case. */
    search: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
    /** One row for each endpoint, each path without its ids, or each beginning of `depth` segments. */
    group: v.optional(grouping, 'none'),
    depth,
    /** Only endpoints of this group. */
    within: v.optional(v.nullable(v.strictObject({ group: grouping, depth, name })), null),
    /** At most so many items, and fewer where their names are long: `next` tells where to go on. */
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000)), 100),
    offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000)), 0),
    /** Wait for a needed discovery too. */
    complete: v.optional(v.boolean(), false),
  }),
  usageSparklines: v.strictObject({ ...range, endpoints: v.pipe(v.array(name), v.maxLength(100)) }),
  endpointUsage: v.strictObject({
    ...range,
    endpoint: name,
    /** Hours for at most 31 days. */
    step: v.optional(v.picklist(['hour', 'day']), 'day'),
  }),
  health: none,
  reports: v.strictObject({
    /** First and last date, both included; the last 35 closed days where they are null. */
    from: v.optional(v.nullable(date), null),
    to: v.optional(v.nullable(date), null),
  }),
  report: v.strictObject({ date, revision: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))) }),
  makeReport: v.strictObject({ date }),
  rebuildReport: v.strictObject({ date, replace: v.optional(v.boolean(), false) }),
  makeMissingReports: none,
  users: v.strictObject({
    /** So many days that end with `to`, unless `from` is given. */
    days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostUserDays)), 30),
    /** First and last UTC date, both included; the running day where `to` is null. */
    from: v.optional(v.nullable(date), null),
    to: v.optional(v.nullable(date), null),
  }),
  topUsers: v.strictObject({
    /** First and last UTC date, both included; the last 30 days, ending today, where they are null. */
    from: v.optional(v.nullable(date), null),
    to: v.optional(v.nullable(date), null),
  }),
  retention: none,
  census: none,
  startCensus: none,
  chooseCensus: v.strictObject({ choice: v.picklist(censusChoices) }),
  archive: none,
  backUpArchive: none,
  compactArchive: none,
  moveArchive: archiveInputs.move,
  exportArchive: archiveInputs.export,
  deleteArchive: archiveInputs.delete,
  showArchive: archiveInputs.show,
  choosePlace: archiveInputs.choose,
  showInFolder: archiveInputs.reveal,
  reportPeriods: v.strictObject({
    kind: v.picklist(periodKinds),
    /** A date of the newest that is listed; today where null. */
    until: v.optional(v.nullable(date), null),
  }),
  reportPeriod: v.strictObject({ kind: v.picklist(periodKinds), date }),
  runs: v.strictObject({
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostRuns)), 100),
    /** Only entries older than the one with this number. */
    before: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
    /** Only entries that ended like this; all where null. */
    outcome: v.optional(v.nullable(v.picklist(runOutcomes)), null),
  }),
  foreignReports: v.strictObject({
    from: v.optional(v.nullable(date), null),
    to: v.optional(v.nullable(date), null),
  }),
  previewExport: exportInputs.preview,
  exportReports: exportInputs.run,
  autoExport: none,
  retryAutoExport: none,
  cancelTask: v.strictObject({ task: v.picklist(taskNames) }),
  detectScheme: testInput,
} satisfies Record<keyof Api, v.GenericSchema>

export type MethodName = keyof typeof schemas
export type EventName = keyof Events
export type ConnectInput = v.InferInput<typeof schemas.connect>
export type CheckedConnectInput = v.InferOutput<typeof schemas.connect>
export type TestConnectionInput = v.InferInput<typeof schemas.testConnection>
export type CheckedTestConnectionInput = v.InferOutput<typeof schemas.testConnection>
export type OverviewInput = v.InferInput<typeof schemas.overview>
export type SparklinesInput = v.InferInput<typeof schemas.sparklines>
export type TrendInput = v.InferInput<typeof schemas.trend>
export type EndpointsInput = v.InferInput<typeof schemas.endpoints>
export type UsageInput = v.InferInput<typeof schemas.usage>
export type UsageSparklinesInput = v.InferInput<typeof schemas.usageSparklines>
export type EndpointUsageInput = v.InferInput<typeof schemas.endpointUsage>
export type ReportsInput = v.InferInput<typeof schemas.reports>
export type ReportInput = v.InferInput<typeof schemas.report>
export type MakeReportInput = v.InferInput<typeof schemas.makeReport>
export type RebuildReportInput = v.InferInput<typeof schemas.rebuildReport>
export type UsersInput = v.InferInput<typeof schemas.users>
export type TopUsersInput = v.InferInput<typeof schemas.topUsers>
export type ChooseCensusInput = v.InferInput<typeof schemas.chooseCensus>
export type ReportPeriodsInput = v.InferInput<typeof schemas.reportPeriods>
export type CheckedReportPeriodsInput = v.InferOutput<typeof schemas.reportPeriods>
export type ReportPeriodInput = v.InferInput<typeof schemas.reportPeriod>
export type CheckedReportPeriodInput = v.InferOutput<typeof schemas.reportPeriod>
export type RunsInput = v.InferInput<typeof schemas.runs>
export type ForeignReportsInput = v.InferInput<typeof schemas.foreignReports>
export type CheckedForeignReportsInput = v.InferOutput<typeof schemas.foreignReports>
export type CancelTaskInput = v.InferInput<typeof schemas.cancelTask>
/** Inputs as they are after their check, with the defaults filled in. */
export type CheckedOverviewInput = v.InferOutput<typeof schemas.overview>
export type CheckedTrendInput = v.InferOutput<typeof schemas.trend>
export type CheckedEndpointsInput = v.InferOutput<typeof schemas.endpoints>
export type CheckedUsageInput = v.InferOutput<typeof schemas.usage>
export type CheckedUsageSparklinesInput = v.InferOutput<typeof schemas.usageSparklines>
export type CheckedReportsInput = v.InferOutput<typeof schemas.reports>
export type CheckedReportInput = v.InferOutput<typeof schemas.report>
export type CheckedRebuildReportInput = v.InferOutput<typeof schemas.rebuildReport>
export type CheckedUsersInput = v.InferOutput<typeof schemas.users>
export type CheckedTopUsersInput = v.InferOutput<typeof schemas.topUsers>
export type CheckedRunsInput = v.InferOutput<typeof schemas.runs>
export type CheckedEndpointUsageInput = v.InferOutput<typeof schemas.endpointUsage>
