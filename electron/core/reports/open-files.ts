import { fileIdentity } from './archive-quarantine.ts'

/** How often each file is open in this process, by its identity. */
const open = new Map<string, number>()

/**
 * Whether this process has a file open with SQLite. Such a file must not be opened and closed by other means: on POSIX that
 * drops the locks of the whole process (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export function isOpenHere(file: string): boolean {
  const identity = fileIdentity(file)
  return identity !== null && open.has(identity)
}

/** Notes that SQLite has a file open; gives back what is called when it closed it. */
export function noteOpen(file: string): () => void {
  const identity = fileIdentity(file)
  if (identity === null) return () => undefined
  open.set(identity, (open.get(identity) ?? 0) + 1)
  return () => {
    const rest = (open.get(identity) ?? 1) - 1
    if (rest > 0) open.set(identity, rest)
    else open.delete(identity)
  }
}
