import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { backup, type DatabaseSync } from 'node:sqlite'
import { AppError } from '../../../shared/errors.ts'
import { syncFolder } from '../durable-file.ts'
import { openDatabase } from './archive-database.ts'
import { archiveError, DamagedArchive } from './archive-errors.ts'
import { isSound, tablesOf } from './sound.ts'

/** How a copy is watched and ended. */
export interface CopyRun {
  signal: AbortSignal
  /** Pages of the file. */
  progress(done: number, of: number): void
  /** Lets others have their turn. */
  rest(): Promise<void>
}

/** Pages that are copied in one step, 4 kB each. */
const pagesAtOnce = 500

/**
 * Copies an open archive into a file that is not there yet, whole or not at all, in small steps that leave the main thread
 * free. The copy is one file without companions, checked, on the disk and for its owner alone. Others may write meanwhile:
 * the copy holds what stood when it began, provided that `db` is in a transaction. Throws AppError `archive_unusable`,
 * `bad_input` where the file is there already, or what `signal` was aborted with.
 */
export async function copyDatabase(db: DatabaseSync, to: string, run: CopyRun): Promise<void> {
  assertFree(to)
  const temporary = `${to}.${process.pid}.tmp`
  try {
    closeSync(openSync(temporary, 'w', 0o600))
    await backup(db, temporary, {
      rate: pagesAtOnce,
      progress({ totalPages, remainingPages }) {
        run.signal.throwIfAborted()
        run.progress(totalPages - remainingPages, totalPages)
      },
    })
    run.signal.throwIfAborted()
    await finish(temporary, run)
    takeName(temporary, to)
  } catch (error) {
    run.signal.throwIfAborted()
    throw error instanceof DamagedArchive ? error : archiveError(error, to)
  } finally {
    for (const companion of ['', '-wal', '-shm', '-journal']) rmSync(temporary + companion, { force: true })
  }
  syncFolder(dirname(to))
}

/** The same of an archive that is named. With its log there it is only read. */
export async function copyArchiveTo(from: string, to: string, run: CopyRun): Promise<void> {
  const { db, database } = openDatabase(from, undefined, { readOnly: existsSync(`${from}-wal`) })
  try {
    database.read(() => db.exec('BEGIN; SELECT count(*) FROM sqlite_schema'))
    await copyDatabase(db, to, run)
  } finally {
    database.close()
  }
}

/** Makes one file of the copy and checks it table by table. */
async function finish(temporary: string, { signal, rest }: CopyRun): Promise<void> {
  const { db, database } = openDatabase(temporary)
  try {
    db.exec('PRAGMA journal_mode = DELETE')
    for (const table of tablesOf(db)) {
      if (!isSound(db, table)) throw new DamagedArchive(`the table ${table} is damaged`)
      await rest()
      signal.throwIfAborted()
    }
  } finally {
    database.close()
  }
  const descriptor = openSync(temporary, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** Gives a finished file its name, never that of another one. */
function takeName(temporary: string, to: string): void {
  try {
    linkSync(temporary, to)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return assertFree(to)
    // Not every file system knows a second name of a file.
    assertFree(to)
    renameSync(temporary, to)
  }
}

function assertFree(to: string): void {
  if (existsSync(to)) throw new AppError('bad_input', `There is a file ${to} already: name another one.`)
}
