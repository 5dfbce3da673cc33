import { expect, test } from './fixtures.ts'
import { tileOf } from './fixtures-traffic.ts'

test('the language changes at once and is kept', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menuitemradio', { name: '简体中文' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '概览' })).toBeVisible()
  await expect(tileOf(page, '今日调用')).toContainText(/\d,\d{3}/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: '概览' })).toBeVisible()
  await page.getByRole('link', { name: '连接', exact: true }).click()
  await expect(page.getByRole('button', { name: '测试' })).toBeVisible()
  await page.getByRole('button', { name: '语言' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible()
})

test('the theme changes at once and is kept', async ({ page }) => {
  await page.getByRole('button', { name: 'Display' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(13, 17, 22)')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('compact rows are 32 px high, normal ones 40', async ({ page }) => {
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .first()
  await expect(row).toHaveJSProperty('offsetHeight', 40)
  await page.getByRole('button', { name: 'Display' }).click()
  await page.getByRole('menuitemradio', { name: 'Compact' }).click()
  await expect(row).toHaveJSProperty('offsetHeight', 32)
})
