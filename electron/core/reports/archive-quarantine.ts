import { existsSync, linkSync, renameSync, statSync } from 'node:fs'

/** What tells one file from another of the same name; null where there is none. */
export function fileIdentity(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`
}

/**
 * Renames a damaged file to the first free `….broken-N`, its `-wal` and `-shm` with it, and gives the new name; another file
 * takes its place at the same instant where one is given. Null, and nothing renamed, where another process already put another
 * file there.
 */
export function quarantine(file: string, identity: string | null, successor?: string): string | null {
  if (fileIdentity(file) !== identity) return null
  let number = 1
  while (existsSync(`${file}.broken-${number}`)) number += 1
  const movedTo = `${file}.broken-${number}`
  // The main file last: a log left beside a new file would be played into it.
  for (const companion of ['-wal', '-shm']) {
    if (existsSync(file + companion)) renameSync(file + companion, movedTo + companion)
  }
  if (!existsSync(file)) return movedTo
  if (successor === undefined) {
    renameSync(file, movedTo)
    return movedTo
  }
  keepBoth(file, movedTo)
  renameSync(successor, file)
  return movedTo
}

/** A second name, so that nobody finds no file between the two renames; a mere rename where the disk knows no such thing. */
function keepBoth(file: string, movedTo: string): void {
  try {
    linkSync(file, movedTo)
  } catch {
    renameSync(file, movedTo)
  }
}
