import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type BrowserContext } from '@playwright/test'
import type { Connections } from '../../shared/saved-connection.ts'
import type { BenchContext } from './row.ts'

const root = join(import.meta.dirname, '..', '..')
const chromiumFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export interface AppInBrowser {
  /** A browser that holds the session's cookie. */
  browser: BrowserContext
  /** The overview in UTC. */
  address: string
}

/** Builds the app where its sources are newer, serves it to a Chromium and connects it to a Redis. */
export async function openAppInBrowser(context: BenchContext, redisUrl: string): Promise<AppInBrowser> {
  const built = spawnSync(process.execPath, [join(root, 'electron', 'launch', 'build.mjs')], {
    stdio: 'inherit',
  })
  if (built.status !== 0) throw new Error('The app could not be built.')
  const link = await startHost(context)
  const chrome = await chromium.launch({
    executablePath: process.env['PLAYWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
    args: chromiumFlags,
  })
  context.atEnd(() => chrome.close())
  context.note('Chromium', `${chrome.version()}, headless`)
  const browser = await chrome.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } })
  const page = await browser.newPage()
  await page.goto(link)
  const answer = await page.evaluate(
    (url) => window.bridge.call('connect', { url, name: 'Bench', archive: 'new' }),
    redisUrl,
  )
  if (!answer.ok) throw new Error(`The app could not connect: ${answer.message}`)
  const kept = await page.evaluate(async () => {
    const connections = await window.bridge.call('connections', {})
    const id = connections.ok ? (connections.value as Connections).openId : null
    return window.bridge.call('saveConnection', { id, reportZone: 'UTC' })
  })
  if (!kept.ok) throw new Error(`The report zone could not be chosen: ${kept.message}`)
  await page.close()
  return { browser, address: `${new URL(link).origin}/#/?zone=UTC` }
}

async function startHost(context: BenchContext): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tallyscope-bench-'))
  context.atEnd(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }))
  const host = spawn(process.execPath, [join(root, 'electron', 'web.ts')], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TALLYSCOPE_DATA_DIR: dataDir },
  })
  context.atEnd(() => end(host))
  return new Promise<string>((resolve, reject) => {
    createInterface(host.stdout).once('line', resolve)
    host.once('exit', (code) => reject(new Error(`The browser host ended at its start with code ${code}.`)))
  })
}

async function end(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return
  const ended = once(host, 'exit')
  host.kill('SIGTERM')
  await ended
}
