import { access, constants } from 'node:fs/promises'
import type { AutoExport } from '../../../shared/exports.ts'
import { placeError } from './place-error.ts'
import { assertFolder } from './placing.ts'

/**
 * Throws where another folder is chosen in which nothing can be written: `bad_input`, `no_folder`, `place_unwritable`. One that was
 * chosen before may be away.
 */
export async function assertFolderOf(chosen: AutoExport | undefined, before: AutoExport): Promise<void> {
  const { folder } = chosen ?? before
  if (folder === null || folder === before.folder) return
  await assertFolder(folder)
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw placeError(error, folder)
  })
}
