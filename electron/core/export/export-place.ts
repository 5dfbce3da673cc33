import { basename, dirname, isAbsolute, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { ExportFormat } from '../../../shared/exports.ts'

/** A folder that files get their own names in, or the one file that a person named. */
export type ExportPlace = { folder: string } | { file: string }

/** The folder of a place, and the name that its only file is to get; null where files are named by what they hold. */
export function folderOf(
  place: ExportPlace,
  formats: readonly ExportFormat[],
): { folder: string; name: string | null } {
  if ('folder' in place) return { folder: place.folder, name: null }
  const [format] = formats
  if (formats.length > 1 || format === undefined || format === 'csv')
    throw new AppError('bad_input', 'These are several files: name a folder for them.')
  const file = resolve(place.file)
  if (!isAbsolute(place.file))
    throw new AppError('bad_input', `Name the file with its whole path: ${place.file}.`)
  if (!file.toLowerCase().endsWith(`.${format}`) || basename(file).length <= format.length + 1)
    throw new AppError('bad_input', `The name of this file must end in .${format}: ${basename(file)}.`)
  return { folder: dirname(file), name: basename(file) }
}
