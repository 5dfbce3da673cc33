import { existsSync } from 'node:fs'
import { chromium, type Browser } from '@playwright/test'

const executablePath = process.env['PLAYWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium'

/** Whether the browser of the tests is on this machine. */
export function hasChromium(): boolean {
  return existsSync(executablePath)
}

/** The browser of the tests, which asks nobody for anything. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
