import type { Locator, Page } from '@playwright/test'
import type { RedisServer } from '../support/redis-server.ts'
import { clientOf } from './fixtures-passwords.ts'
import { callsOf, hourSeed, totalOf, type Endpoint } from './fixtures-trends.ts'
import { expect } from './fixtures.ts'
import { tileOf } from './fixtures-traffic.ts'
import { goTo } from './fixtures-views.ts'

/** One of the closed days of `hourSeed`. */
export interface SeededDay {
  /** Since 1970. */
  number: number
  date: string
  /** As the page writes it. */
  calls: string
  callsOf(endpoint: Endpoint): number
}

const reports = { path: '/reports', heading: 'Reports' }

export function daysAgo(days: number): SeededDay {
  const number = Math.floor(Date.now() / 86_400_000) - days
  const hours = Array.from({ length: 24 }, (_hour, i) => 24 * number + i)
  const sum = (calls: (hour: number) => number): number => hours.reduce((all, hour) => all + calls(hour), 0)
  return {
    number,
    date: new Date(number * 86_400_000).toISOString().slice(0, 10),
    calls: written(sum(totalOf)),
    callsOf: (endpoint) => sum(callsOf[endpoint]),
  }
}

export function written(calls: number): string {
  return calls.toLocaleString('en-GB')
}

/** Fills a Redis with hours of three weeks and connects to it; by which days it is reported is left open. */
export async function connectFilled(page: Page, redis: RedisServer): Promise<void> {
  await redis.seed(hourSeed(Date.now()))
  await clientOf(page).api.connect({ url: redis.url, name: 'Test Redis' })
}

/** Goes to the month of a day. */
export async function goToMonthOf(page: Page, { date }: SeededDay): Promise<void> {
  await goTo(page, reports, { month: date.slice(0, 7) })
}

/** Goes to the report of a day that has one. */
export async function goToReport(
  page: Page,
  day: SeededDay,
  query: Record<string, string> = {},
): Promise<void> {
  await goTo(page, reports, { date: day.date, ...query })
  await expect(tileOf(page, 'Calls')).toContainText(day.calls)
}

/** The row of a day in the list of its month. */
export function rowOf(page: Page, { date }: SeededDay): Locator {
  return page.locator('tr').filter({ has: page.locator(`th a[href*="date=${date}"]`) })
}

/** Connected, asked, and with every report made. */
export async function withReports(page: Page, redis: RedisServer): Promise<void> {
  await connectFilled(page, redis)
  const { api } = clientOf(page)
  const { source } = await api.connection()
  await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
  await api.makeMissingReports()
}
