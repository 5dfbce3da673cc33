import { closeSync, copyFileSync, fsyncSync, openSync, rmSync, chmodSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from '../durable-file.ts'
import type { Log } from '../log.ts'
import { listBackups, type BackupFile } from './archive-backups.ts'
import { openDatabase } from './archive-database.ts'
import { quarantine } from './archive-quarantine.ts'
import { applicationId } from './archive-schema.ts'
import { isSound } from './sound.ts'

export interface Replaced {
  /** Where the damaged file is kept; null where another process was quicker. */
  movedTo: string | null
  /** The backup that took its place; null where a new archive begins. */
  from: BackupFile | null
}

/** Puts a damaged archive aside and the newest sound backup, where there is one, in its place. The backup itself stays. */
export function replaceDamaged(file: string, identity: string | null, log: Log): Replaced {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    for (const backup of listBackups(file)) {
      if (!copySound(backup, temporary, log)) continue
      const movedTo = quarantine(file, identity, temporary)
      syncFolder(dirname(file))
      return { movedTo, from: movedTo === null ? null : backup }
    }
    return { movedTo: quarantine(file, identity), from: null }
  } finally {
    for (const companion of ['', '-wal', '-shm', '-journal']) rmSync(temporary + companion, { force: true })
  }
}

function copySound(backup: BackupFile, to: string, log: Log): boolean {
  try {
    copyFileSync(backup.file, to)
    chmodSync(to, 0o600)
    const { db, database } = openDatabase(to)
    try {
      const { application_id: id } = db.prepare('PRAGMA application_id').get() as { application_id: number }
      if (id !== applicationId || !isSound(db)) throw new Error('it is damaged too')
    } finally {
      database.close()
    }
    const descriptor = openSync(to, 'r+')
    fsyncSync(descriptor)
    closeSync(descriptor)
    return true
  } catch (error) {
    log.warn(`The backup ${backup.file} cannot be used: ${(error as Error).message}`)
    return false
  }
}
