import type { Page } from '@playwright/test'
import { clientOf } from './fixtures-passwords.ts'
import { daysAgo, goToMonthOf, rowOf, withReports, written, type SeededDay } from './fixtures-reports.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { tileOf } from './fixtures-traffic.ts'
import { goTo, sizes } from './fixtures-views.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

const reports = { path: '/reports', heading: 'Reports' }

test.setTimeout(240_000)

/** The days of the last week that is over, from Monday to Sunday. */
function lastWholeWeek(): SeededDay[] {
  const weekday = (new Date().getUTCDay() + 6) % 7
  return Array.from({ length: 7 }, (_, i) => daysAgo(weekday + 7 - i))
}

const callsOf = (days: readonly SeededDay[]): number =>
  days.reduce((sum, { calls }) => sum + Number(calls.replaceAll(',', '')), 0)

async function expectFits(page: Page): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    await inBothThemes(page, () => expectAccessible(page))
    await expect
      .poll(() => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth))
      .toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(sizes[0])
}

test('a week is found among the others, read in full, and stepped through by keys', async ({
  page,
  redis,
}) => {
  const week = lastWholeWeek()
  const total = written(callsOf(week))
  await withReports(page, redis)
  await goTo(page, reports)
  await page.getByRole('button', { name: 'Weeks' }).click()
  const row = page.getByRole('row').filter({ hasText: total })
  await expect(row).toContainText('7 of 7')
  await expectFits(page)
  await row.getByRole('link').click()
  await expect(tileOf(page, 'Calls')).toContainText(total)
  await expect(tileOf(page, 'Success')).toContainText(/100\.00\s*%|100\s*%/)
  await expect(page.getByText('Every day of it has a report.')).toBeVisible()
  const table = page.getByRole('region', { name: 'Table of endpoints' })
  const weather = week.reduce((sum, day) => sum + day.callsOf('/api/weather'), 0)
  await expect(table.getByRole('row').filter({ hasText: '/api/weather' })).toContainText(written(weather))
  await page.getByRole('button', { name: 'Calls by day: Show as table' }).click()
  await expect(page.locator('.days tbody tr')).toHaveCount(7)
  await expect(page.locator('.days tbody tr').first()).toContainText(week[0]!.calls)
  await expectFits(page)
  await page.keyboard.press('[')
  await expect(tileOf(page, 'Calls')).not.toContainText(total)
  await page.keyboard.press(']')
  await expect(tileOf(page, 'Calls')).toContainText(total)
  await page.reload()
  await expect(tileOf(page, 'Calls')).toContainText(total)
})

test('weeks, months and the run log are read while Redis is away', async ({ page, redis }) => {
  const week = lastWholeWeek()
  await withReports(page, redis)
  await goTo(page, reports)
  await redis.kill('SIGKILL')
  await expect(page.locator('.notice')).toContainText('has been away since')
  await goTo(page, reports, { show: 'weeks', period: week[3]!.date })
  await expect(tileOf(page, 'Calls')).toContainText(written(callsOf(week)))
  await goTo(page, reports, { show: 'months' })
  await expect(page.locator('tbody .open').first()).toBeVisible()
  await goTo(page, reports, { show: 'runs' })
  await expect(page.getByRole('row').filter({ hasText: 'Missing reports made' }).first()).toBeVisible()
})

test('the run log tells of each report and is filtered by outcome', async ({ page, redis }) => {
  await withReports(page, redis)
  await goTo(page, reports, { show: 'runs' })
  await expect(page.getByRole('row').filter({ hasText: 'Report of' }).first()).toContainText('Done')
  await expectFits(page)
  await page.getByRole('group', { name: 'Outcome' }).getByRole('button', { name: 'Failed' }).click()
  await expect(page.getByText('No entry ended like this.')).toBeVisible()
})

test('reports of the old form that others left stand beside ours and are read, not taken', async ({
  page,
  redis,
}) => {
  const day = daysAgo(3)
  const old = JSON.stringify({
    date: day.date,
    total_calls: 4_321,
    api_breakdown: { '/api/old': 4_321 },
    success_rate: 0.5,
  })
  await redis.seed({ [`report:daily:${day.date}`]: old })
  await withReports(page, redis)
  await goToMonthOf(page, day)
  await expect(rowOf(page, day)).toContainText(day.calls)
  await expect(rowOf(page, day)).toContainText('another one in Redis')
  await page.getByRole('button', { name: 'From others' }).click()
  const row = page.getByRole('row').filter({ hasText: '4,321' })
  await expect(row).toContainText(/old form.*4,321.*50\.00%/)
  await expect(row).toContainText(day.calls)
  await expectFits(page)
  await row.getByRole('link').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('"/api/old": 4321')
  await inBothThemes(page, () => expectAccessible(page))
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)
  expect((await clientOf(page).api.report({ date: day.date })).report?.zone).toBe('UTC')
  expect(await redis.command('GET', `report:daily:${day.date}`)).toBe(old)
})
