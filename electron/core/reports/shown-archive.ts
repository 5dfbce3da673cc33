import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { chmod, copyFile } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { openArchive } from './archive.ts'
import { archiveError } from './archive-errors.ts'
import { copyArchiveTo, type CopyRun } from './copy-database.ts'
import { keepArchive } from './kept-archive.ts'
import type { ShownArchive } from './present-archive.ts'

/**
 * Opens an archive only to read it: a copy of it is read, so that nothing is written to the file itself, and an older one can be
 * brought forward. Throws AppError `bad_input` where there is no such file, `archive_unusable` where it is no sound archive.
 */
export async function openShown(
  file: string,
  { dataDir, clock, log, run }: { dataDir: string; clock: Clock; log: Log; run: CopyRun },
): Promise<ShownArchive> {
  if (!isAbsolute(file) || !(statSync(file, { throwIfNoEntry: false })?.isFile() ?? false))
    throw new AppError('bad_input', `There is no file ${file}: name one that is there, with its whole path.`)
  const folder = join(dataDir, `shown-${process.pid}`)
  const copy = join(folder, basename(file))
  const drop = (): void => rmSync(folder, { recursive: true, force: true })
  drop()
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (existsSync(`${file}-wal`)) await copyArchiveTo(file, copy, run)
    else await copyFile(file, copy)
    await chmod(copy, 0o600)
    run.signal.throwIfAborted()
    const archive = openArchive({ file: copy, log })
    if (archive.notices.length > 0) {
      archive.close()
      throw new AppError('archive_unusable', `The archive ${file} is damaged and cannot be shown.`)
    }
    const kept = keepArchive(() => archive, { clock, log, open: () => archive, onIssues: () => undefined })
    kept.report('shown', {
      code: 'archive_shown',
      message: `These figures are those of the archive ${basename(file)}, which is only read; Redis is not asked.`,
      params: { file: basename(file) },
    })
    return { file, kept, drop }
  } catch (error) {
    drop()
    const known = archiveError(error, file)
    // The copy has another folder than the file that a person named.
    throw new AppError(known.code, known.message.replaceAll(copy, file), { cause: error })
  }
}
