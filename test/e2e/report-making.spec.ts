import type { Page } from '@playwright/test'
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts'
import { clientOf } from './fixtures-passwords.ts'
import { daysAgo, goToMonthOf, rowOf } from './fixtures-reports.ts'
import { hourSeed } from './fixtures-trends.ts'
import { goTo } from './fixtures-views.ts'
import { expect, test as base } from './fixtures.ts'

const latest = daysAgo(2)
/** The closed days of `hourSeed` that are whole. */
const wholeDays = 19
const reports = { path: '/reports', heading: 'Reports' }

/** A Redis full of counters behind a slow line, so that the making of reports can be watched. */
const test = base.extend<{ slow: FaultProxy }>({
  slow: async ({ redis }, use) => {
    await redis.seed(hourSeed(Date.now()))
    const slow = await startFaultProxy(redis)
    await use(slow)
    await slow.stop()
  },
})

test.setTimeout(240_000)

/** Connects, and lets a person say by which days before the line becomes slow. */
async function launch(page: Page, slow: FaultProxy): Promise<void> {
  const { api } = clientOf(page)
  await api.connect({ url: slow.url, name: 'Test Redis' })
  // Endpoints are looked for at leisure where the line is slow: that is not what is watched here.
  await api.discover()
  await goToMonthOf(page, latest)
  const utc = page.getByRole('button', { name: 'By UTC days' })
  await expect(utc).toBeVisible()
  slow.set({ kind: 'latency', ms: 120 })
  await utc.click()
}

const progress = (page: Page) => page.locator('.schedule progress')

test('the first launch makes the missing reports while a person watches how far it is', async ({
  page,
  slow,
}) => {
  await launch(page, slow)
  await expect(page.getByText(/\d+ of (19|20) days made/)).toBeVisible()
  slow.set({ kind: 'none' })
  await expect(rowOf(page, latest)).toContainText(latest.calls)
  await expect(progress(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Make all missing' })).toHaveCount(0)
  await goTo(page, reports, { show: 'runs' })
  const row = page.getByRole('row').filter({ hasText: 'Missing reports made' })
  await expect(row).toContainText(/(19|20) reports.*schedule.*Done/)
})

test('what a person stops rests, and is made when it is asked for', async ({ page, slow }) => {
  await launch(page, slow)
  await expect(page.getByText(/[1-9]\d* of (19|20) days made/)).toBeVisible()
  await page.locator('.schedule').getByRole('button', { name: 'Cancel' }).click()
  slow.set({ kind: 'none' })
  await expect(page.getByText(/^Stopped\. What was made so far is kept;/)).toBeVisible()
  await expect(progress(page)).toHaveCount(0)
  await expect(page.getByText(/\d+ days? ha(s|ve) no report/)).toBeVisible()
  await page.getByRole('button', { name: 'Make all missing' }).click()
  await expect(page.getByText(/\d+ reports? made/)).toBeVisible()
  await expect(rowOf(page, latest)).toContainText(latest.calls)
})

test('a program that is killed in the middle goes on where it was, and each day is made once', async ({
  page,
  slow,
  app,
}) => {
  app.expectedErrors.push(/WebSocket/)
  await launch(page, slow)
  await expect(page.getByText(/[3-9] of (19|20) days made/)).toBeVisible()
  await app.kill()
  const again = await app.restart()
  slow.set({ kind: 'none' })
  const { api } = clientOf(again)
  await expect.poll(async () => (await api.connection()).status.state).toBe('ready')
  await expect.poll(async () => (await api.reports({})).missing).toBe(0)
  for (let days = 1; days <= wholeDays; days++) {
    const { date, calls } = daysAgo(days)
    const { report, revisions } = await api.report({ date })
    expect([date, report!.total_calls.toLocaleString('en-GB'), revisions.length]).toEqual([date, calls, 1])
  }
  const { items } = await api.runs({ limit: 1_000, outcome: 'done' })
  const made = items.filter(({ kind }) => kind === 'report').map(({ date }) => date)
  expect(made).toEqual([...new Set(made)])
  expect(made).toHaveLength((await api.reports({})).days.filter(({ summary }) => summary).length)
})

test('a day that gets no report says why and can be tried once more', async ({ page, slow, redis }) => {
  const lost = daysAgo(5)
  const keys = Array.from({ length: 24 }, (_, i) => `stats:hour:${24 * lost.number + i}:total`)
  await redis.command('DEL', `stats:day:${lost.number}:total`, ...keys)
  await launch(page, slow)
  slow.set({ kind: 'none' })
  await expect(rowOf(page, lost)).toContainText('Its counters are lost')
  await redis.command('SET', `stats:day:${lost.number}:total`, '77')
  await rowOf(page, lost).getByRole('button', { name: /again/ }).click()
  await expect(rowOf(page, lost)).toContainText('77')
})
