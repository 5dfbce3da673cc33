import { existsSync, readFileSync, rmSync } from 'node:fs'
import * as v from 'valibot'
import { AppError } from '../../../shared/errors.ts'
import { writeFileDurably } from '../durable-file.ts'

const noteSchema = v.object({ file: v.string() })

/**
 * Where an archive lies: at its own place, or where the note `….moved` beside that says. Throws AppError `archive_unusable` where
 * a moved one is not there: a disk that is away must not lead to a new archive.
 */
export function placeOf(ownPlace: string): string {
  const file = movedTo(ownPlace)
  if (file === null) return ownPlace
  if (existsSync(file)) return file
  throw new AppError(
    'archive_unusable',
    `The archive was moved to ${file}, where it is not now: connect that disk, or put the file back.`,
  )
}

/** Remembers where an archive lies from now on; one instant decides, whatever is cut off when. */
export function rememberPlace(ownPlace: string, file: string): void {
  if (file === ownPlace) rmSync(noteOf(ownPlace), { force: true })
  else writeFileDurably(noteOf(ownPlace), `${JSON.stringify({ file })}\n`)
}

/** The note beside the place of an archive. */
export function noteOf(ownPlace: string): string {
  return `${ownPlace}.moved`
}

function movedTo(ownPlace: string): string | null {
  if (!existsSync(noteOf(ownPlace))) return null
  try {
    return v.parse(noteSchema, JSON.parse(readFileSync(noteOf(ownPlace), 'utf8'))).file
  } catch (error) {
    throw new AppError(
      'archive_unusable',
      `${noteOf(ownPlace)} should name the place of the archive and cannot be read: put the archive back and delete that file.`,
      { cause: error },
    )
  }
}
