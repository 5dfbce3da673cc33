import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures.ts'
import { clientOf } from './fixtures-passwords.ts'
import { connectTo, countCalls, tileOf } from './fixtures-traffic.ts'

async function inBothThemes(page: Page, look: () => Promise<void>): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    await look()
  }
}

test('axe finds nothing on the overview, its tables, menus and dialogs', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await inBothThemes(page, () => expectAccessible(page))
  const asTable = page.getByRole('button', { name: /Show as table/ })
  await asTable.first().click()
  await asTable.first().click()
  await expect(asTable).toHaveCount(0)
  await inBothThemes(page, () => expectAccessible(page))
  await page.getByRole('button', { name: 'Display' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Time zone of the view/ }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Keyboard map' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
})

test('axe finds nothing on the connection page, with and without a result', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather' })
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await inBothThemes(page, () => expectAccessible(page))
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByText('Advanced').click()
  await inBothThemes(page, () => expectAccessible(page))
  await page.getByLabel('Address').fill(redis.url)
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByRole('region', { name: 'Test result' })).toContainText('connect')
  await inBothThemes(page, () => expectAccessible(page))
})

test('axe finds nothing on saved connections, their question, their switcher and the prompt for a password', async ({
  page,
  redis,
}) => {
  const { api } = clientOf(page)
  await api.saveConnection({ url: 'redis://127.0.0.1:1', name: 'Nobody' })
  const { id } = await api.saveConnection({ url: redis.url, name: 'Orders', production: true, password: 'x' })
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByRole('button', { name: 'Edit Orders' }).click()
  await page.getByText('Advanced').click()
  await expect(page.getByLabel('Days of reports')).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await api.saveConnection({ id, password: null })
  await api.openConnection({ id })
  await expect(page.getByRole('region', { name: 'Days of reports' })).toBeVisible()
  await page.getByRole('button', { name: 'Open Nobody' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('button', { name: 'Delete Nobody' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await page.getByRole('button', { name: /Switch connection/ }).click()
  await expect(page.getByRole('option', { name: /Orders/ })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await page.keyboard.press('Escape')
  await redis.command('CONFIG', 'SET', 'requirepass', 'changed')
  await page.getByRole('button', { name: 'Open again Orders' }).click()
  await expect(page.getByRole('dialog', { name: 'Password for Orders' })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
})

test('axe finds nothing on an empty overview and on one whose Redis is away', async ({ page, redis }) => {
  await connectTo(page, redis.url)
  await expect(page.locator('.notice')).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await countCalls(redis, { endpoint: '/api/weather', count: 50 })
  await expect(tileOf(page, 'Calls today')).toContainText('50')
  await redis.kill('SIGKILL')
  await expect(page.locator('.overview')).toHaveClass(/is-stale/)
  await inBothThemes(page, () => expectAccessible(page))
})

test('nothing is cut off at 900 by 600 and at twice the size', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  for (const size of [
    { width: 900, height: 600 },
    { width: 640, height: 400 },
  ]) {
    await page.setViewportSize(size)
    await expect.poll(() => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
    await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible()
  }
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByText('Advanced').click()
  await expect.poll(() => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
})
