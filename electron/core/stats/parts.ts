import type { AnswerHead, DiscoveryState, Issue } from '../../../shared/figures.ts'
import { bucketAt, createZone, tableRetentionMs, type Zone } from '../../../shared/time.ts'
import type { CensusState } from '../../../shared/census.ts'
import type { ReportsChanged, ScheduledReports } from '../../../shared/reports.ts'
import type { TaskState } from '../../../shared/task.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../reports/archive.ts'
import type { Sharing } from '../reports/sharing-of.ts'
import type { Source } from '../source/source.ts'
import { createActivity } from './activity.ts'
import { createBalancesBehind } from './balances-behind.ts'
import { createBackfill, type Backfill } from './backfill.ts'
import { openColdData } from './cold-data.ts'
import { createColdKeeper, type ColdKeeper } from './cold-keeper.ts'
import { withColumns } from './columns.ts'
import { openCatalogue, type Catalogue, type NameKind } from './catalogue.ts'
import { createConservation, type Conservation, type DayBalance } from './conservation.ts'
import { createDiscovery, type Discovery } from './discovery.ts'
import { findCountedDays } from './first-day.ts'
import { createRanking, type Ranking } from './hot-apis.ts'
import { createHotTable, type HotTable } from './hot-table.ts'
import { createIssues, manyEndpointsIssues, type Issues } from './issues.ts'
import { createLiveView, type LiveView, type Sample } from './live.ts'
import { createMemory, type CellId, type Memory } from './memory.ts'
import { recallTotals, seedCatalogue } from './prepare.ts'
import { defaultRules, type ReadingRules } from './reading-rules.ts'
import { createReader, type Reader } from './reader.ts'
import { sampleRetention } from './retention.ts'
import { createScanGate, type ScanGate } from './scan-gate.ts'
import { watchServer } from './server-watch.ts'
import { createTasks, type Tasks } from './tasks.ts'
import { withCold } from './with-cold.ts'

export interface PartsDeps {
  source: Source
  archive: Archive
  clock: Clock
  log: Log
  testNowMs: number | undefined
  /** The program's own version. */
  version?: string
  rules?: ReadingRules
  onDiscovery(state: DiscoveryState): void
  onTask?(state: TaskState): void
  /** Whether reports are made by themselves; else only those that are asked for. */
  schedulesReports?: boolean
  /** HH:MM in the report zone from which a report is due. */
  reportTime?(): string
  onReports?(changed: ReportsChanged): void
  onCensus?(state: CensusState): void
  onScheduled?(ended: ScheduledReports): void
  /** Where reports are shared; nothing is written to the source without it. */
  sharing?: Sharing | null
}

/** What the answers about one source are made of. */
export interface Parts {
  /** Who makes a report: the program and its version. */
  generator: string
  archive: Archive
  /** What copies closed buckets into the archive before Redis drops them. */
  cold: ColdKeeper
  log: Log
  rules: ReadingRules
  offsetMinutes: number
  memory: Memory
  issues: Issues
  catalogue: Catalogue
  conservation: Conservation
  reader: Reader
  live: LiveView
  backfill: Backfill
  hotTable: HotTable
  ranking: Ranking
  discovery: Discovery
  /** One scan of the keys runs at a time. */
  scanGate: ScanGate
  tasks: Tasks
  /** Whether reports are shared with other programs on the same Redis. */
  isShared: boolean
  clock: Clock
  source: Source
  /** When somebody last asked for live figures, by the app's clock. */
  lookedMs(): number
  /** Learns what must be known before the first answer; done once. */
  ready(): Promise<void>
  /** Learns it again before the next answer. */
  readAgain(): void
  /** A live reading not older than `maxAgeMs`, and its day bucket; `isGentle` as the reader has it. */
  refresh(maxAgeMs: number, isGentle?: boolean): Promise<{ sample: Sample; day: number }>
  /** The balance of a day, everything that it needs being read; null where its total is unknown. */
  balanceOf(kind: NameKind, day: number, isGentle?: boolean): Promise<DayBalance | null>
  /** `balanceOf` behind the answers. */
  balanceBehind(kind: NameKind, day: number): void
  /** As `balanceOf`, for a search: where a day's own counter was lost its hours stand for it. */
  searchedOf(kind: NameKind, day: number): Promise<DayBalance | null>
  /** Asks the types of the missing parts of a day that does not add up. */
  checkTypes(kind: NameKind, day: number): Promise<void>
  /** Asks the server for its facts, at most every 15 s. */
  askFacts(): Promise<void>
  zoneOf(id: string): Zone
  head(more?: Issue[]): AnswerHead
}

/** How often the server's facts are asked while somebody looks. */
const factsEveryMs = 15_000

export function openParts(deps: PartsDeps): Parts {
  const {
    source,
    archive,
    clock,
    log,
    testNowMs,
    version,
    onDiscovery,
    onTask = () => undefined,
    rules = defaultRules,
  } = deps
  const offsetMinutes = source.info.bucketOffsetMinutes
  const retentionMs = { ...tableRetentionMs }
  const cold = openColdData(archive)
  const kept = withColumns(createMemory(offsetMinutes), offsetMinutes)
  const memory = withCold(kept, { cold, offsetMinutes, retentionMs })
  const issues = createIssues()
  const catalogue = openCatalogue(archive)
  const conservation = createConservation(catalogue, memory)
  const activity = createActivity(catalogue, memory)
  const zones = new Map<string, Zone>()
  let firstDay: number | null = null
  let prepared: Promise<void> | null = null
  let factsMs = Number.NEGATIVE_INFINITY
  let lookedMs = 0

  const reader = createReader({
    source,
    memory,
    issues,
    clock,
    testNowMs,
    retentionMs,
    firstDay: () => firstDay,
    addsUpFor: conservation.addsUpFor,
  })
  const live = createLiveView({ source, reader, memory, catalogue, activity, conservation, issues, clock })

  const zoneOf: Parts['zoneOf'] = (id) => {
    const zone = zones.get(id) ?? createZone(id)
    zones.set(id, zone)
    return zone
  }

  const balanceOf: Parts['balanceOf'] = async (kind, day, isGentle = false) =>
    (await reader.answer((counters) => conservation.balance(counters, kind, day), undefined, { isGentle })) ??
    null

  const searchedOf: Parts['searchedOf'] = async (kind, day) =>
    (await reader.answer((counters) => conservation.searched(counters, kind, day))) ?? null

  const checkTypes: Parts['checkTypes'] = (kind, day) => {
    const cells = catalogue
      .names(kind)
      .map((name): CellId => ({ series: `${kind}:${name}`, granularity: 'day', bucket: day }))
    return reader.checkTypes(cells.filter(({ series }) => memory.get(series, 'day', day) === null))
  }

  const scanGate = createScanGate()
  const discovery = createDiscovery({
    source,
    archive,
    catalogue,
    clock,
    gate: scanGate,
    mostKeysPerSecond: () => rules.scanLimit,
    onState: onDiscovery,
    async measure(kind, day) {
      conservation.reset()
      await searchedOf(kind, day)
      // The running day is judged by a reading that holds its total before and after its parts.
      if (day === bucketAt(reader.nowMs(), 'day', offsetMinutes)) await live.refresh(0)
      const balance = await searchedOf(kind, day)
      if (balance && balance.missing >= 1) await checkTypes(kind, day)
      return balance
    },
  })

  const askFacts = async (): Promise<void> => {
    if (clock.now() - factsMs < factsEveryMs) return
    factsMs = clock.now()
    watchServer(await source.facts(), archive, issues)
  }

  const prepare = async (): Promise<void> => {
    const askedMs = clock.now()
    const first = await source.read({ totals: [], parts: [] })
    reader.heard(first, askedMs)
    await askFacts()
    const counted = await findCountedDays(source, archive, reader.nowMs())
    firstDay = counted.first
    const serverMs = first.serverMs ?? askedMs
    const retention = await sampleRetention(source, {
      nowMs: reader.nowMs(),
      serverMs,
      ownDays: rules.retentionDays,
    })
    Object.assign(retentionMs, retention.keptMs)
    for (const issue of retention.issues) issues.raise(`${issue.code}:${issue.params?.granularity}`, issue)
    recallTotals({ archive, memory, reader, counted, offsetMinutes })
    if (catalogue.names('api').length === 0) await seedCatalogue(source, catalogue, reader.nowMs())
  }

  const ready = (): Promise<void> => {
    prepared ??= prepare().catch((error: unknown) => {
      prepared = null
      throw error
    })
    return prepared
  }

  return {
    generator: version === undefined ? 'tallyscope' : `tallyscope ${version}`,
    archive,
    cold: createColdKeeper({
      archive,
      cold,
      catalogue,
      memory,
      reader,
      clock,
      log,
      offsetMinutes,
      isSample: source.info.kind === 'sample',
      zone: () => (source.info.reportZone === null ? null : zoneOf(source.info.reportZone)),
    }),
    log,
    rules,
    offsetMinutes,
    memory,
    issues,
    catalogue,
    conservation,
    reader,
    live,
    backfill: createBackfill(reader, log),
    hotTable: createHotTable(memory),
    ranking: createRanking(memory),
    discovery,
    scanGate,
    tasks: createTasks(clock, onTask),
    isShared: Boolean(deps.sharing),
    clock,
    source,
    lookedMs: () => lookedMs,
    ready,
    readAgain: () => void (prepared = null),
    async refresh(maxAgeMs, isGentle) {
      await ready()
      lookedMs = clock.now()
      const sample = await live.refresh(maxAgeMs, isGentle)
      const day = bucketAt(sample.atMs, 'day', offsetMinutes)
      if (firstDay === null && typeof memory.get('total', 'day', day) === 'number') firstDay = day
      return { sample, day }
    },
    balanceOf,
    searchedOf,
    balanceBehind: createBalancesBehind({ balanceOf, log }),
    checkTypes,
    askFacts,
    zoneOf,
    head: (more = []) => ({
      source: source.info.name,
      sample: source.info.kind === 'sample',
      issues: [
        ...archive.notices,
        ...issues.list(),
        ...more,
        ...manyEndpointsIssues(catalogue.names('api').length),
      ],
    }),
  }
}
