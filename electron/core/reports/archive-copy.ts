import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from '../durable-file.ts'
import { openDatabase } from './archive-database.ts'
import { archiveError } from './archive-errors.ts'

/**
 * Copies an archive whole or not at all, also one that is open, into a file that may be empty but not used. Throws AppError
 * `archive_unusable`.
 */
export function copyArchive(from: string, to: string): void {
  const temporary = `${to}.${process.pid}.tmp`
  try {
    // SQLite fills an empty file; this one is for its owner alone from the start.
    closeSync(openSync(temporary, 'wx', 0o600))
    const { database } = openDatabase(from)
    try {
      database.read(() => database.prepare('VACUUM INTO ?').run(temporary))
    } finally {
      database.close()
    }
    const descriptor = openSync(temporary, 'r+')
    fsyncSync(descriptor)
    closeSync(descriptor)
    renameSync(temporary, to)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw archiveError(error, to)
  }
  syncFolder(dirname(to))
}
