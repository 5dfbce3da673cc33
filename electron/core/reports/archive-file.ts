import { chmodSync, closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../../shared/errors.ts'
import type { Issue } from '../../../shared/figures.ts'
import type { Log } from '../log.ts'
import { isoInstant } from '../../../shared/time.ts'
import { listBackups } from './archive-backups.ts'
import { openDatabase, type AccessWatcher, type ArchiveDatabase } from './archive-database.ts'
import { archiveError, DamagedArchive, FileReplaced, isBusy, isDamage } from './archive-errors.ts'
import { fileIdentity } from './archive-quarantine.ts'
import { replaceDamaged, type Replaced } from './archive-restore.ts'
import { applicationId, migrate } from './archive-schema.ts'
import { isOpenHere } from './open-files.ts'
import { isSound } from './sound.ts'

interface Opening<T> {
  file: string
  log: Log
  isOwnFile: boolean
  watcher?: AccessWatcher | undefined
  /** Prepares the statements; run before the file is taken for sound. */
  open(database: ArchiveDatabase): T
}

interface Opened<T> {
  tables: T
  database: ArchiveDatabase
  isNew: boolean
  notices: Issue[]
}

/**
 * Opens, checks and migrates an archive file. A damaged one is put aside, and its newest sound backup takes its place or a new
 * one begins, with a notice.
 */
export function openArchiveFile<T>(opening: Opening<T>): Opened<T> {
  const { file, log, isOwnFile } = opening
  try {
    if (file !== ':memory:') createWhereMissing(file)
    const identity = fileIdentity(file)
    try {
      return { ...openPatiently(opening), notices: [] }
    } catch (error) {
      if (!isDamage(error, file)) throw error
      if (!isOwnFile && !wasArchive(file)) {
        throw new AppError(
          'archive_unusable',
          `${file} is not an archive of Tallyscope and was left as it is; name another file.`,
        )
      }
      log.error(`The archive ${file} is damaged.`, error)
      const replaced = replaceDamaged(file, identity, log)
      createWhereMissing(file)
      return { ...openPatiently(opening), notices: damageNotices(replaced) }
    }
  } catch (error) {
    throw archiveError(error, file)
  }
}

/**
 * Two processes that open one file at once, when it is new or its last user was killed, can bar each other without SQLite
 * waiting: so the whole opening is tried again, for about 5 s.
 */
function openPatiently<T>(opening: Opening<T>): Omit<Opened<T>, 'notices'> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return openSound(opening)
    } catch (error) {
      if (!isBusy(error) || attempt === 20) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + 2 * attempt)
    }
  }
}

function openSound<T>({ file, open, watcher }: Opening<T>): Omit<Opened<T>, 'notices'> {
  const isEmpty = file === ':memory:' || statSync(file).size === 0
  // An archive that had a backup was not empty.
  if (isEmpty && listBackups(file).length > 0) throw new DamagedArchive('empty beside its backups')
  if (!isEmpty) assertFormat(file)
  const identity = fileIdentity(file)
  const { db, database } = openDatabase(file, watcher)
  try {
    // Before the switch to WAL, so that the main file says from its first page on whose it is.
    if (isEmpty) db.exec(`PRAGMA application_id = ${applicationId}`)
    else assertSound(db)
    const { isNew } = migrate(db)
    if (file !== ':memory:') db.exec('PRAGMA journal_mode = WAL')
    db.exec('PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
    const tables = open(database)
    if (fileIdentity(file) !== identity)
      throw new FileReplaced(`another file was put in the place of ${file}`)
    if (file !== ':memory:') closeToOthers(file)
    return { tables, database, isNew }
  } catch (error) {
    database.close()
    throw error
  }
}

function assertSound(db: DatabaseSync): void {
  if (!isSound(db)) throw new DamagedArchive('its pages are not what was written')
}

function closeToOthers(file: string): void {
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
}

function createWhereMissing(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if (isOpenHere(file)) return
  closeSync(openSync(file, 'a', 0o600))
}

/** Asked before SQLite opens the file: it deletes the log of a file that it does not know. */
function assertFormat(file: string): void {
  if (isOpenHere(file)) return
  if (!startOf(file, 16).equals(Buffer.from('SQLite format 3\0'))) throw new DamagedArchive('not a database')
}

/** Whether a file, however damaged, shows that it was an archive: by its mark or a table (https://sqlite.org/fileformat.html). */
function wasArchive(file: string): boolean {
  if (isOpenHere(file) || listBackups(file).length > 0) return true
  const start = startOf(file, 65_536)
  return start.readUInt32BE(68) === applicationId || start.includes('CREATE TABLE status_note_counts')
}

function startOf(file: string, length: number): Buffer {
  const start = Buffer.alloc(length)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, start, 0, length, 0)
    return start
  } finally {
    closeSync(descriptor)
  }
}

function damageNotices({ movedTo, from }: Replaced): Issue[] {
  if (movedTo === null) return []
  const name = basename(movedTo)
  if (from === null)
    return [
      {
        code: 'archive_failed',
        message: `The archive was damaged: it was kept as ${name} and a new one begun. What Redis still has is read again.`,
        params: { file: name },
      },
    ]
  const at = isoInstant(from.atMs)
  return [
    {
      code: 'archive_restored',
      message: `The archive was damaged: it was kept as ${name}, and its backup of ${at} took its place. What Redis still has is read again.`,
      params: { file: name, at },
    },
  ]
}
