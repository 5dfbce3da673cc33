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
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
  const { status, error, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
  if (status !== 0) {
    console.warn(
      `Not shown here: a small disk cannot be mounted (${error?.message ?? String(stderr).trim()}).`,
    )
    rmSync(folder, { recursive: true })
    return null
  }
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
    remove() {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
