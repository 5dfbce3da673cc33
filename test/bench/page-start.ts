import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import type { AppInBrowser } from './app-in-browser.ts'
import { calibrate } from './calibration.ts'

export interface PageStart {
  /** From navigation until the figures stand in the table and the page takes input again. */
  interactiveMs: number
  /** JavaScript that the page loaded until then, each file gzipped. */
  scriptBytes: number
  loopMs: number
}

/** Opens the page as if for the first time, without anything in the cache. */
export async function startPage(
  { browser, address }: AppInBrowser,
  firstEndpoint: string,
): Promise<PageStart> {
  const page = await browser.newPage()
  const scripts: Response[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response)
  })
  const session = await browser.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.addInitScript(noteLongTasks)
  await page.goto(address)
  const interactiveMs = await untilInteractive(page, firstEndpoint)
  const bodies = await Promise.all(scripts.map((response) => response.body()))
  const scriptBytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
  const loopMs = await calibrate(page)
  await page.close()
  return { interactiveMs, scriptBytes, loopMs }
}

function noteLongTasks(): void {
  const ends: number[] = []
  Object.defineProperty(window, 'longTaskEnds', { value: ends })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) ends.push(startTime + duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** The instant at which the first row is painted, or the end of the last long task where none follows for a second. */
async function untilInteractive(page: Page, text: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const isShown = (): boolean => document.querySelector('tbody')?.textContent.includes(wanted) ?? false
    while (!isShown()) await new Promise(requestAnimationFrame)
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
    const paintedMs = performance.now()
    const ends = (window as unknown as { longTaskEnds: number[] }).longTaskEnds
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    return Math.max(paintedMs, ...ends.filter((end) => end < paintedMs + 1_000))
  }, text)
}
