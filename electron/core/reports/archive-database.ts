import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { AppError } from '../../../shared/errors.ts'
import { archiveError } from './archive-errors.ts'
import { noteOpen } from './open-files.ts'

/** An open archive file: every access goes through `read` or `write`, which turn SQLite's errors into sentences. */
export interface ArchiveDatabase {
  prepare(sql: string): StatementSync
  read<T>(query: () => T): T
  /** One transaction: all of `change` is on disk when it returns, or nothing of it. */
  write<T>(change: () => T): T
  close(): void
}

/** Told of every access that failed, and of every change that reached the disk. */
export interface AccessWatcher {
  wrote(): void
  failed(error: AppError): void
}

/** The first SQLite that cannot corrupt a file in WAL mode (https://sqlite.org/wal.html, "WAL-reset bug"). */
const oldestSqlite = [3, 51, 3] as const

/** Opens a file without changing anything in it. Until it is sound, waits for others are short and repeated. */
export function openDatabase(
  file: string,
  watcher?: AccessWatcher,
  options: { readOnly?: boolean } = {},
): { db: DatabaseSync; database: ArchiveDatabase } {
  const db = new DatabaseSync(file, options)
  const noteClosed = noteOpen(file)
  const close = (): void => {
    if (!db.isOpen) return
    db.close()
    noteClosed()
  }
  try {
    assertSqliteVersion(db)
    db.exec('PRAGMA busy_timeout = 250; PRAGMA foreign_keys = ON')
  } catch (error) {
    close()
    throw error
  }
  const changesMade = (): unknown => db.prepare('SELECT total_changes() AS made').get()?.['made']
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      const known = archiveError(error, file)
      watcher?.failed(known)
      throw known
    }
  }
  const write = <T>(change: () => T): T => {
    if (!watcher) return inTransaction(db, change)
    const before = changesMade()
    const result = inTransaction(db, change)
    // A change that changed nothing says nothing of the disk.
    if (changesMade() !== before) watcher.wrote()
    return result
  }
  return {
    db,
    database: {
      prepare: (sql) => db.prepare(sql),
      read: guarded,
      write: (change) => guarded(() => write(change)),
      close,
    },
  }
}

/** Runs `change` between BEGIN IMMEDIATE and COMMIT. */
export function inTransaction<T>(db: DatabaseSync, change: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = change()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

function assertSqliteVersion(db: DatabaseSync): void {
  const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string }
  const parts = version.split('.').map(Number)
  const differing = oldestSqlite.findIndex((oldest, i) => parts[i] !== oldest)
  if (differing === -1 || (parts[differing] ?? 0) > oldestSqlite[differing]!) return
  throw new AppError(
    'archive_unusable',
    `This runtime has SQLite ${version}, which can damage the archive; run the program with Node 24.21 or newer.`,
  )
}
