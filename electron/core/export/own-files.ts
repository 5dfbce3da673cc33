import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { OwnFile } from '../reports/archive-exports.ts'
import { placeError } from './place-error.ts'
import type { WholeFile } from './placing.ts'

/** So many writings of one name are remembered that were cut off before anybody knew whether it was given. */
const mostOfOneName = 8

/** What a file holds. Throws the system's errors. */
async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** The files as they are to be remembered. */
export async function asOwnFiles(files: readonly WholeFile[]): Promise<OwnFile[]> {
  const own: OwnFile[] = []
  for (const { name, temporary, bytes } of files) own.push({ name, bytes, sha256: await sha256Of(temporary) })
  return own
}

/** Throws `file_exists` where a name is taken by anything but what the program itself wrote there, byte for byte. */
export async function assertOwn(files: readonly WholeFile[], known: readonly OwnFile[]): Promise<void> {
  for (const { name, path } of files)
    if (
      !(await isOwn(
        path,
        known.filter((one) => one.name === name),
      ))
    )
      throw new AppError(
        'file_exists',
        `${path} is there already and is not what was exported before: it is left alone. Move it away, or choose another folder.`,
      )
}

async function isOwn(path: string, known: readonly OwnFile[]): Promise<boolean> {
  try {
    const found = await lstat(path)
    const ofThatSize = known.filter(({ bytes }) => bytes === found.size)
    if (!found.isFile() || ofThatSize.length === 0) return false
    const sha256 = await sha256Of(path)
    return ofThatSize.some((one) => one.sha256 === sha256)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true
    throw placeError(error, path)
  }
}

/** What may stand in the folder while files get their names: what was known before, and these. */
export function withExpected(known: readonly OwnFile[], expected: readonly OwnFile[]): OwnFile[] {
  const names = [...new Set([...known, ...expected].map(({ name }) => name))]
  return names.flatMap((name) =>
    [...known, ...expected].filter((one) => one.name === name).slice(-mostOfOneName),
  )
}

/** What stands in the folder once files have their names: these, and what was known of other names. */
export function withWritten(known: readonly OwnFile[], written: readonly OwnFile[]): OwnFile[] {
  const names = new Set(written.map(({ name }) => name))
  return [...known.filter(({ name }) => !names.has(name)), ...written]
}
