import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { chromium, expect, type Browser, type Page } from '@playwright/test'
import { electronFlags } from '../e2e/fixtures-electron.ts'

/** A packed program that runs, seen through Chromium's own protocol: its fuses keep out Node's, which Playwright would use. */
export interface PackedWindow {
  page: Page
  /** Closes the window, as a person does; gives the exit code. */
  close(): Promise<number | null>
  /** Ends the program if it still runs. */
  kill(): Promise<void>
}

export async function openPackedWindow(program: string, dataDir: string): Promise<PackedWindow> {
  const child = spawn(program, ['--remote-debugging-port=0', ...electronFlags()], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TALLYSCOPE_DATA_DIR: dataDir },
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const kill = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  }
  try {
    const { browser, page } = await attach(await devTools(child))
    return {
      page,
      async close() {
        // The program may be gone before it answers.
        await page.close().catch(() => undefined)
        const code = await ended
        await browser.close()
        return code
      },
      kill,
    }
  } catch (error) {
    await kill()
    throw error
  }
}

function devTools(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The program ended at its start with ${code}.\n${said}`)))
    createInterface(child.stderr!).on('line', (line) => {
      said += `${line}\n`
      const [, address] = /^DevTools listening on (ws:\S+)/.exec(line) ?? []
      if (address) resolve(new URL(address))
    })
  })
}

/** Takes hold of the page when it has loaded: of one that loads meanwhile a part may be missed. */
async function attach(address: URL): Promise<{ browser: Browser; page: Page }> {
  const titles = async (): Promise<string[]> => {
    const response = await fetch(`http://${address.host}/json/list`)
    return ((await response.json()) as { title: string }[]).map(({ title }) => title)
  }
  await expect.poll(titles, { timeout: 30_000 }).toContainEqual(expect.stringContaining('· Tallyscope'))
  const browser = await chromium.connectOverCDP(address.href)
  const [page] = browser.contexts().flatMap((context) => context.pages())
  return { browser, page: page! }
}
