import { inBothThemes } from './fixtures-themes.ts'
import { clientOf } from './fixtures-passwords.ts'
import {
  connectFilled,
  daysAgo,
  goToMonthOf,
  goToReport,
  rowOf,
  withReports,
  written,
} from './fixtures-reports.ts'
import { tileOf } from './fixtures-traffic.ts'
import { sizes } from './fixtures-views.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

test.setTimeout(240_000)

test('a Redis that is full of counters gets its missing reports while a person watches', async ({
  page,
  redis,
}) => {
  const [latest, oldest] = [daysAgo(2), daysAgo(19)]
  await connectFilled(page, redis)
  await goToMonthOf(page, latest)
  const question = page.getByRole('region', { name: 'Days of reports' })
  await expect(question).toHaveCount(1)
  await expect(question).toContainText('Everything is exact')
  await question.getByRole('button', { name: 'By UTC days' }).click()
  await expect(rowOf(page, latest)).toContainText(latest.calls)
  await expect(page.locator(`[data-date="${latest.date}"]`)).toHaveAttribute(
    'aria-label',
    new RegExp(`${latest.calls} Calls`),
  )
  await goToMonthOf(page, oldest)
  await expect(rowOf(page, oldest)).toContainText(oldest.calls)
})

test('a day is opened from the calendar, read in full, and left by keys', async ({ page, redis }) => {
  const [day, before] = [daysAgo(3), daysAgo(4)]
  await withReports(page, redis)
  await goToMonthOf(page, day)
  await expect(rowOf(page, day)).toContainText(day.calls)
  await inBothThemes(page, () => expectAccessible(page))
  const cell = page.locator(`[data-date="${day.date}"]`)
  await cell.focus()
  await page.keyboard.press('Enter')
  await expect(tileOf(page, 'Calls')).toContainText(day.calls)
  await expect(tileOf(page, 'Success')).toContainText(/100\s*%/)
  await expect(tileOf(page, 'Active users')).toContainText('—')
  const table = page.getByRole('region', { name: 'Table of endpoints' })
  await expect(table.getByRole('row').filter({ hasText: '/api/weather' })).toContainText(
    written(day.callsOf('/api/weather')),
  )
  await page.getByRole('button', { name: 'Calls by hour: Show as table' }).click()
  await expect(page.locator('.hours tbody tr')).toHaveCount(24)
  for (const size of sizes) {
    await page.setViewportSize(size)
    await inBothThemes(page, () => expectAccessible(page))
    await expect
      .poll(() => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth))
      .toBeLessThanOrEqual(0)
  }
  await page.keyboard.press('[')
  await expect(tileOf(page, 'Calls')).toContainText(before.calls)
  await page.keyboard.press(']')
  await expect(tileOf(page, 'Calls')).toContainText(day.calls)
  await page.keyboard.press('/')
  await page.keyboard.type('news')
  await expect(table.getByRole('row').filter({ hasText: '/api/weather' })).toHaveCount(0)
})

test('two days stand side by side with their difference', async ({ page, redis }) => {
  const [day, other] = [daysAgo(2), daysAgo(9)]
  await withReports(page, redis)
  await goToReport(page, day)
  await page.getByRole('button', { name: 'Week before' }).click()
  const figures = page.getByRole('region', { name: / beside / })
  const calls = figures.getByRole('row').filter({ hasText: 'Calls' }).first()
  await expect(calls).toContainText(day.calls)
  await expect(calls).toContainText(other.calls)
  const row = page
    .getByRole('region', { name: 'Table of endpoints' })
    .getByRole('row')
    .filter({ hasText: '/api/news' })
  await expect(row).toContainText(written(day.callsOf('/api/news')))
  await expect(row).toContainText(written(other.callsOf('/api/news')))
  await inBothThemes(page, () => expectAccessible(page))
  await page.getByRole('button', { name: /Choose the day to compare with/ }).click()
  await expect(page.getByRole('dialog', { name: /Choose the day to compare with/ })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(figures).toContainText(other.calls)
})

test('calls that came late are shown before they replace a report, and the earlier revision stays', async ({
  page,
  redis,
}) => {
  const day = daysAgo(2)
  const late = 1_234
  const more = written(Number(day.calls.replaceAll(',', '')) + late)
  await withReports(page, redis)
  const key = `stats:day:${day.number}`
  for (const one of [`${key}:total`, `${key}:api:/api/news`, `${key}:status:success`])
    await redis.command('INCRBY', one, late)
  await goToReport(page, day)
  await page.getByRole('button', { name: 'Make anew' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row').filter({ hasText: 'Calls' }).first()).toContainText(
    new RegExp(`${more}.*${day.calls}.*\\+1,234`),
  )
  await inBothThemes(page, () => expectAccessible(page))
  await dialog.getByRole('button', { name: 'Keep the stored one' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(tileOf(page, 'Calls')).toContainText(day.calls)
  await page.getByRole('button', { name: 'Make anew' }).click()
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await expect(tileOf(page, 'Calls')).toContainText(more)
  await expect(page.locator('.passport')).toContainText('revision 2 of 2')
  await page.getByLabel('Revision').selectOption('1')
  await expect(tileOf(page, 'Calls')).toContainText(day.calls)
  await expect(page.getByText('This is revision 1.')).toBeVisible()
  await page.getByRole('button', { name: 'Show the newest' }).click()
  await expect(tileOf(page, 'Calls')).toContainText(more)
})

test('reports are read while Redis is away, and none is made', async ({ page, redis }) => {
  const [day, other] = [daysAgo(2), daysAgo(5)]
  await withReports(page, redis)
  await goToReport(page, day)
  await redis.kill('SIGKILL')
  await expect(page.locator('.notice')).toContainText('has been away since')
  await expect(page.getByRole('button', { name: 'Make anew' })).toBeDisabled()
  await goToReport(page, other)
  await goToMonthOf(page, day)
  await expect(rowOf(page, day)).toContainText(day.calls)
  await expect(page.getByText('None can be made until Redis is back.')).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
})

test('reports outlive a restart of the app, and so does the page that shows one', async ({
  page,
  redis,
  app,
}) => {
  const day = daysAgo(6)
  await withReports(page, redis)
  await goToReport(page, day)
  await expect.poll(async () => (await clientOf(page).api.preferences()).lastView).toContain(day.date)
  const again = await app.restart()
  await clientOf(again).api.connect({ url: redis.url, name: 'Test Redis' })
  await expect(tileOf(again, 'Calls')).toContainText(day.calls)
})

test('the sample data has reports, marked as sample', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible()
  await expect(page.locator('tbody .quality').first()).toBeVisible()
  await expect(page.getByText('Sample data').first()).toBeVisible()
})

test('the time at which reports are made is set in the settings', async ({ page, redis }) => {
  await withReports(page, redis)
  await page.getByRole('link', { name: 'Settings' }).click()
  const field = page.getByLabel('Reports are made at')
  await field.fill('25:00')
  await field.press('Tab')
  await expect(page.getByText('A time like 01:00.')).toBeVisible()
  await field.fill('3:30')
  await field.press('Tab')
  await expect(field).toHaveValue('03:30')
  await expect.poll(async () => (await clientOf(page).api.reports({})).schedule.time).toBe('03:30')
  await page.getByRole('link', { name: 'Reports' }).click()
  await expect(page.getByText('Each is made at 03:30')).toBeVisible()
})
