import { AppError } from '../../../shared/errors.ts'
import { compareFingerprint } from '../../../shared/fingerprint.ts'
import { bucketAt, bucketStart, graceMs } from '../../../shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Source } from '../source/source.ts'
import { findCountedDays } from '../stats/first-day.ts'
import type { ReadingRules } from '../stats/reading-rules.ts'
import { sampleRetention } from '../stats/retention.ts'
import { openArchive, type Archive } from './archive.ts'
import type { AccessWatcher } from './archive-database.ts'
import { archiveOfSource } from './archive-of-source.ts'
import { keepArchive, type KeptArchive } from './kept-archive.ts'

interface Opening {
  /** Whether the archive of the address goes on, a new one begins, or `source_changed` asks where they do not fit. */
  answer: 'check' | 'keep' | 'new'
  rules: ReadingRules
  dataDir: string
  log: Log
  clock: Clock
  /** A file in place of the program's own. */
  archiveFile: string | undefined
  testNowMs: number | undefined
  onIssues(): void
  /** Another file took the place of a damaged one: what Redis still has is to be read again. */
  onReopened(): void
}

/** The archive of a source; `source_changed` where another Redis seems to answer at a known address. */
export async function openArchiveOf(source: Source, opening: Opening): Promise<KeptArchive> {
  const { answer, dataDir, log, clock, archiveFile, onIssues, onReopened } = opening
  const openFile = (file: string, watcher: AccessWatcher): Archive =>
    openArchive({ file, log, isOwnFile: archiveFile === undefined, watcher })
  const keep = (begin: (watcher: AccessWatcher) => Archive): KeptArchive =>
    keepArchive(begin, { clock, log, onIssues, onReopened, open: openFile })
  const inMemory = (): KeptArchive => keep(() => openArchive({ file: ':memory:', log }))

  if (source.info.kind === 'sample') return inMemory()
  const archives = archiveOfSource({ dataDir, info: source.info, log })
  if (answer === 'new') return archiveFile ? inMemory() : keep(archives.begin)
  const kept = keep(archiveFile ? (watcher) => openFile(archiveFile, watcher) : archives.newest)
  if (answer === 'keep') return kept
  try {
    await assertFits(source, kept.archive, opening)
    return kept
  } catch (error) {
    kept.close()
    throw error
  }
}

/** Throws AppError `source_changed` where the days of a source do not fit those of its archive. */
export async function assertFits(
  source: Source,
  archive: Archive,
  { clock, testNowMs, rules }: Pick<Opening, 'clock' | 'testNowMs' | 'rules'>,
): Promise<void> {
  const read = await source.read({ totals: [], parts: [] })
  const serverMs = read.serverMs ?? clock.now()
  const nowMs = testNowMs ?? serverMs
  if ((await compareWithArchive(source, archive, { nowMs, serverMs, rules })) === 'same') return
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
