import type { CensusState } from '../../shared/census.ts'
import type { ConnectionState, SourceInfo, SourceStatus } from '../../shared/connection.ts'
import { AppError } from '../../shared/errors.ts'
import type { DiscoveryState } from '../../shared/figures.ts'
import type { AutoExport } from '../../shared/exports.ts'
import type { ReportsChanged, ScheduledReports } from '../../shared/reports.ts'
import type { TaskState } from '../../shared/task.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { createAutoExport, type AutoExporter } from './export/auto-export.ts'
import type { ExportJob } from './export/format-writer.ts'
import { createArchiveSource } from './reports/archive-source.ts'
import type { Archive } from './reports/archive.ts'
import { createUpkeep, type ArchiveUpkeep } from './reports/archive-upkeep.ts'
import type { KeptArchive } from './reports/kept-archive.ts'
import { assertFits, openArchiveOf } from './reports/open-for-source.ts'
import type { PresentArchive, ShownArchive } from './reports/present-archive.ts'
import { createReportStore, createSource, sourceInfo, type SourceInput } from './source/create.ts'
import { doubtAfterLoss } from './source/doubted.ts'
import type { ReportStore } from './source/report-store.ts'
import type { ServerFacts, Source } from './source/source.ts'
import { createStandIn } from './source/stand-in.ts'
import type { ReadingRules } from './stats/reading-rules.ts'
import { createWatch, type Watch } from './stats/watch.ts'

export interface PresentSourceDeps {
  /** The program's own. */
  version: string
  dataDir: string
  clock: Clock
  log: Log
  archiveFile: string | undefined
  testNowMs: number | undefined
  /** Whether reports are made by themselves. */
  schedulesReports: boolean
  onConnection(state: ConnectionState): void
  onDiscovery(state: DiscoveryState): void
  onTask(state: TaskState): void
  onReports(changed: ReportsChanged): void
  onCensus(state: CensusState): void
  onScheduled(ended: ScheduledReports): void
  /** HH:MM in the report zone from which a report is due. */
  reportTime(): string
  /** What a person chose of the automatic export. */
  autoExport(): AutoExport
  /** Prints a page as PDF; null where the host cannot. */
  print: ExportJob['print']
}

/** What is to be watched, and how it is read. */
export interface PresentInput {
  source: SourceInput
  rules: ReadingRules
  /** Whether the archive of the address goes on, a new one begins, or `source_changed` asks where they do not fit. */
  archive: 'check' | 'keep' | 'new'
  /** Whether reports are written to the source for others, or nothing is done where that is refused. */
  sharing: 'off' | 'on' | 'required'
  /** Takes the source's place with this status where it cannot be opened yet. */
  standIn?: SourceStatus
}

/** A source with its archive and everything that is asked of it. */
interface Held {
  source: Source
  kept: KeptArchive | null
  upkeep: ArchiveUpkeep | null
  /** Null where nothing is exported by itself: of the sample data, of what is not saved or only read. */
  exporter: AutoExporter | null
  shown: (ShownArchive & { label: SourceInfo }) | null
  store: ReportStore | null
  watch: Watch | null
  facts: ServerFacts | null
  /** The watch that is being made; null where none is. */
  joining: Promise<Watch> | null
  stopListening(): void
}

/** A source that was not read yet. */
const unread = {
  kept: null,
  upkeep: null,
  exporter: null,
  shown: null,
  store: null,
  watch: null,
  facts: null,
  joining: null,
  stopListening: () => {},
}

/** The one source that is being watched, and the change from one to another. */
export interface PresentSource {
  state(): ConnectionState
  /** The present watch. Errors: `not_connected` while the source was never reached. */
  watch(): Promise<Watch>
  /** Opens an address and puts it in the place of the present one, which stays where that fails. */
  change(input: PresentInput): Promise<void>
  /** Takes up an address that may be away or refuse: it becomes the present one whatever it answers. */
  takeUp(input: PresentInput): Promise<void>
  /** Changes what the present source is called, without touching it. */
  relabel(label: Pick<SourceInfo, 'name' | 'colour' | 'production' | 'reportZone'>): void
  /** Changes the limit of its searches; one that runs goes on by it. */
  limitScan(keysPerSecond: number | null): void
  /** The archive file of the present source; null where there is none. */
  archiveFile(): string | null
  /** The archive of the present source. Errors: `no_archive`; `not_connected` while the source was never reached. */
  archive(): Promise<PresentArchive>
  /** Closes the archive, changes its file and begins anew with what is there then. Throws what `change` throws. */
  restart(change: () => void): Promise<void>
  /** Puts an archive that is only read in the place of the present source. */
  show(shown: ShownArchive): Promise<void>
  /** Goes back from there; nothing where none is shown. */
  leave(): Promise<void>
  retry(): Promise<void>
  /** What exports the reports of the present source by themselves; null where nothing does, or it was never reached. */
  exporter(): AutoExporter | null
  tick(): Promise<void>
  stop(): Promise<void>
}

export function createPresentSource(deps: PresentSourceDeps): PresentSource {
  const { clock, log } = deps
  let present: { held: Held; input: PresentInput } | null = null

  const stateOf = (held: Held): ConnectionState => ({
    source: held.source.info,
    sample: held.source.info.kind === 'sample',
    status: held.source.status(),
    serverVersion: held.facts?.version ?? null,
    mayWrite: held.facts?.mayWrite ?? null,
    archive: { issues: held.kept?.issues() ?? [], shown: held.shown?.file ?? null },
  })

  const hold = (input: PresentInput): Held => {
    const source = input.standIn
      ? createStandIn(sourceInfo(input.source), input.standIn)
      : createSource(input.source, { clock: clockFor(input, deps), log })
    return listening({ ...unread, source })
  }

  const listening = (held: Held): Held => {
    const { source } = held
    held.stopListening = source.onStatus(() => {
      if (present?.held === held) deps.onConnection(stateOf(held))
    })
    return held
  }

  const join = async (held: Held, input: PresentInput): Promise<Watch> => {
    held.facts = await held.source.facts()
    const opened: { kept: KeptArchive | null } = { kept: null }
    const onIssues = (): void => {
      // While it opens nobody shows them yet.
      if (opened.kept && present?.held === held) deps.onConnection(stateOf(held))
    }
    const onReopened = (): void => held.watch?.readAgain()
    const kept = held.shown
      ? held.shown.kept
      : await openArchiveOf(held.source, {
          ...deps,
          rules: input.rules,
          answer: input.archive,
          onIssues,
          onReopened,
        })
    opened.kept = kept
    held.kept = kept
    const { archive } = kept
    const upkeep = createUpkeep(kept, { clock, log })
    if (!held.shown) held.upkeep = upkeep
    held.store =
      held.shown || input.sharing === 'off' ? null : createReportStore(input.source, { clock, log })
    held.watch = createWatch({
      source: doubtAfterLoss(held.source, async () => {
        const facts = await held.source.facts()
        if (facts.runId === null || facts.runId !== held.facts?.runId)
          await assertFits(held.source, archive, { ...deps, rules: input.rules })
        held.facts = facts
      }),
      archive,
      clock,
      log,
      testNowMs: deps.testNowMs,
      version: deps.version,
      rules: input.rules,
      onDiscovery: (state) => {
        if (present?.held === held) deps.onDiscovery(state)
      },
      onTask: (state) => {
        if (present?.held === held) deps.onTask(state)
      },
      reportTime: deps.reportTime,
      sharing: held.store && { store: held.store, isRequired: input.sharing === 'required' },
      schedulesReports: deps.schedulesReports && held.shown === null,
      onReports: (changed) => {
        upkeep.reportsChanged()
        if (present?.held === held) deps.onReports(changed)
      },
      onCensus: (state) => {
        if (present?.held === held) deps.onCensus(state)
      },
      onScheduled: (ended) => {
        if (present?.held === held) deps.onScheduled(ended)
      },
    })
    held.exporter = exporterOf(held, archive, held.watch)
    held.exporter?.follow()
    if (present?.held === held && kept.issues().length > 0) onIssues()
    return held.watch
  }

  const exporterOf = ({ source, shown }: Held, archive: Archive, watch: Watch): AutoExporter | null => {
    const { info } = source
    const isByItself = deps.schedulesReports && deps.testNowMs === undefined && shown === null
    if (!isByItself || info.kind === 'sample' || info.id === null) return null
    return createAutoExport({
      ...{ archive, clock, log },
      chosen: deps.autoExport,
      print: deps.print,
      source: () => watch.reports.toExport(),
      zone: () => info.reportZone,
      isBusy: () => watch.taskState('reports').state === 'running',
    })
  }

  /** Ends what is asked of a source and what is made of its archive. */
  const rest = async ({ watch, upkeep, exporter }: Held): Promise<void> => {
    const exported = exporter?.stop()
    await watch?.stop()
    await exported
    // Nobody comes back later to do it.
    if (!deps.schedulesReports) await upkeep?.backUpIfDue().catch((error: unknown) => log.warn(String(error)))
    await upkeep?.stop()
  }

  const release = async (held: Held): Promise<void> => {
    held.stopListening()
    const stopped = rest(held)
    // Closing ends what still waits for an answer.
    await held.source.close()
    await stopped
    // A watch that was still being made may have opened its archive.
    await held.joining?.catch(() => undefined)
    await held.store?.close()
    held.kept?.close()
    held.shown?.drop()
  }

  const replace = async (held: Held, input: PresentInput): Promise<void> => {
    const before = present
    present = { held, input }
    deps.onConnection(stateOf(held))
    if (before) await release(before.held)
  }

  const required = (): { held: Held; input: PresentInput } => {
    if (!present)
      throw new AppError('not_connected', 'No source is chosen: connect to a Redis or use the sample data.')
    return present
  }

  const watchOf = async ({ held, input }: { held: Held; input: PresentInput }): Promise<Watch> => {
    if (held.watch && !held.joining) return held.watch
    held.joining ??= join(held, input).finally(() => (held.joining = null))
    return held.joining
  }

  return {
    state: () => stateOf(required().held),
    watch: async () => watchOf(required()),
    async change(input) {
      const held = hold(input)
      try {
        await held.source.open()
        await join(held, input)
      } catch (error) {
        await release(held)
        throw error
      }
      await replace(held, input)
    },
    async takeUp(input) {
      const held = hold(input)
      await replace(held, input)
      if (input.standIn) return
      await held.source
        .open()
        .catch((error: unknown) => log.info(`The source is not ready yet: ${String(error)}`))
    },
    relabel({ name, colour, production, reportZone }) {
      const { held } = required()
      const { info } = held.source
      Object.assign(info, { name: name.trim() || info.address, colour, production, reportZone })
      deps.onConnection(stateOf(held))
    },
    limitScan(keysPerSecond) {
      required().input.rules.scanLimit = keysPerSecond
    },
    archiveFile: () => fileOf(present?.held ?? null),
    async archive() {
      await watchOf(required())
      const { held } = required()
      if (!held.kept || !fileOf(held))
        throw new AppError('no_archive', 'Sample data has no archive: one begins when a Redis has answered.')
      const { kept, upkeep, shown, source } = held
      return { kept, info: source.info, isShown: shown !== null, rest: async () => upkeep?.stop() }
    },
    async restart(change) {
      const { held, input } = required()
      const begin = async (): Promise<Watch> => {
        await rest(held)
        held.kept?.close()
        try {
          change()
        } finally {
          held.watch = null
          await join(held, { ...input, archive: 'keep' })
        }
        return held.watch!
      }
      held.joining = begin().finally(() => (held.joining = null))
      await held.joining
    },
    async show(shown) {
      const { input, held } = required()
      const source = createArchiveSource(shown, held.source.info, clock)
      const next = listening({ ...unread, source, shown: { ...shown, label: { ...held.source.info } } })
      try {
        await join(next, input)
      } catch (error) {
        await release(next)
        throw error
      }
      await replace(next, input)
    },
    async leave() {
      const { held, input } = required()
      if (!held.shown) return
      const { label } = held.shown
      await this.takeUp({ ...input, archive: input.archive === 'new' ? 'keep' : input.archive })
      // As it was called when it was left.
      this.relabel(label)
    },
    retry: () => required().held.source.retry(),
    exporter: () => present?.held.exporter ?? null,
    async tick() {
      if (!present) return
      const { state } = present.held.source.status()
      // What is due does not wait until somebody looks.
      if (state === 'ready' || state === 'degraded') await (await watchOf(present)).tick()
      present?.held.upkeep?.tick()
      present?.held.exporter?.tick()
    },
    async stop() {
      const last = present
      present = null
      if (last) await release(last.held)
    },
  }
}

function fileOf(held: Held | null): string | null {
  const file = held?.kept?.archive.file
  return file === undefined || file === ':memory:' ? null : file
}

/** Sample data count by the test's clock where there is one; a server has its own. */
function clockFor(input: PresentInput, { clock, testNowMs }: PresentSourceDeps): Clock {
  return testNowMs !== undefined && input.source.address.kind === 'sample'
    ? { ...clock, now: () => testNowMs }
    : clock
}
