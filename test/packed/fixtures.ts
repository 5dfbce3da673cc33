import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { electronProgram } from '../e2e/fixtures-electron.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { packInto, type Packed } from './pack.ts'
import { openPackedWindow, type PackedWindow } from './window.ts'

export { expect }

interface Fixtures {
  /** Skips the test where nothing can be packed, and says why. */
  ability: null
  /** A folder of settings and archives, empty at first. */
  dataDir: string
  /** Starts the packed program on that folder. */
  open: () => Promise<PackedWindow>
  /** A real Redis, empty, of this test alone. */
  redis: RedisServer
}

interface WorkerFixtures {
  /** Why nothing can be packed here. */
  obstacle: string | null
  packed: Packed
}

/** The specs' `test`: the program is packed once for all of them, into a folder that is removed after the last. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  obstacle: [
    async ({}, use) => {
      const obstacle = process.platform === 'linux' ? electronProgram().why : 'the specs are of Linux'
      if (obstacle !== null) console.log(`The packed program is not tested: ${obstacle}.`)
      await use(obstacle)
    },
    { scope: 'worker' },
  ],

  packed: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'tallyscope-packed-'))
      try {
        await use(await packInto(folder, dirname(electronProgram().path)))
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 5 })
      }
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  ability: [
    async ({ obstacle }, use, testInfo) => {
      testInfo.skip(obstacle !== null, `Packed program: ${obstacle}`)
      await use(null)
    },
    { auto: true },
  ],

  dataDir: async ({}, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tallyscope-data-'))
    await use(dataDir)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  },

  open: async ({ packed, dataDir }, use) => {
    const opened: PackedWindow[] = []
    await use(async () => {
      const window = await openPackedWindow(packed.program, dataDir)
      opened.push(window)
      return window
    })
    for (const window of opened) await window.kill()
  },

  redis: async ({}, use) => {
    const redis = await startRedis()
    await use(redis)
    await redis.stop()
  },
})
