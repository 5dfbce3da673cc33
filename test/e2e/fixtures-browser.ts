import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Browser } from '@playwright/test'
import { launchChromium } from '../support/chromium.ts'
import type { Door, OpenApp } from './fixtures-door.ts'

/** The app in Chromium, served by the loopback host. */
export function browserDoor(): Door {
  let browser: Browser | null = null
  return {
    unavailable: null,
    async open({ dataDir, watch }): Promise<OpenApp> {
      const { host, link } = await startHost(dataDir)
      browser ??= await launchChromium()
      const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
      const page = await context.newPage()
      watch(page)
      await page.goto(link)
      return {
        page,
        electron: null,
        async close() {
          await context.close()
          await end(host, 'SIGTERM')
        },
        async kill() {
          await end(host, 'SIGKILL')
          await context.close()
        },
      }
    },
    async close() {
      await browser?.close()
    },
  }
}

async function end(host: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return
  const ended = once(host, 'exit')
  host.kill(signal)
  await ended
}

async function startHost(dataDir: string): Promise<{ host: ChildProcess; link: string }> {
  const host = spawn(process.execPath, ['electron/web.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TALLYSCOPE_DATA_DIR: dataDir },
  })
  const link = await new Promise<string>((resolve, reject) => {
    createInterface(host.stdout!).once('line', resolve)
    host.once('exit', (code) => reject(new Error(`The browser host ended at its start with code ${code}.`)))
  })
  return { host, link }
}
