import type { Page } from '@playwright/test'
import type { RedisServer } from '../support/redis-server.ts'
import { expect } from './fixtures.ts'

export interface Calls {
  endpoint: string
  status?: string
  count?: number
}

/** Counts calls of this moment as a service would, by literal keys. */
export async function countCalls(
  redis: RedisServer,
  { endpoint, status = 'success', count = 1 }: Calls,
): Promise<void> {
  const seconds = Date.now() / 1_000
  const minute = `stats:minute:${Math.floor(seconds / 60)}`
  const hour = `stats:hour:${Math.floor(seconds / 3_600)}`
  const day = `stats:day:${Math.floor(seconds / 86_400)}`
  const keys = [
    ...[minute, hour, day].flatMap((bucket) => [`${bucket}:api:${endpoint}`, `${bucket}:total`]),
    `${day}:status:${status}`,
    `${day}:user:1`,
  ]
  for (const key of keys) await redis.command('INCRBY', key, count)
}

/** Connects by the form, as a person does, answers that reports go by UTC, and goes to the overview in UTC. */
export async function connectTo(page: Page, url: string, name = 'Test Redis'): Promise<void> {
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByLabel('Address').fill(url)
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByText(`Connected to ${name}.`)).toBeVisible()
  // Shown with the same answer as the line above; a connection that was known has been asked before.
  const question = page.getByRole('region', { name: 'Days of reports' })
  if (await question.isVisible()) await question.getByRole('button', { name: 'By UTC days' }).click()
  await expect(question).toHaveCount(0)
  await page.evaluate(() => {
    location.hash = '#/?zone=UTC'
  })
  await expect(tileOf(page, 'Calls today')).toBeVisible()
}

/** A tile by its label. */
export function tileOf(page: Page, label: string) {
  return page.getByRole('article').filter({ has: page.getByRole('heading', { name: label }) })
}
