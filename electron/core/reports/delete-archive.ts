import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from '../durable-file.ts'
import { takeAlone } from './archive-alone.ts'
import { listBackups } from './archive-backups.ts'
import { archiveError } from './archive-errors.ts'

/**
 * Deletes an archive and its backups for good and leaves an empty file in its place, so that no older archive of the source is
 * taken for the newest. It must be closed. Throws AppError `archive_in_use`, and nothing is deleted, where another program has it
 * open.
 */
export function deleteArchiveFile(file: string): void {
  const alone = takeAlone(file)
  const empty = `${file}.${process.pid}.tmp`
  try {
    // First the backups: whatever is cut off, none of them ever takes the place of what comes after.
    for (const backup of listBackups(file)) rmSync(backup.file)
    closeSync(openSync(empty, 'w', 0o600))
    renameSync(empty, file)
    syncFolder(dirname(file))
  } catch (error) {
    throw archiveError(error, file)
  } finally {
    alone.database.close()
    if (existsSync(empty)) rmSync(empty)
  }
}
