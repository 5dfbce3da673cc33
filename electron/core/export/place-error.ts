import { AppError } from '../../../shared/errors.ts'

/** What the system said of a file or folder of an export, as an AppError with what to do. */
export function placeError(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const cause = { cause: error }
  switch (code) {
    case 'EEXIST':
      return fileExists(file)
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
      return new AppError('no_folder', `There is no folder for ${file}: make it, or choose another.`, cause)
    case 'ENAMETOOLONG':
      return new AppError(
        'name_too_long',
        `The name ${file} is longer than the disk allows: choose a shorter one.`,
        cause,
      )
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new AppError(
        'disk_full',
        `The disk has no room for ${file}: nothing was written. Make room and try again.`,
        cause,
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError(
        'place_unwritable',
        `${file} cannot be written: check the rights of its folder, or choose another.`,
        cause,
      )
    case 'ERR_INVALID_ARG_VALUE':
      return new AppError('bad_input', 'That is no name of a file or folder.', cause)
    case '':
      throw error
    default:
      return new AppError('place_unwritable', `${file} cannot be written (${code}).`, cause)
  }
}

/** A name that is taken. */
export function fileExists(file: string): AppError {
  return new AppError(
    'file_exists',
    `${file} is there already: nothing was written. Let it be replaced, or choose another folder.`,
  )
}
