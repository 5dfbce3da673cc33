import type { CDPSession } from '@playwright/test'
import type { AppInBrowser } from './app-in-browser.ts'
import { calibrate } from './calibration.ts'
import { scriptingMs, traceCategories } from './scripting.ts'
import { pause } from './pause.ts'

export interface PageTicks {
  ticks: number
  /** JavaScript a tick, in milliseconds. */
  scriptMs: number
  /** Everything that the page's main thread did a tick: script, style, layout, paint. */
  taskMs: number
  loopMs: number[]
}

/** What the page does while it shows live figures that change each second. */
export async function watchTicks(
  { browser, address }: AppInBrowser,
  firstEndpoint: string,
  seconds: number,
): Promise<PageTicks> {
  const page = await browser.newPage()
  let ticks = 0
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('"method":"overview"')) ticks += 1
    })
  })
  await page.goto(address)
  await page.getByText(firstEndpoint).first().waitFor()
  await pause(3_000)
  const loopMs = [await calibrate(page)]
  await pause(2_000)
  const session = await browser.newCDPSession(page)
  await session.send('Performance.enable')
  const shownBefore = await page.locator('tbody').first().textContent()
  const chrome = browser.browser()!
  await chrome.startTracing(page, { categories: traceCategories })
  ticks = 0
  const before = await taskSeconds(session)
  await pause(seconds * 1_000)
  const after = await taskSeconds(session)
  const counted = ticks
  const trace = await chrome.stopTracing()
  const shownAfter = await page.locator('tbody').first().textContent()
  if (shownBefore === shownAfter) throw new Error('The figures of the page do not move.')
  loopMs.push(await calibrate(page))
  await page.close()
  return {
    ticks: counted,
    scriptMs: scriptingMs(trace) / counted,
    taskMs: (1_000 * (after - before)) / counted,
    loopMs,
  }
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
}
