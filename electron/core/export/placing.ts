import { lstat, stat } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Log } from '../log.ts'
import type { OutFile } from './format-writer.ts'
import { giveNames, type NamedFile } from './give-names.ts'
import { openFile, type OpenFile } from './open-file.ts'
import { fileExists, placeError } from './place-error.ts'
import { removeStale, temporaryFile } from './temporary-files.ts'

/** Files that get their names together: all of them or none. */
export interface Placing {
  /** Errors: `file_exists` where that name is taken and nothing is replaced; those of the folder. */
  begin(name: string): Promise<OutFile>
  /** Brings all to the disk and gives them their names; their sizes. Nothing new is there where it fails. */
  place(): Promise<{ name: string; path: string; bytes: number }[]>
  /** Removes what is not placed. */
  drop(): Promise<void>
}

interface PlaceOptions {
  folder: string
  /** Whether files that are there already are replaced. */
  replace: boolean
  log: Log
}

interface Begun extends NamedFile {
  open: OpenFile
}

/**
 * Begins files in a folder that is there. Each is written under a temporary name beside its own, so that its name always
 * stands for a whole file. Errors: `bad_input`, `no_folder`, `place_unwritable`.
 */
export async function startPlacing({ folder, replace, log }: PlaceOptions): Promise<Placing> {
  await assertFolder(folder)
  // A folder that may be written but not listed is no reason to write nothing.
  await removeStale(folder).catch((error: unknown) =>
    log.info(`Old temporary files stay in ${folder}: ${String(error)}`),
  )
  const files: Begun[] = []

  return {
    async begin(name) {
      const path = join(folder, name)
      await assertUsable(path, replace)
      const temporary = temporaryFile(folder)
      try {
        const open = await openFile(temporary.path, path)
        files.push({ open, path, temporary })
        return open
      } catch (error) {
        await temporary.remove()
        throw error
      }
    },
    async place() {
      const placed: { name: string; path: string; bytes: number }[] = []
      for (const { open, path } of files)
        placed.push({ name: basename(path), path, bytes: await open.finish() })
      await giveNames(files, { folder, replace })
      return placed
    },
    async drop() {
      for (const { open, temporary } of files) {
        await open.drop()
        await temporary.remove()
      }
    },
  }
}

/** Throws before anything is written where a name cannot be given: `file_exists`, `name_too_long` and others. */
export async function assertUsable(path: string, replace: boolean): Promise<void> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw placeError(error, path)
  })
  if (!found) return
  if (found.isDirectory())
    throw new AppError('file_exists', `${path} is a folder: nothing was written. Choose another place.`)
  if (!replace) throw fileExists(path)
}

async function assertFolder(folder: string): Promise<void> {
  if (!isAbsolute(folder)) throw new AppError('bad_input', `Name the folder with its whole path: ${folder}.`)
  try {
    if ((await stat(folder)).isDirectory()) return
  } catch (error) {
    const known = placeError(error, folder)
    if (known.code !== 'no_folder') throw known
  }
  throw new AppError('no_folder', `There is no folder ${folder}: make it, or choose another.`)
}
