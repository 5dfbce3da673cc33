import type { ElectronApplication } from '@playwright/test'
import { clientOf } from './fixtures-passwords.ts'
import { connectFilled, daysAgo } from './fixtures-reports.ts'
import { tileOf } from './fixtures-traffic.ts'
import { expect, test } from './fixtures.ts'

interface Kept {
  notices: { title: string; body: string; emit(name: string): void }[]
}

/** Keeps notifications in place of showing them: the display of the tests has no desktop. */
function keepNotices(electron: ElectronApplication): Promise<void> {
  return electron.evaluate(({ Notification }) => {
    const kept = globalThis as unknown as Kept
    kept.notices = []
    Notification.isSupported = () => true
    Notification.prototype.show = function show(this: Kept['notices'][number]) {
      kept.notices.push(this)
    }
  })
}

const noticesOf = (electron: ElectronApplication): Promise<string[]> =>
  electron.evaluate(() =>
    (globalThis as unknown as Kept).notices.map(({ title, body }) => `${title}: ${body}`),
  )

test('a catch-up is one notification, and a click on it leads to the reports', async ({
  app,
  page,
  redis,
}) => {
  test.skip(app.electron === null, 'a browser gets no notification')
  const electron = app.electron!
  await keepNotices(electron)
  await connectFilled(page, redis)
  const { api } = clientOf(page)
  const { source } = await api.connection()
  await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
  await expect.poll(async () => (await api.reports({})).missing).toBe(0)
  await expect.poll(() => noticesOf(electron)).toHaveLength(1)
  expect((await noticesOf(electron))[0]).toMatch(/^(19|20) reports are ready: Test Redis · /)
  await electron.evaluate(() => (globalThis as unknown as Kept).notices[0]!.emit('click'))
  await expect(page.getByRole('heading', { level: 1, name: 'Reports' })).toBeVisible()
})

test('notifications can be turned off, and a report made by hand gives none', async ({
  app,
  page,
  redis,
}) => {
  test.skip(app.electron === null, 'a browser gets no notification')
  const electron = app.electron!
  await keepNotices(electron)
  await page.getByRole('link', { name: 'Settings' }).click()
  const notify = page.getByRole('radiogroup', { name: 'Desktop notification' })
  await notify.getByRole('radio', { name: 'Off' }).click()
  const { api } = clientOf(page)
  await expect.poll(async () => (await api.preferences()).notifyReports).toBe(false)
  await connectFilled(page, redis)
  const { source } = await api.connection()
  await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
  await expect.poll(async () => (await api.reports({})).missing).toBe(0)
  await api.setPreferences({ notifyReports: true })
  await api.rebuildReport({ date: daysAgo(2).date, replace: true })
  await page.goto(`${page.url().split('#')[0]}#/reports?date=${daysAgo(2).date}`)
  await expect(tileOf(page, 'Calls')).toContainText(daysAgo(2).calls)
  expect(await noticesOf(electron)).toEqual([])
})
