import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { DailyReport } from '../../shared/daily-report.ts'
import { answerDialogs } from './fixtures-exports.ts'
import { clientOf } from './fixtures-passwords.ts'
import { connectFilled, daysAgo, withReports, written } from './fixtures-reports.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { goTo, sizes } from './fixtures-views.ts'
import { expect, expectAccessible, test, type App } from './fixtures.ts'

test.setTimeout(240_000)

/** The program asks every 20 seconds what is due. */
const ticks = { timeout: 60_000 }
const settings = { path: '/settings', heading: 'Settings' }
const reports = { path: '/reports', heading: 'Reports' }
const cardOf = (page: Page) => page.getByRole('region', { name: 'Automatic export' })

let folder = ''
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyscope-e2e-auto-'))
})
test.afterEach(() => rm(folder, { recursive: true, force: true }))

/** As a person does it: the folder is typed in a browser and chosen by the system's dialog in a window. */
async function switchOn(page: Page, app: App): Promise<void> {
  await goTo(page, settings)
  const card = cardOf(page)
  const box = card.getByRole('checkbox', { name: 'Export every report' })
  if (!app.electron) await card.getByLabel('Folder').fill(folder)
  await answerDialogs(app, folder)
  await box.click()
  await expect(box).toBeChecked()
  await expect(card.getByLabel('Folder')).toHaveValue(folder)
  await card.getByRole('checkbox', { name: /^JSON [^L]/ }).check()
}

const fileOf = async (date: string): Promise<string | undefined> =>
  (await readdir(folder)).find((name) => name.endsWith(`-${date}.json`))

test('switched on in Settings, a report that is made is there as files, and the run log says so', async ({
  page,
  app,
  redis,
}) => {
  const day = daysAgo(2)
  await connectFilled(page, redis)
  await switchOn(page, app)
  await expect(cardOf(page)).toContainText('No report zone is chosen')
  const { api } = clientOf(page)
  const { source } = await api.connection()
  await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
  await expect.poll(() => fileOf(day.date), ticks).toBeDefined()
  const text = await readFile(join(folder, (await fileOf(day.date))!), 'utf8')
  const { reports: stored } = JSON.parse(text) as { reports: DailyReport[] }
  expect(written(stored[0]!.total_calls)).toBe(day.calls)
  await expect(cardOf(page)).toContainText(/Last export\s*\w{3},? \d+ \w+, written .*CSV · JSON/, ticks)
  await goTo(page, reports, { show: 'runs' })
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: /^.*Files of .* exported: \d files/ })
      .first(),
  ).toContainText(/schedule.*Done/)
})

test('a file that is not its own is left alone and said, and the card is whole in every look', async ({
  page,
  app,
  redis,
}) => {
  const { date } = daysAgo(2)
  await withReports(page, redis)
  await switchOn(page, app)
  expect(await readdir(folder)).toEqual([])
  const { api } = clientOf(page)
  await api.rebuildReport({ date, replace: true })
  await expect.poll(() => fileOf(date), ticks).toBeDefined()
  const file = join(folder, (await fileOf(date))!)
  await writeFile(file, 'mine')
  await api.rebuildReport({ date, replace: true })
  const card = cardOf(page)
  await expect(card.getByText('1 day could not be exported')).toBeVisible(ticks)
  await expect(card).toContainText(`${file} is there already and is not what was exported before`)
  expect(await readFile(file, 'utf8')).toBe('mine')
  for (const size of sizes) {
    await page.setViewportSize(size)
    await inBothThemes(page, () => expectAccessible(page))
  }
  await rm(file)
  await card.getByRole('button', { name: 'Try again now' }).click()
  await expect(card.getByText('1 day could not be exported')).toHaveCount(0, ticks)
  expect(await fileOf(date)).toBeDefined()
})
