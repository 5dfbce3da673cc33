import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** Every view by its path and heading: whatever must hold on each of them is looked at by this list. */
export const views = [
  { path: '/', heading: 'Overview' },
  { path: '/trends', heading: 'Trends' },
  { path: '/apis', heading: 'APIs' },
  { path: '/users', heading: 'Users' },
  { path: '/reports', heading: 'Reports' },
  { path: '/health', heading: 'Health' },
  { path: '/connections', heading: 'Connections' },
  { path: '/settings', heading: 'Settings' },
] as const

/** The sizes for which the page is made. */
export const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const

/** Goes to a view in UTC, with more of its state where that is given. */
export async function goTo(
  page: Page,
  { path, heading }: { path: string; heading: string },
  query: Record<string, string> = {},
): Promise<void> {
  const hash = `#${path}?${new URLSearchParams({ zone: 'UTC', ...query }).toString()}`
  await page.evaluate((next) => {
    location.hash = next
  }, hash)
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
}
