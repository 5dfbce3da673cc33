import type { Page } from '@playwright/test'
import type { AppInBrowser } from './app-in-browser.ts'
import { calibrate } from './calibration.ts'
import { pause } from './pause.ts'
import { median } from './samples.ts'

export interface ViewTasks {
  /** The longest task of each round, their median, in milliseconds; 0 where none took over 50. */
  longestMs: number
  loopMs: number[]
}

/** Opens a view, waits until `ready` is there, and scrolls everything that can be scrolled to its end and back. */
export async function watchView(
  { browser, address }: AppInBrowser,
  { path, ready, rounds }: { path: string; ready: string; rounds: number },
): Promise<ViewTasks> {
  const longest: number[] = []
  const loopMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage()
    await page.addInitScript(noteLongTasks)
    const url = new URL(address)
    url.hash = `${path}${path.includes('?') ? '&' : '?'}zone=UTC`
    await page.goto(url.href)
    await page.locator(ready).first().waitFor()
    // Two live ticks at least.
    await pause(3_000)
    await scrollAll(page)
    longest.push(await page.evaluate(() => Math.max(0, ...(window as unknown as LongTasks).longTasks)))
    loopMs.push(await calibrate(page))
    await page.close()
  }
  return { longestMs: median(longest), loopMs }
}

interface LongTasks {
  longTasks: number[]
}

function noteLongTasks(): void {
  const longTasks: number[] = []
  Object.defineProperty(window, 'longTasks', { value: longTasks })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })
}

async function scrollAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const steps = 30
    const areas = [...document.querySelectorAll('main, main *')].filter(
      ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 40 && clientHeight > 40,
    )
    for (const area of areas) {
      for (let step = 0; step <= 2 * steps; step++) {
        const share = (step <= steps ? step : 2 * steps - step) / steps
        area.scrollTop = share * (area.scrollHeight - area.clientHeight)
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
    }
  })
}
