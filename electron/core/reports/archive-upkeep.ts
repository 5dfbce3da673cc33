import { existsSync, statSync } from 'node:fs'
import { AppError, toAppError } from '../../../shared/errors.ts'
import { widthMs } from '../../../shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { backupName, listBackups, pruneBackups } from './archive-backups.ts'
import { openDatabase } from './archive-database.ts'
import { isDamageAtWork } from './archive-errors.ts'
import type { NewRun } from './archive-runs.ts'
import { copyArchiveTo, type CopyRun } from './copy-database.ts'
import type { KeptArchive } from './kept-archive.ts'

/** The backups of an archive, made by themselves. */
export interface ArchiveUpkeep {
  /** New reports came: the backup waits until no more follow. */
  reportsChanged(): void
  /** Makes a backup behind the answers where one is due. */
  tick(): void
  /** Makes a backup where one is due, whether or not more reports follow. */
  backUpIfDue(): Promise<void>
  /** Ends what runs. */
  stop(): Promise<void>
}

const atMostEveryMs = 20 * widthMs.hour
/** The reports of a day, or of many missed ones, come one after the other. */
const quietMs = widthMs.minute
/** A backup that failed is tried again so much later. */
const pauseMs = 10 * widthMs.minute

export function createUpkeep(kept: KeptArchive, { clock, log }: { clock: Clock; log: Log }): ArchiveUpkeep {
  const { archive } = kept
  let changedMs = clock.now()
  let failedMs = Number.NEGATIVE_INFINITY
  let running: { abort: AbortController; ended: Promise<void> } | null = null
  /** How many reports had been written when the newest backup was made. */
  let backedUp: { file: string; written: number } | null = null

  const isDue = (): boolean => {
    if (archive.file === ':memory:' || !existsSync(archive.file)) return false
    const [newest] = listBackups(archive.file)
    const written = archive.reportsWritten()
    if (written === 0) return false
    if (!newest) return true
    if (Math.abs(clock.now() - newest.atMs) < atMostEveryMs) return false
    if (backedUp?.file !== newest.file) backedUp = { file: newest.file, written: writtenIn(newest.file) }
    return written !== backedUp.written
  }

  const tryBackUp = async (run: CopyRun): Promise<void> => {
    const { file } = archive
    const startedMs = clock.now()
    const note = (ended: Pick<NewRun, 'outcome' | 'count' | 'code' | 'message'>): void => {
      try {
        const tookMs = clock.now() - startedMs
        archive.noteRun({ kind: 'backup', by: 'schedule', startedMs, tookMs, ...ended })
      } catch (error) {
        // A disk that has no room for the backup may have none for this either.
        log.warn(`The run log could not be kept: ${toAppError(error).message}`)
      }
    }
    try {
      const target = await backUp(file, startedMs, run)
      note({ outcome: 'done', count: statSync(target).size })
      log.info(`The archive was backed up as ${target}.`)
      kept.report('backup', null)
    } catch (error) {
      if (run.signal.aborted) return
      failedMs = clock.now()
      // The archive itself is damaged, which its next opening tells, and its backups stay.
      const isDamaged = isDamageAtWork(error)
      if (isDamaged) kept.recover()
      const { message } = isDamaged ? (error as Error) : toAppError(error)
      if (!isDamaged) note({ outcome: 'failed', code: toAppError(error).code, message })
      log.warn(`The archive could not be backed up: ${message}`)
      kept.report('backup', {
        code: 'backup_failed',
        message: `The archive could not be backed up, and is tried again in a few minutes. ${message}`,
      })
    }
  }

  const start = (): Promise<void> => {
    if (running) return running.ended
    const abort = new AbortController()
    const rest = () => clock.sleep(0, abort.signal)
    const ended = tryBackUp({ signal: abort.signal, progress: () => undefined, rest }).finally(
      () => (running = null),
    )
    running = { abort, ended }
    return ended
  }

  return {
    reportsChanged: () => void (changedMs = clock.now()),
    tick() {
      const nowMs = clock.now()
      if (running || nowMs - changedMs < quietMs || nowMs - failedMs < pauseMs) return
      if (isDue()) void start()
    },
    async backUpIfDue() {
      if (running || isDue()) await start()
    },
    async stop() {
      running?.abort.abort(new AppError('cancelled', 'The source was left.'))
      await running?.ended
    },
  }
}

/** Makes a backup beside an archive, of which the two newest stay, and gives its name. Errors: as `copyArchiveTo`. */
export async function backUp(file: string, nowMs: number, run: CopyRun): Promise<string> {
  const target = backupName(file, nowMs)
  await copyArchiveTo(file, target, run)
  pruneBackups(file)
  return target
}

/** A backup that cannot be read holds nothing. */
function writtenIn(file: string): number {
  try {
    const { db, database } = openDatabase(file)
    try {
      return Number(db.prepare('SELECT coalesce(max(rowid), 0) AS written FROM reports').get()?.['written'])
    } finally {
      database.close()
    }
  } catch {
    return -1
  }
}
