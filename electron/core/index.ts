import { resolve } from 'node:path'
import * as v from 'valibot'
import { schemas, type Api, type AppInfo, type EventName, type Events } from '../../shared/api.ts'
import type { Choice } from '../../shared/archive-info.ts'
import { createAutoExportMethods } from './export/auto-export-methods.ts'
import { assertFolderOf } from './export/auto-export-folder.ts'
import { createExportMethods } from './export/export-methods.ts'
import { printOf } from './export/formats.ts'
import { appInfo } from './app-info.ts'
import { systemClock, type Clock } from './clock.ts'
import { createConnectionMethods } from './connections/connection-methods.ts'
import { createOpening } from './connections/opening.ts'
import { createPasswords } from './connections/passwords.ts'
import { createSavedConnections } from './connections/saved-connections.ts'
import type { Log } from './log.ts'
import { changePreferences } from './preferences.ts'
import { createPresentSource } from './present-source.ts'
import { createArchiveMethods } from './reports/archive-methods.ts'
import type { SourceReports } from './reports/reports-of.ts'
import { openSettings } from './settings/settings-store.ts'
import { createTasks } from './stats/tasks.ts'
import { noVault, type Vault } from './vault.ts'

export interface CoreOptions {
  host: AppInfo['host']
  version: string
  /** The folder of settings and archives; made where it is missing. */
  dataDir: string
  log: Log
  /** The folder of the host's log files, where it writes any. */
  logDir?: string
  emit<E extends EventName>(event: E, payload: Events[E]): void
  /** Where passwords are stored; nowhere unless told. */
  vault?: Vault
  clock?: Clock
  /** The host's own windows for files; a browser has none. */
  files?: HostFiles
  downloads?: Downloads
  /** An instant in epoch milliseconds that stands in for the server's clock. */
  testNowMs?: number
  /** An archive file in place of the program's own for the source; `:memory:` for none. */
  archiveFile?: string
  /** Prefixes in place of those of the saved connection that is opened. */
  prefixes?: { prefix?: string; reportPrefix?: string }
  /** The report zone in place of the one that a connection was saved with. */
  reportZoneFor?: (saved: string | null) => string
  /** Whether reports are written to a Redis, in place of the switch of its connection; `required` fails where that is refused. */
  sharing?: 'off' | 'required'
  /** Whether the last connection is taken up again and a new one is saved. The command line does neither. */
  remembersConnection?: boolean
}

/** What a host with windows can do with files. */
export interface HostFiles {
  /** Asks for a folder or an archive; null where none was chosen. */
  choose(
    what: Choice,
    begin?: { name?: string | undefined; folder?: string | null | undefined },
  ): Promise<string | null>
  show(file: string): void
  /** Prints a page as PDF, A4. */
  print?(html: string): Promise<Uint8Array>
}

/** Where a host whose page fetches files has them written. */
export interface Downloads {
  folder: string
  /** The way to fetch a file of that folder once, relative to the page. */
  link(file: string): string
}

export interface Core {
  api: Api
  /**
   * For programs that ask once: counts the users of the days that are not counted yet, the running day on request, and waits for the
   * end. Errors: those of the source; `cancelled`.
   */
  countUsers(options: { withRunning: boolean }): Promise<void>
  /** For programs that ask once: see `SourceReports.publishing`. */
  publishing: SourceReports['publishing']
  stop(): Promise<void>
}

/** How often the core asks what is due: never one long timer, so that sleep and clock changes need no code. */
const tickMs = 20_000

/** Joins the parts of the program. The source is the connection that was open last, else the sample data. */
export async function startCore(options: CoreOptions): Promise<Core> {
  const { dataDir, log, emit, vault = noVault(), prefixes = {}, remembersConnection = true } = options
  const clock = options.clock ?? systemClock()
  const settings = openSettings({ dataDir, log })
  const print = printOf(options.files)
  const passwords = createPasswords({
    vault,
    log,
    onResealed: (id, password) => saved.setPassword(id, password),
  })
  const saved = createSavedConnections(settings, passwords)
  const present = createPresentSource({
    version: options.version,
    dataDir,
    clock,
    log,
    archiveFile: options.archiveFile,
    testNowMs: options.testNowMs,
    schedulesReports: remembersConnection,
    onConnection: (state) => emit('connection', state),
    onDiscovery: (state) => emit('discovery', state),
    onTask: (state) => emit('task', state),
    onReports: (changed) => emit('reports', changed),
    onCensus: (state) => emit('census', state),
    onScheduled: (ended) => emit('scheduled', ended),
    reportTime: () => settings.get().preferences.reportTime,
    autoExport: () => settings.get().preferences.autoExport,
    print,
  })
  const opening = createOpening({
    present,
    saved,
    passwords,
    settings,
    clock,
    log,
    prefixes,
    remembers: remembersConnection,
    reportZoneFor: options.reportZoneFor,
    sharing: options.sharing,
  })
  const tasks = createTasks(clock, (state) => emit('task', state))
  await opening.start()

  let stopTicking = clock.after(tickMs, function tick() {
    present
      .tick()
      .catch((error: unknown) => log.info(`A scheduled reading waits for the next tick: ${String(error)}`))
      .finally(() => (stopTicking = clock.after(tickMs, tick)))
  })

  /** The files that a person named in the host's own dialog: the page alone can have no other written over. */
  const namedFiles = new Set<string>()

  const api: Api = {
    appInfo: async () => appInfo({ ...options, archiveFile: present.archiveFile() }),
    preferences: async () => settings.get().preferences,
    async setPreferences(input) {
      const patch = v.parse(schemas.setPreferences, input)
      await assertFolderOf(patch.autoExport, settings.get().preferences.autoExport)
      const { preferences, hasChanged } = changePreferences(settings, patch)
      if (hasChanged) emit('preferences', preferences)
      if (hasChanged) present.exporter()?.follow()
      return preferences
    },
    ...createConnectionMethods({ dataDir, log, clock, emit, present, opening, saved, passwords }),
    overview: async (input) => (await present.watch()).overview(v.parse(schemas.overview, input)),
    sparklines: async ({ endpoints }) => (await present.watch()).sparklines(endpoints),
    trend: async (input) => (await present.watch()).trend(v.parse(schemas.trend, input)),
    endpoints: async (input) => (await present.watch()).endpoints(v.parse(schemas.endpoints, input)),
    discover: async () => (await present.watch()).discover(),
    cancelDiscovery: async () => (await present.watch()).cancelDiscovery(),
    usage: async (input) => (await present.watch()).usage(v.parse(schemas.usage, input)),
    usageSparklines: async (input) =>
      (await present.watch()).usageSparklines(v.parse(schemas.usageSparklines, input)),
    endpointUsage: async (input) =>
      (await present.watch()).endpointUsage(v.parse(schemas.endpointUsage, input)),
    health: async () => (await present.watch()).health(),
    reports: async (input) => (await present.watch()).reports.reports(v.parse(schemas.reports, input)),
    report: async (input) => (await present.watch()).reports.report(v.parse(schemas.report, input)),
    makeReport: async (input) => (await present.watch()).reports.makeReport(input),
    rebuildReport: async (input) =>
      (await present.watch()).reports.rebuildReport(v.parse(schemas.rebuildReport, input)),
    makeMissingReports: async () => (await present.watch()).reports.makeMissingReports(),
    users: async (input) => (await present.watch()).users.users(v.parse(schemas.users, input)),
    topUsers: async (input) => (await present.watch()).users.topUsers(v.parse(schemas.topUsers, input)),
    retention: async () => (await present.watch()).users.retention(),
    census: async () => (await present.watch()).users.census(),
    startCensus: async () => (await present.watch()).users.startCensus(),
    chooseCensus: async (input) => (await present.watch()).users.chooseCensus(input),
    ...createArchiveMethods({ dataDir, clock, log, present, tasks, archiveFile: options.archiveFile }),
    async choosePlace({ what, ...begin }) {
      const path = (await options.files?.choose(what, begin)) ?? null
      if (what === 'save' && path !== null) namedFiles.add(resolve(path))
      return { path }
    },
    ...createExportMethods({
      clock,
      log,
      present,
      tasks,
      files: options.files,
      downloads: options.downloads,
      isNamed: (file) => namedFiles.has(resolve(file)),
    }),
    ...createAutoExportMethods({ present, print, chosen: () => settings.get().preferences.autoExport }),
    async showInFolder({ file }) {
      options.files?.show(file)
      return { isShown: options.files !== undefined }
    },
    cancelTask: async ({ task }) =>
      task === 'archive' || task === 'export' ? tasks.cancel(task) : (await present.watch()).cancelTask(task),
    reportPeriods: async (input) =>
      (await present.watch()).reports.reportPeriods(v.parse(schemas.reportPeriods, input)),
    reportPeriod: async (input) =>
      (await present.watch()).reports.reportPeriod(v.parse(schemas.reportPeriod, input)),
    runs: async (input) => (await present.watch()).reports.runs(v.parse(schemas.runs, input)),
    foreignReports: async (input) =>
      (await present.watch()).reports.foreignReports(v.parse(schemas.foreignReports, input)),
  }
  return {
    api,
    countUsers: async (options) => (await present.watch()).users.count(options),
    publishing: async (work, how) => (await present.watch()).reports.publishing(work, how),
    async stop() {
      stopTicking()
      await tasks.stop()
      await present.stop()
    },
  }
}

export { systemClock } from './clock.ts'
export { displayAddress, parseAddress } from './source/address.ts'
export { trustedAuthorities } from './source/redis/authorities.ts'
export type { Published } from './reports/publish-reports.ts'
export { clientFailure } from './source/redis/client-link.ts'
export { sampleTraffic } from './source/sample/traffic.ts'
