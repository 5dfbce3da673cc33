import { createHash, randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** Several computers may write into one folder, and the number of a process says nothing on another. */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
const pattern = /^\.tallyscope-([0-9a-f]{8})-([1-9]\d*)-[0-9a-f]{12}\.tmp$/
const used = new Set<string>()

/** A name for what has not its own yet. */
export interface TemporaryFile {
  path: string
  /** Removes the file where it is there, and gives the name free. Never fails: what stays is removed by a later export. */
  remove(): Promise<void>
}

/** A name in a folder that nobody else uses. */
export function temporaryFile(folder: string): TemporaryFile {
  const name = `.tallyscope-${host}-${process.pid}-${randomBytes(6).toString('hex')}.tmp`
  const path = join(folder, name)
  used.add(name)
  return {
    path,
    async remove() {
      await rm(path, { force: true }).catch(() => undefined)
      used.delete(name)
    },
  }
}

/** Removes what processes of this computer that are no more left in a folder. Throws the system's errors. */
export async function removeStale(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, from, by] = pattern.exec(name) ?? []
    if (from !== host || used.has(name) || isAnother(Number(by))) continue
    await rm(join(folder, name), { force: true })
  }
}

/** Whether another process than this one has a number now. */
function isAnother(id: number): boolean {
  if (id === process.pid) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
