import type { CensusState } from '../../shared/census.ts'
import type { ConnectionState, SourceInfo, SourceStatus } from '../../shared/connection.ts'
import { AppError } from '../../shared/errors.ts'
import type { DiscoveryState } from '../../shared/figures.ts'
import { compareFingerprint } from '../../shared/fingerprint.ts'
import type { ReportsChanged, ScheduledReports } from '../../shared/reports.ts'
import type { TaskState } from '../../shared/task.ts'
import { bucketAt, bucketStart, graceMs } from '../../shared/time.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import { archiveOfSource } from './reports/archive-of-source.ts'
import { openArchive, type Archive } from './reports/archive.ts'
import { createReportStore, createSource, sourceInfo, type SourceInput } from './source/create.ts'
import type { ReportStore } from './source/report-store.ts'
import type { ServerFacts, Source } from './source/source.ts'
import { createStandIn } from './source/stand-in.ts'
import { findCountedDays } from './stats/first-day.ts'
import type { ReadingRules } from './stats/reading-rules.ts'
import { sampleRetention } from './stats/retention.ts'
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
  onScheduled(ended: ScheduledReports): void
  onCensus(state: CensusState): void
  /** HH:MM in the report zone from which a report is due. */
  reportTime(): string
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
  archive: Archive | null
  store: ReportStore | null
  watch: Watch | null
  facts: ServerFacts | null
  /** The watch that is being made; null where none is. */
  joining: Promise<Watch> | null
  stopListening(): void
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
  retry(): Promise<void>
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
  })

  const hold = (input: PresentInput): Held => {
    const source = input.standIn
      ? createStandIn(sourceInfo(input.source), input.standIn)
      : createSource(input.source, { clock: clockFor(input, deps), log })
    const held: Held = {
      source,
      archive: null,
      store: null,
      watch: null,
      facts: null,
      joining: null,
      stopListening: () => {},
    }
    held.stopListening = source.onStatus(() => {
      if (present?.held === held) deps.onConnection(stateOf(held))
    })
    return held
  }

  const join = async (held: Held, input: PresentInput): Promise<Watch> => {
    held.facts = await held.source.facts()
    const archive = await openArchiveFor(held.source, input, deps)
    held.archive = archive
    held.store = input.sharing === 'off' ? null : createReportStore(input.source, { clock, log })
    held.watch = createWatch({
      source: held.source,
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
      schedulesReports: deps.schedulesReports,
      onReports: (changed) => {
        if (present?.held === held) deps.onReports(changed)
      },
      onScheduled: (ended) => {
        if (present?.held === held) deps.onScheduled(ended)
      },
      onCensus: (state) => {
        if (present?.held === held) deps.onCensus(state)
      },
    })
    return held.watch
  }

  const release = async (held: Held): Promise<void> => {
    held.stopListening()
    const stopped = held.watch?.stop()
    // Closing ends what still waits for an answer.
    await held.source.close()
    await stopped
    // A watch that was still being made may have opened its archive.
    await held.joining?.catch(() => undefined)
    await held.store?.close()
    held.archive?.close()
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
    if (held.watch) return held.watch
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
    archiveFile() {
      const file = present?.held.archive?.file
      return file === undefined || file === ':memory:' ? null : file
    },
    retry: () => required().held.source.retry(),
    async tick() {
      if (!present) return
      const { state } = present.held.source.status()
      // What is due does not wait until somebody looks.
      if (state === 'ready' || state === 'degraded') await (await watchOf(present)).tick()
    },
    async stop() {
      const last = present
      present = null
      if (last) await release(last.held)
    },
  }
}

/** Sample data count by the test's clock where there is one; a server has its own. */
function clockFor(input: PresentInput, { clock, testNowMs }: PresentSourceDeps): Clock {
  return testNowMs !== undefined && input.source.address.kind === 'sample'
    ? { ...clock, now: () => testNowMs }
    : clock
}

/** The archive of a source; `source_changed` where another Redis seems to answer at a known address. */
async function openArchiveFor(
  source: Source,
  input: PresentInput,
  { dataDir, log, clock, archiveFile, testNowMs }: PresentSourceDeps,
): Promise<Archive> {
  if (source.info.kind === 'sample') return openArchive({ file: ':memory:', log })
  const archives = archiveOfSource({ dataDir, info: source.info, log })
  if (input.archive === 'new') return archiveFile ? openArchive({ file: ':memory:', log }) : archives.begin()
  const archive = archiveFile ? openArchive({ file: archiveFile, log }) : archives.newest()
  if (input.archive === 'keep') return archive
  try {
    const read = await source.read({ totals: [], parts: [] })
    const serverMs = read.serverMs ?? clock.now()
    const nowMs = testNowMs ?? serverMs
    if ((await compareWithArchive(source, archive, { nowMs, serverMs, rules: input.rules })) === 'same')
      return archive
  } catch (error) {
    archive.close()
    throw error
  }
  archive.close()
  throw new AppError(
    'source_changed',
    'The days at this address do not fit those archived from it: either it is another Redis, or it lost data.',
    { hint: 'Say whether a new archive begins or the old one goes on.' },
  )
}

async function compareWithArchive(
  source: Source,
  archive: Archive,
  { nowMs, serverMs, rules }: { nowMs: number; serverMs: number; rules: ReadingRules },
): Promise<'same' | 'other'> {
  const offset = source.info.bucketOffsetMinutes
  const lastClosed = bucketAt(nowMs - graceMs, 'day', offset) - 1
  const archived = archive.totals('day', lastClosed - 7, lastClosed)
  if (archived.size === 0) return 'same'
  const { readings } = await findCountedDays(source, archive, bucketStart(lastClosed + 1, 'day', offset))
  const { keptMs } = await sampleRetention(source, { nowMs, serverMs, ownDays: rules.retentionDays })
  const live = new Map<number, number | null>()
  for (let day = lastClosed - 7; day <= lastClosed; day++) {
    const reading = readings.get(day) ?? null
    const isExpected = bucketStart(day, 'day', offset) + keptMs.day > nowMs
    if (typeof reading === 'number' || (reading === null && isExpected)) live.set(day, reading)
  }
  return compareFingerprint(archived, live)
}
