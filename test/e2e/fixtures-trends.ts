import type { Locator, Page } from '@playwright/test'
import type { RedisServer, SeedEntry } from '../support/redis-server.ts'
import { expect } from './fixtures.ts'

/** Calls that were counted of each endpoint in an hour since 1970, so that no two neighbours are alike. */
export const callsOf = {
  '/api/weather': (hour: number): number => 100 + (hour % 7),
  '/api/news': (hour: number): number => 10 + (hour % 5),
  '<b>odd\n"name"': (hour: number): number => 1 + (hour % 3),
} as const

export type Endpoint = keyof typeof callsOf

/** All calls of an hour. */
export function totalOf(hour: number): number {
  return Object.values(callsOf).reduce((sum, calls) => sum + calls(hour), 0)
}

/**
 * Literal counters of every hour of the last 20 days, the running one as if it were over, and the next one in case the hour
 * turns meanwhile; minutes share the first 60 calls of their hour, one each.
 */
export function hourSeed(nowMs: number): SeedEntry[] {
  const counters = new Map<string, number>()
  const add = (key: string, calls: number): void => void counters.set(key, (counters.get(key) ?? 0) + calls)
  const running = Math.floor(nowMs / 3_600_000)
  for (let hour = running - 20 * 24; hour <= running + 1; hour++) {
    const day = Math.floor(hour / 24)
    for (const [endpoint, calls] of Object.entries(callsOf)) {
      for (const bucket of [`stats:hour:${hour}`, `stats:day:${day}`]) {
        add(`${bucket}:total`, calls(hour))
        add(`${bucket}:api:${endpoint}`, calls(hour))
      }
      add(`stats:day:${day}:status:success`, calls(hour))
    }
  }
  return [...counters].map(([key, calls]) => [key, String(calls)])
}

/** Connects by the bridge, which is quicker than by the form, and opens the page of trends in UTC. */
export async function openTrends(page: Page, redis: RedisServer, query = ''): Promise<void> {
  await page.evaluate(async (url) => {
    const { bridge } = window as unknown as {
      bridge: { call(method: string, input: unknown): Promise<{ ok: boolean; message?: string }> }
    }
    const answer = await bridge.call('connect', { url, name: 'Test Redis' })
    if (!answer.ok) throw new Error(answer.message)
    // Finds the endpoints, as the first look at the overview would.
    await bridge.call('overview', { zone: 'UTC', complete: true })
  }, redis.url)
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/trends?zone=UTC${query}`)
  await expect(figureOf(page, 'Calls')).toBeVisible()
}

/** A key figure by its label. */
export function figureOf(page: Page, label: string): Locator {
  return page
    .locator('.figures article')
    .filter({ has: page.getByRole('heading', { name: label, exact: true }) })
}

export interface Row {
  /** Hours since 1970. */
  hour: number
  cells: string[]
}

/** The rows of the table of hours in UTC: each says in which hour it lies. */
export async function tableRows(page: Page): Promise<Row[]> {
  const rows = await page.locator('.chart tbody tr').all()
  const texts = await Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()))
  return texts.map((cells) => ({ hour: hourOf(cells[0]!), cells }))
}

/** The hour of "24 Nov, 15:00–16:00" nearest to now. */
export function hourOf(text: string): number {
  const [, day, month, time] = /^(\d+) (\w{3})\w*, (\d\d:\d\d)/.exec(text)!
  const year = new Date().getUTCFullYear()
  const hours = [year - 1, year, year + 1].map(
    (of) => Date.parse(`${day} ${month} ${of} ${time} UTC`) / 3_600_000,
  )
  const now = Date.now() / 3_600_000
  return hours.reduce((best, one) => (Math.abs(one - now) < Math.abs(best - now) ? one : best))
}

/** What the clipboard holds, read as a person would: by pasting it. */
export async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    const area = document.createElement('textarea')
    area.id = 'pasted'
    document.body.append(area)
    area.focus()
  })
  await page.keyboard.press('ControlOrMeta+V')
  const area = page.locator('#pasted')
  const text = await area.inputValue()
  await area.evaluate((one) => one.remove())
  return text
}
