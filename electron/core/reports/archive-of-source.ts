import { createHash } from 'node:crypto'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceInfo } from '../../../shared/connection.ts'
import type { Log } from '../log.ts'
import { openArchive, type Archive } from './archive.ts'
import { copyArchive } from './archive-copy.ts'
import type { AccessWatcher } from './archive-database.ts'
import { archiveError } from './archive-errors.ts'
import { placeOf, rememberPlace } from './archive-place.ts'

export interface ArchivesOfSource {
  hasAny(): boolean
  /** The newest archive of the source, or a first one. */
  newest(watcher?: AccessWatcher): Archive
  /** A new archive beside the older ones, which stay as they are. */
  begin(watcher?: AccessWatcher): Archive
  /** Makes a copy of another source's newest archive the newest of this one. */
  continueFrom(other: ArchivesOfSource): void
  /** Every archive but the newest, newest first, and what a move that was cut off left at the old place. */
  older(): string[]
  /** The newest lies in another file from now on. */
  newestMovedTo(file: string): void
}

/**
 * The archives that belong to a source: kind, host, port, database, prefixes and offset. File names come from a hash of
 * these, never from names or host text. All throw AppError `archive_unusable`.
 */
export function archiveOfSource(options: { dataDir: string; info: SourceInfo; log: Log }): ArchivesOfSource {
  const folder = join(options.dataDir, 'archives')
  const stem = sourceHash(options.info)
  const fileOf = (number: number): string => join(folder, `${stem}-${number}.sqlite`)
  const open = (number: number, watcher?: AccessWatcher): Archive =>
    openArchive({ file: placeOf(fileOf(number)), log: options.log, isOwnFile: true, watcher })
  const newestNumber = (): number => Math.max(1, lastNumber(folder, stem))
  return {
    hasAny: () => lastNumber(folder, stem) > 0,
    newest: (watcher) => open(newestNumber(), watcher),
    older() {
      const newest = newestNumber()
      const used = placeOf(fileOf(newest))
      return Array.from({ length: newest }, (_, i) => fileOf(newest - i)).filter(
        (file) => file !== used && existsSync(file),
      )
    },
    newestMovedTo: (file) => rememberPlace(fileOf(newestNumber()), file),
    begin(watcher) {
      const earlier = lastNumber(folder, stem)
      const archive = open(claimNext(fileOf, earlier), watcher)
      if (earlier === 0) return archive
      const message = 'A new archive was begun for this address; the earlier one is kept and no longer used.'
      return { ...archive, notices: [{ code: 'new_archive', message }, ...archive.notices] }
    },
    continueFrom(other) {
      const archive = other.newest()
      archive.close()
      copyArchive(archive.file, fileOf(claimNext(fileOf, lastNumber(folder, stem))))
    },
  }
}

function sourceHash({ kind, address, prefix, reportPrefix, bucketOffsetMinutes }: SourceInfo): string {
  const { hostname, port, pathname } = new URL(address)
  const host = hostname.toLowerCase()
  const database = Number(pathname.slice(1) || 0) || 0
  const identity = [kind, host, Number(port || 6379), database, prefix, reportPrefix, bucketOffsetMinutes]
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16)
}

function lastNumber(folder: string, stem: string): number {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
    const numbers = readdirSync(folder).map((name) => {
      const match = /^([0-9a-f]{16})-([1-9][0-9]{0,8})\.sqlite(\.moved)?$/.exec(name)
      return match?.[1] === stem ? Number(match[2]) : 0
    })
    return Math.max(0, ...numbers)
  } catch (error) {
    throw archiveError(error, folder)
  }
}

/** Makes the next free file exclusively, so that two processes never begin the same one. */
function claimNext(fileOf: (number: number) => string, last: number): number {
  for (let number = last + 1; ; number += 1) {
    try {
      closeSync(openSync(fileOf(number), 'wx', 0o600))
      return number
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw archiveError(error, fileOf(number))
    }
  }
}
