import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type ElectronApplication, type Page } from '@playwright/test'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { browserDoor } from './fixtures-browser.ts'
import type { Door } from './fixtures-door.ts'
import { electronDoor } from './fixtures-electron.ts'

export { expect }

/** The running app. */
export interface App {
  /** Its folder of settings and archives: empty at the start of each test. */
  dataDir: string
  /** The Electron side, null in a browser. */
  electron: ElectronApplication | null
  /** Console and page errors that a test provokes; any other fails it. */
  expectedErrors: RegExp[]
  /** Ends the app and starts it again with the same data. The page of before is gone: use the new one. */
  restart(): Promise<Page>
  /** Ends the app. */
  close(): Promise<void>
  /** Ends it at once, whatever it is doing; `restart` starts it again. */
  kill(): Promise<void>
}

interface Fixtures {
  app: App
  /** A real Redis, empty, of this test alone. */
  redis: RedisServer
}

/** The specs' `test`: `page` is the app's page, in Chromium or in Electron as the project says. */
export const test = base.extend<Fixtures & { running: { app: App; page: Page } }, { door: Door }>({
  door: [
    async ({}, use, { project }) => {
      const door = project.name === 'electron' ? electronDoor() : browserDoor()
      await use(door)
      await door.close()
    },
    { scope: 'worker' },
  ],

  running: async ({ door }, use, testInfo) => {
    testInfo.skip(door.unavailable !== null, `Electron: ${door.unavailable}`)
    const dataDir = await mkdtemp(join(tmpdir(), 'tallyscope-e2e-'))
    const errors: string[] = []
    const watch = (page: Page): void => {
      page.on('pageerror', (error) => errors.push(String(error.stack ?? error)))
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
    }
    let open = await door.open({ dataDir, watch })
    const app: App = {
      dataDir,
      electron: open.electron,
      expectedErrors: [],
      close: () => open.close(),
      kill: () => open.kill(),
      async restart() {
        await open.close()
        open = await door.open({ dataDir, watch })
        app.electron = open.electron
        return open.page
      },
    }
    await use({ app, page: open.page })
    if (testInfo.status !== testInfo.expectedStatus) {
      await open.page.screenshot({ path: testInfo.outputPath('page.png') }).catch(() => undefined)
    }
    await open.close()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    const unexpected = errors.filter((error) => !app.expectedErrors.some((expected) => expected.test(error)))
    expect(unexpected, 'errors on the console of the page').toEqual([])
  },

  app: async ({ running }, use) => use(running.app),
  page: async ({ running }, use) => use(running.page),

  redis: async ({}, use) => {
    await roomIn('hour')
    const redis = await startRedis()
    await use(redis)
    await redis.stop()
  },
})

/** Fails if axe finds anything on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`,
  )
  expect(found, 'what axe finds').toEqual([])
}
