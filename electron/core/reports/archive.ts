import type { Granularity } from '../../../shared/api.ts'
import type { DiscoveryReason, DiscoveryState, Issue } from '../../../shared/figures.ts'
import type { Log } from '../log.ts'
import { openCatalogueTable } from './archive-catalogue.ts'
import { openCensusTable, type CensusTable } from './archive-census.ts'
import { openColdTable, type ColdTable } from './archive-cold.ts'
import { openAutoExportTable, type AutoExportTable } from './archive-exports.ts'
import { openFactTables } from './archive-facts.ts'
import type { AccessWatcher } from './archive-database.ts'
import { openUpkeepTable, type UpkeepTable } from './archive-content.ts'
import { openArchiveFile } from './archive-file.ts'
import { openSharingTables, type SharingTable } from './archive-sharing.ts'
import { openStatusNoteTable } from './archive-notes.ts'
import { openReportTables, type ReportTable } from './archive-reports.ts'
import { openRunTable, type RunTable } from './archive-runs.ts'
import { openTotalTable } from './archive-totals.ts'
import { openUserDayTable, type UserDayTable } from './archive-user-days.ts'
import { openUserTable, type UserTable } from './archive-users.ts'

/** A name that was ever seen: when first, and the UTC day number of its last call where that is known. */
export interface ArchivedName {
  name: string
  firstSeenMs: number
  lastCalledDay: number | null
}

/** The status counters of now's UTC day, as they stood at one instant. */
export interface StatusNote {
  atMs: number
  counts: Map<string, number>
}

/** What earlier looks for endpoints and statuses came to. `day` is a UTC day number. */
export interface DiscoveryLedger {
  lastStartedMs: number | null
  lastEndedMs: number | null
  lastReason: DiscoveryReason | null
  lastOutcome: DiscoveryState['lastOutcome']
  /** New names of the last look. */
  lastFound: DiscoveryState['lastFound']
  /** Looks in a row that found nothing. */
  fruitlessRuns: number
  /** Calls that the last look of a day left without a name. */
  unexplained: { kind: 'api' | 'status'; day: number; calls: number }[]
}

/** What tells a restart or an eviction from the last time. */
export interface RunFacts {
  runId: string | null
  evictedKeys: number | null
}

/**
 * The cold data of one source. Every method is synchronous, every change one transaction that is on disk when the method
 * returns. All throw AppError `archive_unusable` where the file cannot be read or written.
 */
export interface Archive
  extends
    ReportTable,
    ColdTable,
    CensusTable,
    UserTable,
    UserDayTable,
    UpkeepTable,
    RunTable,
    SharingTable,
    AutoExportTable {
  /** Where it is kept; `:memory:` for nowhere. */
  readonly file: string
  /** Whether it began with this opening. */
  readonly isNew: boolean
  /** What the user should know about the opening: a damaged file put aside, a new archive beside an older one. */
  readonly notices: Issue[]
  names(kind: 'api' | 'status'): ArchivedName[]
  /** Adds names and moves their last day forward, never back. */
  rememberNames(
    kind: 'api' | 'status',
    entries: { name: string; lastCalledDay: number | null }[],
    atMs: number,
  ): void
  /** Totals of closed buckets by bucket number, `from` and `to` included. */
  totals(granularity: Granularity, from: number, to: number): Map<number, number>
  /** Of two readings of one bucket the larger stands. */
  rememberTotals(granularity: Granularity, entries: [bucket: number, calls: number][]): void
  /** The number of the first UTC day with calls. */
  firstCountedDay(): number | null
  /** Notes from `fromMs` to `toMs`, both included, oldest first. */
  statusNotes(fromMs: number, toMs: number): StatusNote[]
  /** Notes the status counters of an instant; an empty list says that nothing was counted yet. */
  noteStatuses(atMs: number, entries: [status: string, calls: number][]): void
  discovery(): DiscoveryLedger
  /** Keeps the last 40 days of `unexplained`. */
  saveDiscovery(ledger: DiscoveryLedger): void
  runFacts(): RunFacts
  saveRunFacts(facts: RunFacts): void
  close(): void
}

export interface OpenArchiveOptions {
  /** A path, or `:memory:`. Its folder is made where it is missing. */
  file: string
  log: Log
  /** Whether the program alone chose the name, so that whatever lies there may be put aside. */
  isOwnFile?: boolean
  watcher?: AccessWatcher | undefined
}

/**
 * Opens an archive or begins one. A damaged file is renamed `….broken-N` with its companions, and its newest sound
 * backup takes its place, or a new one begins. Throws
 * AppError `archive_unusable` for a file of a newer version, one that is no archive, and where it cannot be written.
 */
export function openArchive({ file, log, isOwnFile = false, watcher }: OpenArchiveOptions): Archive {
  const opened = openArchiveFile({ file, log, isOwnFile, watcher, open: openTables })
  const { tables, database, isNew, notices } = opened
  return { file, isNew, notices, ...tables, close: database.close }
}

function openTables(database: Parameters<typeof openTotalTable>[0]) {
  return {
    ...openCatalogueTable(database),
    ...openTotalTable(database),
    ...openStatusNoteTable(database),
    ...openFactTables(database),
    ...openReportTables(database),
    ...openCensusTable(database),
    ...openUserTable(database),
    ...openUserDayTable(database),
    ...openColdTable(database),
    ...openUpkeepTable(database),
    ...openRunTable(database),
    ...openSharingTables(database),
    ...openAutoExportTable(database),
  }
}
