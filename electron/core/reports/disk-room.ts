import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** Less than the log of one larger report takes. */
const leastBytes = 256_000

/** Whether the disk of a file has no room for what is written next; false where nobody can tell. */
export function isDiskFull(file: string): boolean {
  if (file === ':memory:') return false
  try {
    const { bavail, bsize } = statfsSync(dirname(file))
    return bavail * bsize < leastBytes
  } catch {
    return false
  }
}
