import { existsSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { ExportArchiveInput } from '../../../shared/archive-info.ts'
import { AppError } from '../../../shared/errors.ts'
import { isoInstant } from '../../../shared/time.ts'
import { copyArchiveTo, type CopyRun } from './copy-database.ts'

/** Writes one whole copy of an archive and gives its name. Errors: `bad_input`, `archive_unusable`, `cancelled`. */
export async function exportArchive(
  from: string,
  where: ExportArchiveInput,
  { run, nowMs }: { run: CopyRun; nowMs: number },
): Promise<string> {
  const to = 'file' in where ? where.file : freeName(where.folder, nowMs)
  if (!isAbsolute(to) || !(statSync(dirname(to), { throwIfNoEntry: false })?.isDirectory() ?? false))
    throw new AppError(
      'bad_input',
      `${dirname(to)} is no folder: name one that is there, with its whole path.`,
    )
  await copyArchiveTo(from, resolve(to), run)
  return resolve(to)
}

function freeName(folder: string, nowMs: number): string {
  const stem = join(folder, `tallyscope-archive-${isoInstant(nowMs).slice(0, 10)}`)
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${stem}.sqlite` : `${stem}-${number}.sqlite`
    if (!existsSync(file)) return file
  }
}
