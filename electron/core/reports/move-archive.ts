import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { chmod, copyFile, rename, rm, statfs } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { syncFolder } from '../durable-file.ts'
import type { Log } from '../log.ts'
import { takeAlone } from './archive-alone.ts'
import { listBackups } from './archive-backups.ts'
import { openDatabase } from './archive-database.ts'
import { copyDatabase, type CopyRun } from './copy-database.ts'
import type { KeptArchive } from './kept-archive.ts'

interface Move {
  kept: KeptArchive
  folder: string
  /** Remembers where the archive lies: from then on the new file is the archive. */
  remember(file: string): void
  run: CopyRun
  log: Log
}

/** Somebody writes all the time where this is not enough. */
const mostCopies = 4

/**
 * Moves an open archive with its backups to another folder. What is there last is the archive: the copy is whole and on the disk
 * before it is remembered, and the old file goes only after that. Throws AppError `bad_input`, `archive_in_use`,
 * `archive_unusable` or `cancelled`; the archive is then where it was.
 */
export async function moveArchive({ kept, folder, remember, run, log }: Move): Promise<string> {
  const from = kept.archive.file
  const to = await freePlace(from, folder)
  // Told before the long part, too.
  kept.reopen(() => {
    takeAlone(from).database.close()
    return from
  })
  for (let copies = 1; ; copies += 1) {
    if (await copyAndSwitch()) break
    if (copies === mostCopies)
      throw new AppError(
        'archive_in_use',
        'The archive is being written all the time: try again in a moment.',
      )
  }
  for (const backup of listBackups(from)) await moveBackup(backup.file, dirname(to), log)
  return to

  async function copyAndSwitch(): Promise<boolean> {
    const opened = openDatabase(from)
    const { db, database } = opened
    const version = (): unknown => db.prepare('PRAGMA data_version').get()?.['data_version']
    let isSwitched = false
    try {
      database.read(() => db.exec('BEGIN; SELECT count(*) FROM sqlite_schema'))
      const before = version()
      await copyDatabase(db, to, run)
      db.exec('COMMIT')
      kept.reopen(() => {
        takeAlone(from, opened)
        if (version() !== before) {
          database.close()
          return from
        }
        remember(to)
        isSwitched = true
        removeOld(from)
        return to
      })
      return isSwitched
    } finally {
      database.close()
      if (!isSwitched) rmSync(to, { force: true })
    }
  }
}

/** The file that the archive becomes. Errors: `bad_input`, `archive_unusable` where the disk has no room. */
async function freePlace(from: string, folder: string): Promise<string> {
  const isFolder = isAbsolute(folder) && (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false)
  if (!isFolder)
    throw new AppError('bad_input', `${folder} is no folder: name one that is there, with its whole path.`)
  if (resolve(folder) === dirname(from))
    throw new AppError('bad_input', 'The archive lies in that folder already.')
  const to = join(resolve(folder), basename(from))
  if (existsSync(to))
    throw new AppError(
      'bad_input',
      `There is a file ${to} already, which stays as it is: choose another folder.`,
    )
  const { bavail, bsize } = await statfs(folder)
  const needed = statSync(from).size * 1.1
  if (bavail * bsize < needed)
    throw new AppError(
      'archive_unusable',
      `The disk of ${folder} has no room for the archive: choose another folder.`,
    )
  return to
}

function removeOld(from: string): void {
  for (const companion of ['-wal', '-shm', '']) rmSync(from + companion, { force: true })
  syncFolder(dirname(from))
}

/** A backup that cannot be moved stays where it is, and the next one is made beside the archive. */
async function moveBackup(backup: string, folder: string, log: Log): Promise<void> {
  const to = join(folder, basename(backup))
  try {
    renameSync(backup, to)
  } catch {
    const temporary = `${to}.${process.pid}.tmp`
    try {
      await copyFile(backup, temporary)
      await chmod(temporary, 0o600)
      await rename(temporary, to)
      await rm(backup)
    } catch (error) {
      await rm(temporary, { force: true })
      log.warn(`A backup stays at ${backup}: ${(error as Error).message}`)
    }
  }
}
