import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { ArchiveInfo } from '../../shared/archive-info.ts'
import { whyNotClosed } from './fixtures-closing.ts'
import { clientOf } from './fixtures-passwords.ts'
import { daysAgo, goToReport, withReports } from './fixtures-reports.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { goTo, sizes } from './fixtures-views.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

test.setTimeout(240_000)

const settings = { path: '/settings', heading: 'Settings' } as const
const cardOf = (page: Page) => page.getByRole('region', { name: 'Archive', exact: true })
const infoOf = (page: Page): Promise<ArchiveInfo> => clientOf(page).api.archive()

let folder = ''
test.beforeEach(async ({ app }) => {
  folder = await mkdtemp(join(tmpdir(), 'tallyscope-e2e-archive-'))
  const why = await whyNotClosed(app)
  test.skip(why !== null, why ?? '')
})
test.afterEach(async () => {
  if (folder !== '') await rm(folder, { recursive: true, force: true })
})

test('what the archive holds is told, and it is backed up, compacted, moved and still there after a restart', async ({
  page,
  app,
  redis,
}) => {
  await withReports(page, redis)
  await goTo(page, settings)
  const card = cardOf(page)
  await expect(card).toContainText('Daily reports')
  await card.getByRole('button', { name: 'Back up now' }).click()
  await expect(card).toContainText(/Backed up as .*\.backup-/)
  await card.getByRole('button', { name: 'Compact file' }).click()
  await expect(card).toContainText(/Compacted: .* before, .* now\./)

  await card.getByRole('button', { name: 'Move…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move the archive' })
  await dialog.getByLabel('Folder').fill(join(folder, 'none'))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('is no folder')
  await inBothThemes(page, () => expectAccessible(page))
  await dialog.getByLabel('Folder').fill(folder)
  await dialog.getByRole('button', { name: 'Move' }).click()
  await expect(card).toContainText(`Moved to ${folder}`)
  await expect.poll(async () => (await readdir(folder)).length).toBe(4)

  const before = await infoOf(page)
  const next = await app.restart()
  await expect.poll(async () => (await infoOf(next)).file).toBe(before.file)
  expect((await infoOf(next)).content.counts.find(({ what }) => what === 'reports')).toEqual(
    before.content.counts.find(({ what }) => what === 'reports'),
  )
})

test('an exported archive is read in place of the source after its own was deleted, and left again', async ({
  page,
  redis,
}) => {
  const day = daysAgo(3)
  await withReports(page, redis)
  await goTo(page, settings)
  const card = cardOf(page)
  await card.getByRole('button', { name: 'Export…' }).click()
  const place = page.getByRole('dialog', { name: 'Export the archive' })
  await place.getByLabel('Folder').fill(folder)
  await place.getByRole('button', { name: 'Export' }).click()
  await expect(card).toContainText(`Exported to ${folder}`)
  const [name] = await readdir(folder)

  await card.getByRole('button', { name: 'Delete…' }).click()
  const question = page.getByRole('dialog', { name: 'Delete the archive for good?' })
  await expect(question).toContainText('daily reports')
  await expect(question.getByRole('button', { name: 'Delete for good' })).toBeDisabled()
  await inBothThemes(page, () => expectAccessible(page))
  await redis.command('FLUSHDB')
  await question.getByLabel(/Type "delete"/).fill('delete')
  await page.keyboard.press('Enter')
  await expect(card).toContainText('The archive was deleted')
  await expect(card).not.toContainText('Daily reports')

  await card.getByRole('button', { name: 'Open another…' }).click()
  const opening = page.getByRole('dialog', { name: 'Look into an archive' })
  await opening.getByLabel('File').fill(join(folder, name!))
  await opening.getByRole('button', { name: 'Open' }).click()
  await expect(page.getByText(`You are looking into the archive ${name}.`)).toBeVisible()
  for (const size of sizes) {
    await page.setViewportSize(size)
    await inBothThemes(page, () => expectAccessible(page))
  }
  await goToReport(page, day)
  await expect(page.getByText(`You are looking into the archive ${name}.`)).toBeVisible()
  await page.getByRole('button', { name: 'Back to the source' }).click()
  await expect(page.getByText(/You are looking into/)).toHaveCount(0)
  expect(await readdir(folder)).toEqual([name])
})
