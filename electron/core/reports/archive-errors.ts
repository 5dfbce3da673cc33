import { accessSync, constants } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'

/** A file that holds something else than a whole archive. */
export class DamagedArchive extends Error {
  override readonly name = 'DamagedArchive'
}

/** A file in whose place another one was put while it was opened. */
export class FileReplaced extends Error {
  override readonly name = 'FileReplaced'
}

/** Result codes of SQLite (https://sqlite.org/rescode.html). */
const code = {
  error: 1,
  perm: 3,
  busy: 5,
  locked: 6,
  readonly: 8,
  ioerr: 10,
  corrupt: 11,
  full: 13,
  cantopen: 14,
}
const notADatabase = 26
const tooBig = 18
const shortRead = 522
/** The index of the log is made larger by writing to it. */
const noRoomForIndex = 4874
const corruptFileSystem = 8458

/** Whether an error at opening tells that the content of the file is damaged, not that it cannot be reached. */
export function isDamage(error: unknown, file: string): boolean {
  if (error instanceof DamagedArchive) return true
  const extended = resultCode(error)
  if (extended === null) return false
  const primary = extended & 0xff
  if ([code.error, code.corrupt, tooBig, notADatabase].includes(primary)) return true
  if (extended === shortRead || extended === corruptFileSystem) return true
  // A file whose header asks for a newer write format is opened read-only by SQLite, whatever its rights.
  return extended === code.readonly && mayWrite(file)
}

/** Whether an access to an open archive failed because its content is damaged. */
export function isDamageAtWork(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : error
  const extended = resultCode(cause)
  if (cause instanceof DamagedArchive || extended === shortRead || extended === corruptFileSystem) return true
  return extended !== null && [code.corrupt, notADatabase].includes(extended & 0xff)
}

/** Why an archive cannot be written, as far as a person can do something about it. */
export type Unwritable = 'full' | 'locked' | 'rights' | 'disk' | 'other'

/** Of any error of an archive. */
export function unwritableReason(error: unknown): Unwritable {
  const cause = error instanceof AppError ? error.cause : error
  const extended = resultCode(cause)
  if (extended === noRoomForIndex) return 'full'
  switch (systemCode(cause) ?? (extended ?? 0) & 0xff) {
    case code.full:
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full'
    case code.busy:
    case code.locked:
      return 'locked'
    case code.perm:
    case code.readonly:
    case code.cantopen:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'rights'
    case code.ioerr:
    case 'EIO':
      return 'disk'
    default:
      return 'other'
  }
}

/** Whether another process held the file, or put another in its place. */
export function isBusy(error: unknown): boolean {
  if (error instanceof FileReplaced) return true
  const primary = (resultCode(error) ?? 0) & 0xff
  return primary === code.busy || primary === code.locked
}

/** Any error of an archive as AppError `archive_unusable` with what to do. */
export function archiveError(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error
  return new AppError('archive_unusable', `The archive ${file} cannot be used: ${reason(error)}.`, {
    cause: error,
  })
}

const words: Record<Exclude<Unwritable, 'other'>, string> = {
  full: 'the disk is full; make room and try again',
  locked: 'another program keeps it locked; close that program and try again',
  rights: 'it cannot be opened for writing; check the rights of the file and its folder',
  disk: 'the disk reports an error; check it and try again',
}

function reason(error: unknown): string {
  const known = unwritableReason(error)
  if (known !== 'other') return words[known]
  switch (systemCode(error) ?? (resultCode(error) ?? 0) & 0xff) {
    case code.corrupt:
    case notADatabase:
      return 'it is damaged; start again, then it is put aside and a new one begun'
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return 'that is a folder, or lies in something that is none; name another file'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}

function systemCode(error: unknown): string | null {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error
  return isSystemError ? String(error.code) : null
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode : null
}

function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK)
    return true
  } catch {
    return false
  }
}
