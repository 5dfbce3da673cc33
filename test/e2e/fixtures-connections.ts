import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

export async function goToConnections(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Saved' }).getByRole('listitem').first()).toBeVisible()
}

/** A saved connection in the list, by its name. */
export function itemOf(page: Page, name: string): Locator {
  const heading = page.getByRole('heading', { name, level: 3 })
  return page.getByRole('region', { name: 'Saved' }).getByRole('listitem').filter({ has: heading })
}

/** The names in the list, in its order. */
export function savedNames(page: Page): Promise<string[]> {
  return page.getByRole('region', { name: 'Saved' }).getByRole('heading', { level: 3 }).allInnerTexts()
}

/** Opens a saved connection from its list, as far as its first question. */
export function pressOpen(page: Page, name: string): Promise<void> {
  return itemOf(page, name).getByRole('button', { name: /^Open/ }).click()
}

/** The card in the lower left. */
export function cardOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Connection', exact: true })
}
