import { link, lstat, rename, rm } from 'node:fs/promises'
import { syncFolder } from '../durable-file.ts'
import { fileExists, placeError } from './place-error.ts'
import { temporaryFile, type TemporaryFile } from './temporary-files.ts'

/** A whole file under a temporary name, and the name that it is to get. */
export interface NamedFile {
  path: string
  temporary: TemporaryFile
}

/** What the system says where a file cannot have two names. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EXDEV'])
/** And where a folder cannot be brought to the disk. */
const noSync = new Set(['EACCES', 'EPERM', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/**
 * Gives files of a folder their names. Each name stands for no file, the one before or the whole new one at every instant; where one
 * cannot be given the others are taken back, as far as the disk lets a file have two names. Errors: `file_exists`, and those of the folder.
 */
export async function giveNames(
  files: readonly NamedFile[],
  { folder, replace }: { folder: string; replace: boolean },
): Promise<void> {
  const undo: (() => Promise<void>)[] = []
  const kept: TemporaryFile[] = []
  try {
    for (const { path, temporary } of files) {
      const isReplaced = replace && (await isThere(path))
      const before = isReplaced ? await secondName(path, folder) : null
      if (before) kept.push(before)
      try {
        if (replace) await rename(temporary.path, path)
        else await claim(temporary.path, path)
      } catch (error) {
        throw placeError(error, path)
      }
      if (before) undo.push(() => rename(before.path, path))
      else if (!isReplaced) undo.push(() => rm(path, { force: true }))
    }
    syncNames(folder)
  } catch (error) {
    for (const takeBack of undo.reverse()) await takeBack().catch(() => undefined)
    throw placeError(error, folder)
  } finally {
    for (const { temporary } of files) await temporary.remove()
    for (const before of kept) await before.remove()
  }
}

/** Gives a name that must be free: a link fails where it is not. */
async function claim(from: string, path: string): Promise<void> {
  try {
    await link(from, path)
  } catch (error) {
    if (!noLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    if (await isThere(path)) throw fileExists(path)
    await rename(from, path)
  }
}

/** The file that is to be replaced under a second name, to take it back; null where none is possible. */
async function secondName(path: string, folder: string): Promise<TemporaryFile | null> {
  const before = temporaryFile(folder)
  try {
    await link(path, before.path)
    return before
  } catch {
    await before.remove()
    return null
  }
}

/** Some folders may be written and not read, and some network drives know no such thing. */
function syncNames(folder: string): void {
  try {
    syncFolder(folder)
  } catch (error) {
    if (!noSync.has((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )
}
