import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { AppInfo } from '../../shared/api.ts'
import type { Preferences } from '../../shared/preferences.ts'
import { bridgeOf } from './fixtures-bridge.ts'
import { expect, test } from './fixtures.ts'
import { connectTo, countCalls, tileOf } from './fixtures-traffic.ts'
import { goTo } from './fixtures-views.ts'

const settings = { path: '/settings', heading: 'Settings' } as const
const overview = { path: '/', heading: 'Overview' } as const

const choice = (page: Page, label: string, words: string) =>
  page.getByRole('radiogroup', { name: label }).getByRole('radio', { name: words })

async function say(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  await field.fill(text)
  await field.blur()
}

async function keptBy(page: Page): Promise<Preferences> {
  const answer = await bridgeOf(page).call('preferences', {})
  if (!answer.ok) throw new Error(answer.message)
  return answer.value as Preferences
}

test('what is chosen for the display holds at once and over a restart', async ({ page, app, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 8_912_440 })
  await connectTo(page, redis.url)
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await choice(page, 'Theme', 'Dark').click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await choice(page, 'Table rows', 'Compact').click()
  await choice(page, 'Numbers', 'Short 8.91 M').click()
  await say(page, 'Every', '2')
  await page.getByRole('button', { name: /Time zone of the view/ }).click()
  await page.getByLabel('Search zones').fill('kathmandu')
  await page.getByRole('option', { name: /Kathmandu|Katmandu/ }).click()
  await expect(page.getByRole('button', { name: /UTC\+5:45/ })).toBeVisible()
  await choice(page, 'Language', '简体中文').click()
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible()
  await expect
    .poll(() => keptBy(page))
    .toMatchObject({
      language: 'zh',
      theme: 'dark',
      density: 'compact',
      numbers: 'short',
      refreshSeconds: 2,
      zone: expect.stringMatching(/Kath?mandu/),
      lastView: expect.stringMatching(/^\/settings\?zone=.*Kath/),
    })

  const next = await app.restart()
  await expect(next.getByRole('heading', { level: 1, name: '设置' })).toBeVisible()
  await expect(next.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(choice(next, '表格行', '紧凑')).toBeChecked()
  await expect(next.getByLabel('每隔')).toHaveValue('2')
  await expect(next.getByRole('button', { name: /UTC\+5:45/ })).toBeVisible()
  await next.getByRole('link', { name: '概览' }).click()
  await expect(tileOf(next, '今日调用').getByTitle('8,912,440')).toContainText('891.2 万')
  const row = next
    .getByRole('row')
    .filter({ has: next.getByRole('rowheader') })
    .first()
  await expect(row).toHaveJSProperty('offsetHeight', 32)
  await expect(row).toContainText('8,912,440')
})

test('a restart comes back to the view that was shown last, with its state', async ({ page, app }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await goTo(page, overview, { zone: 'Asia/Kathmandu', sort: 'endpoint', table: 'hours' })
  await page.getByLabel('Filter endpoints').fill('geo')
  await expect.poll(async () => decodeURIComponent((await keptBy(page)).lastView ?? '')).toMatch(/filter=geo/)
  const next = await app.restart()
  await expect(next.getByLabel('Filter endpoints')).toHaveValue('geo')
  await expect(next.getByRole('columnheader', { name: 'Endpoint' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(next.getByRole('button', { name: /UTC\+5:45/ })).toBeVisible()
  await expect(next.getByRole('button', { name: 'Today by hour: Show as chart' })).toBeVisible()
})

test('the lists of statuses change the rate, and everything of a connection outlives a restart', async ({
  page,
  app,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', status: 'success', count: 75 })
  await countCalls(redis, { endpoint: '/api/weather', status: 'rejected', count: 25 })
  await connectTo(page, redis.url)
  await expect(tileOf(page, 'Success')).toContainText('100%')
  await goTo(page, settings)
  await say(page, 'Statuses of errors', 'Rejected')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await say(page, 'Hours are kept', '14')
  await say(page, 'Search for endpoints', '5')
  await expect(page.getByText('A whole number from 10 to 10,000,000.')).toBeVisible()
  await say(page, 'Search for endpoints', '5000')
  await expect(page.getByText('A whole number from 10 to 10,000,000.')).toHaveCount(0)
  await goTo(page, overview)
  await expect(tileOf(page, 'Success')).toContainText('75')
  await expect(tileOf(page, 'Success')).toContainText('25 errors')

  const next = await app.restart()
  await expect(tileOf(next, 'Success')).toContainText('25 errors')
  await goTo(next, settings)
  await expect(next.getByLabel('Statuses of errors')).toHaveValue('rejected')
  await expect(next.getByLabel('Hours are kept')).toHaveValue('14')
  await expect(next.getByLabel('Search for endpoints')).toHaveValue('5000')
  await next.getByRole('button', { name: 'Back to the usual lists' }).click()
  await expect(next.getByLabel('Statuses of errors')).toHaveValue(/^error\nfail\n/)
})

test('another prefix reads other counters, once it is said whether the archive goes along', async ({
  page,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 10 })
  const [minute, hour, day] = [60, 3_600, 86_400].map((width) => Math.floor(Date.now() / 1_000 / width))
  for (const bucket of [`minute:${minute}`, `hour:${hour}`, `day:${day}`]) {
    await redis.command('SET', `other:${bucket}:total`, 777)
  }
  await connectTo(page, redis.url)
  await expect(tileOf(page, 'Calls today')).toContainText('10')
  await goTo(page, settings)
  await say(page, 'Prefix of the counters', 'other')
  const question = page.getByRole('dialog', { name: 'Are these the same counters?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByLabel('Prefix of the counters')).toHaveValue('stats')
  await say(page, 'Prefix of the counters', 'other')
  await question.getByRole('button', { name: /leave the archive/ }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await goTo(page, overview)
  await expect(tileOf(page, 'Calls today')).toContainText('777')
})

test('paused figures are read by hand, and stay paused over a restart', async ({ page, app, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 10 })
  await connectTo(page, redis.url)
  await goTo(page, settings)
  await choice(page, 'Live figures', 'Paused').click()
  await goTo(page, overview)
  await expect(tileOf(page, 'Calls today')).toContainText('10')
  await expect(page.getByText(/^paused, as of \d\d:\d\d:\d\d$/)).toBeVisible()
  await countCalls(redis, { endpoint: '/api/weather', count: 5 })
  // A reading that is younger than half a second is given again.
  await expect(async () => {
    await page.keyboard.press('r')
    await expect(tileOf(page, 'Calls today')).toContainText('15', { timeout: 1_000 })
  }).toPass()
  await countCalls(redis, { endpoint: '/api/weather', count: 6 })
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh now' }).click()
    await expect(tileOf(page, 'Calls today')).toContainText('21', { timeout: 1_000 })
  }).toPass()
  const next = await app.restart()
  await expect(next.getByText(/^paused, as of/)).toBeVisible()
  await expect(tileOf(next, 'Calls today')).toContainText('21')
})

test('a reset is undone by one press', async ({ page }) => {
  await goTo(page, settings)
  await choice(page, 'Table rows', 'Compact').click()
  await choice(page, 'Numbers', 'Short').click()
  await page.getByRole('button', { name: 'Reset display and refresh' }).click()
  await expect(choice(page, 'Table rows', 'Normal')).toBeChecked()
  await expect(choice(page, 'Numbers', 'Grouped')).toBeChecked()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(choice(page, 'Table rows', 'Compact')).toBeChecked()
  await expect(choice(page, 'Numbers', 'Short')).toBeChecked()
})

test('settings that cannot be written say so beside the field', async ({ page, app }) => {
  await goTo(page, settings)
  await choice(page, 'Table rows', 'Compact').click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const file = join(app.dataDir, 'settings.json')
  await rm(file)
  await mkdir(file)
  await choice(page, 'Theme', 'Dark').click()
  await expect(page.getByRole('radiogroup', { name: 'Theme' })).toHaveAccessibleDescription(/settings/i)
})

test('where data lies is told as the app knows it, and sample data has nothing to set', async ({ page }) => {
  await goTo(page, settings)
  const answer = await bridgeOf(page).call('appInfo', {})
  if (!answer.ok) throw new Error(answer.message)
  const info = answer.value as AppInfo
  const places = page.getByRole('region', { name: 'On this disk' })
  await expect(places).toContainText(info.dataDir)
  await expect(places).toContainText(info.settingsFile)
  await expect(places).toContainText(info.logDir ?? 'none: they go to the terminal')
  await expect(page.getByRole('region', { name: 'About' })).toContainText(`Tallyscope ${info.version}`)
  await expect(page.getByText('This is sample data: there is nothing to set.')).toBeVisible()
  await places.getByRole('button', { name: 'Copy: Data folder' }).click()
  await expect(places.getByRole('status').first()).toHaveText('Copied')
})

test('how endpoints are found is told from the settings too, and a search is begun there by hand', async ({
  page,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 10 })
  await connectTo(page, redis.url)
  await expect(page.getByRole('row', { name: /\/api\/weather/ })).toBeVisible()
  await goTo(page, settings)
  await page.getByRole('link', { name: 'How endpoints are found' }).click()
  const dialog = page.getByRole('dialog', { name: 'How endpoints are found' })
  await expect(dialog).toContainText('no endpoint was known yet')
  await expect(dialog).toContainText('1 endpoint · 1 status')
  await say(page, 'Search for endpoints', '2000')
  await expect(dialog.getByText('Saved', { exact: true })).toBeVisible()
  // The connection is opened anew with its new pace.
  await expect(async () => {
    await dialog.getByRole('button', { name: 'Look now' }).click()
    await expect(dialog).toContainText('somebody asked for it', { timeout: 2_000 })
  }).toPass()
  await expect(dialog).toContainText('0 endpoints · 0 statuses')
})
