import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../../shared/errors.ts'
import { openDatabase, type ArchiveDatabase } from './archive-database.ts'
import { archiveError, isBusy } from './archive-errors.ts'

/** An archive that nobody else has open, and nobody can open until it is let go. */
export interface AloneArchive {
  db: DatabaseSync
  database: ArchiveDatabase
}

/**
 * Takes an archive for oneself: its log is written back and ended, which SQLite does only where no other connection of any
 * process is there. Throws AppError `archive_in_use` where one is.
 */
export function takeAlone(file: string, opened = openDatabase(file)): AloneArchive {
  const { db, database } = opened
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    const { journal_mode: mode } = db.prepare('PRAGMA journal_mode = DELETE').get() as {
      journal_mode: string
    }
    if (mode !== 'delete') throw inUse(file)
    db.exec('BEGIN EXCLUSIVE; COMMIT')
    return opened
  } catch (error) {
    database.close()
    throw isBusy(error) ? inUse(file) : archiveError(error, file)
  }
}

function inUse(file: string): AppError {
  return new AppError(
    'archive_in_use',
    `Another program of Tallyscope has the archive ${file} open: nothing was changed. End that program and try again.`,
  )
}
