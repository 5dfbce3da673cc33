import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  folder: string
  /** Leaves no byte of room. */
  fill(): void
  /** Gives the room back. */
  free(): void
  remove(): void
}

/** A disk of 4 MB in memory; null, with the reason on the console, where this account may not mount one. */
export function smallDisk(): SmallDisk | null {
  const mounted = mountMemory('size=4m', 'a small disk')
  if (!mounted) return null
  const { folder, remove } = mounted
  const filler = join(folder, 'filler')
  return {
    folder,
    fill() {
      const descriptor = openSync(filler, 'w')
      for (const size of [65_536, 4_096, 1]) {
        try {
          for (;;) writeSync(descriptor, Buffer.alloc(size))
        } catch {
          // Full, to that size.
        }
      }
      closeSync(descriptor)
    },
    free: () => rmSync(filler, { force: true }),
    remove,
  }
}

/** A folder that nobody may write to, root neither; null as above. */
export function readOnlyFolder(): Pick<SmallDisk, 'folder' | 'remove'> | null {
  return mountMemory('ro', 'a disk that is only read')
}

function mountMemory(options: string, what: string): Pick<SmallDisk, 'folder' | 'remove'> | null {
  const folder = mkdtempSync(join(tmpdir(), 'mounted-'))
  const { status, error, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  if (status !== 0) {
    console.warn(`Not shown here: ${what} cannot be mounted (${error?.message ?? String(stderr).trim()}).`)
    rmSync(folder, { recursive: true })
    return null
  }
  return {
    folder,
    remove() {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
