import { readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { ArchiveFile, ArchiveInfo } from '../../../shared/archive-info.ts'
import { isoInstant } from '../../../shared/time.ts'
import { archiveBytes } from '../app-info.ts'
import { listBackups } from './archive-backups.ts'
import type { KeptArchive } from './kept-archive.ts'

/** What an archive holds and what lies beside it. `older` are files of the same source that are used no longer. */
export function archiveInfo(kept: KeptArchive, older: string[], isReadOnly: boolean): ArchiveInfo {
  const { file } = kept.archive
  return {
    file,
    bytes: archiveBytes(file),
    content: kept.archive.content(),
    backups: listBackups(file).map(({ file: backup, atMs, bytes }) => ({
      file: backup,
      bytes,
      at: isoInstant(atMs),
    })),
    older: older.map(fileFacts),
    broken: brokenBeside(file)
      .map(fileFacts)
      .sort((a, b) => (a.at < b.at ? 1 : -1)),
    isReadOnly,
    issues: kept.issues(),
  }
}

function fileFacts(file: string): ArchiveFile {
  const stat = statSync(file, { throwIfNoEntry: false })
  return { file, bytes: archiveBytes(file), at: isoInstant(stat?.mtimeMs ?? 0) }
}

function brokenBeside(file: string): string[] {
  const beginning = `${basename(file)}.broken-`
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(beginning) && /^[0-9]+$/.test(name.slice(beginning.length)))
    .map((name) => join(dirname(file), name))
}
