import { existsSync, renameSync, statSync } from 'node:fs'

/** What tells one file from another of the same name; null where there is none. */
export function fileIdentity(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`
}

/**
 * Renames a damaged file to the first free `….broken-N`, its `-wal` and `-shm` with it, and gives the new name. Null, and
 * nothing renamed, where another process already put another file in its place.
 */
export function quarantine(file: string, identity: string | null): string | null {
  if (fileIdentity(file) !== identity) return null
  let number = 1
  while (existsSync(`${file}.broken-${number}`)) number += 1
  const movedTo = `${file}.broken-${number}`
  // The main file last: a log left beside a new file would be played into it.
  for (const companion of ['-wal', '-shm', '']) {
    if (existsSync(file + companion)) renameSync(file + companion, movedTo + companion)
  }
  return movedTo
}
