import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { exportFormats, exportTables, type ExportFormat } from '../../shared/exports.ts'
import { answerDialogs, csvOf, dialogOf, exportTo, pressExport, takeFormats } from './fixtures-exports.ts'
import { clientOf } from './fixtures-passwords.ts'
import { daysAgo, goToReport, withReports } from './fixtures-reports.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { goTo, sizes } from './fixtures-views.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

test.setTimeout(240_000)

const reports = { path: '/reports', heading: 'Reports' }

let folder = ''
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyscope-e2e-export-'))
})
test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** The kinds of files that this host can make, and how the names of those of a range begin. */
async function offered(
  page: Page,
  from: string,
  to: string,
): Promise<{ formats: ExportFormat[]; stem: string }> {
  const { unavailable, files } = await clientOf(page).api.previewExport({ from, to })
  const stem = files.find(({ format }) => format === 'json')!.names[0]!.replace(/\.json$/, '')
  return { formats: exportFormats.filter((one) => !unavailable.includes(one)), stem }
}

/** What must be in the files of a range: the calls of each day, in every format. */
async function expectFiles(
  names: string[],
  stem: string,
  formats: ExportFormat[],
  calls: Map<string, number>,
) {
  const read = (ending: string): Promise<string> => readFile(join(folder, `${stem}${ending}`), 'utf8')
  const single = formats.filter((one) => one !== 'csv')
  const expected = [
    ...exportTables.map((table) => `${stem}-${table}.csv`),
    ...single.map((one) => `${stem}.${one}`),
  ]
  expect(names).toEqual(expected.toSorted())

  const [head, ...rows] = await csvOf(join(folder, `${stem}-days.csv`))
  expect(head!.slice(0, 2)).toEqual(['date', 'total_calls'])
  expect(rows.map(([date, total]) => [date, Number(total)])).toEqual([...calls])

  interface Document {
    date: string
    total_calls: number
  }
  const totals = (list: Document[]): [string, number][] => list.map((one) => [one.date, one.total_calls])
  expect(totals((JSON.parse(await read('.json')) as { reports: Document[] }).reports)).toEqual([...calls])
  const lines = (await read('.jsonl')).trimEnd().split('\n')
  expect(totals(lines.map((line) => JSON.parse(line) as Document))).toEqual([...calls])

  for (const format of ['html', 'md'] as const) {
    if (!formats.includes(format)) continue
    const text = (await read(`.${format}`)).replaceAll(/[,\s]/g, '')
    for (const total of calls.values()) expect(text).toContain(String(total))
  }
  if (formats.includes('xlsx')) expect((await read('.xlsx')).startsWith('PK')).toBe(true)
  if (formats.includes('pdf')) expect((await read('.pdf')).startsWith('%PDF-')).toBe(true)
}

const callsOf = (days: number): [string, number] => {
  const { date, calls } = daysAgo(days)
  return [date, Number(calls.replaceAll(',', ''))]
}

test('a day is exported in every format that the host can make, and so once more', async ({
  page,
  app,
  redis,
}) => {
  const day = daysAgo(2)
  await withReports(page, redis)
  await goToReport(page, day)
  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('cell', { name: day.date, exact: true })).toBeVisible()
  await expect(dialog.getByRole('cell', { name: day.calls, exact: true })).toBeVisible()
  for (const size of sizes) {
    await page.setViewportSize(size)
    await inBothThemes(page, () => expectAccessible(page))
  }
  const { formats, stem } = await offered(page, day.date, day.date)
  expect(formats).toEqual(exportFormats.filter((one) => app.electron !== null || one !== 'pdf'))
  expect(stem).toMatch(/^tallyscope-[0-9a-f]{8}-\d{4}-\d{2}-\d{2}$/)
  const pdf = dialog.getByRole('checkbox', { name: /^PDF/ })
  if (app.electron) await expect(pdf).toBeEnabled()
  else await expect(pdf).toBeDisabled()
  await takeFormats(page, formats)
  const files = exportTables.length + formats.length - 1
  const names = await exportTo(page, app, folder, files)
  await expectFiles(names, stem, formats, new Map([callsOf(2)]))
  await inBothThemes(page, () => expectAccessible(page))

  await dialog.getByRole('button', { name: 'Export more' }).click()
  await takeFormats(page, ['json'])
  const again = await exportTo(page, app, join(folder, 'again'), 1)
  expect(again).toEqual([`${stem}.json`])
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('e')
  await expect(dialog.getByRole('checkbox', { name: /^JSON (?!Lines)/ })).toBeChecked()
  await expect(dialog.getByRole('checkbox', { name: /^CSV/ })).not.toBeChecked()
})

test('a range of days is picked and exported in every format', async ({ page, app, redis }) => {
  const [first, last] = [daysAgo(9), daysAgo(3)]
  await withReports(page, redis)
  await goTo(page, reports, { month: last.date.slice(0, 7) })
  await expect(page.getByRole('button', { name: 'Export…' })).toBeVisible()
  await page.keyboard.press('e')
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: 'Week' }).click()
  await dialog.getByRole('button', { name: /^Other dates/ }).click()
  const calendar = page.locator('.calendar')
  for (const { date } of [first, last]) {
    while ((await calendar.locator(`[data-value="${date}"]:not([data-outside-view])`).count()) === 0)
      await calendar.getByRole('button', { name: 'Previous month' }).click()
    if (date === last.date && date.slice(0, 7) !== first.date.slice(0, 7))
      await calendar.getByRole('button', { name: 'Next month' }).click()
    await calendar.locator(`[data-value="${date}"]:not([data-outside-view])`).click()
  }
  await expect(dialog.getByText('7 days with a report')).toBeVisible()
  await dialog.getByRole('button', { name: 'Hours' }).click()
  await expect(
    dialog
      .getByRole('region', { name: /^Hours/ })
      .getByRole('cell', { name: first.date, exact: true })
      .first(),
  ).toBeVisible()
  const { formats, stem } = await offered(page, first.date, last.date)
  await takeFormats(page, formats)
  const names = await exportTo(page, app, folder, exportTables.length + formats.length - 1)
  const calls = new Map([9, 8, 7, 6, 5, 4, 3].map(callsOf))
  await expectFiles(names, stem, formats, calls)
  expect(await csvOf(join(folder, `${stem}-hours.csv`))).toHaveLength(1 + 7 * 24)
})

test('files that are there are replaced on a yes alone, and nothing is written where no place is chosen', async ({
  page,
  app,
  redis,
}) => {
  test.skip(app.electron === null, 'a browser decides by itself how a file is called that is there already')
  const day = daysAgo(2)
  await withReports(page, redis)
  await goToReport(page, day)
  await page.keyboard.press('e')
  const { stem } = await offered(page, day.date, day.date)
  const dialog = dialogOf(page)
  await takeFormats(page, ['json', 'jsonl'])
  await answerDialogs(app, null)
  await pressExport(page)
  await expect(dialog.getByRole('button', { name: 'Choose a folder…' })).toBeEnabled()

  const file = join(folder, `${stem}.json`)
  await writeFile(file, 'mine')
  await answerDialogs(app, folder)
  await pressExport(page)
  await expect(dialog.getByRole('alert')).toContainText('Files of these names are there already')
  await inBothThemes(page, () => expectAccessible(page))
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  expect(await readFile(file, 'utf8')).toBe('mine')
  await expect(stat(join(folder, `${stem}.jsonl`))).rejects.toThrow()

  await pressExport(page)
  await dialog.getByRole('button', { name: 'Replace' }).click()
  await expect(dialog.getByText('Written: 2 files')).toBeVisible()
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ reports: [{ date: day.date }] })

  await app.electron!.evaluate(({ shell }) => {
    shell.showItemInFolder = (shown) => Object.assign(globalThis, { shown })
  })
  await dialog.getByRole('button', { name: `Show ${stem}.json in its folder` }).click()
  await expect.poll(() => app.electron!.evaluate(() => (globalThis as { shown?: string }).shown)).toBe(file)
})

test('an export that is cancelled leaves the folder as it was', async ({ page, app, redis }) => {
  test.skip(app.electron === null, 'what a browser can make is done before anybody could cancel it')
  await withReports(page, redis)
  await goTo(page, reports, { month: daysAgo(2).date.slice(0, 7) })
  await page.getByRole('button', { name: 'Export…' }).click()
  await takeFormats(page, exportFormats)
  await answerDialogs(app, folder)
  await pressExport(page)
  await dialogOf(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(dialogOf(page)).toContainText('Cancelled. Nothing was left behind.')
  expect(await readdir(folder)).toEqual([])
  expect((await exportTo(page, app, folder, exportTables.length + exportFormats.length - 1)).length).toBe(11)
})

test('a folder that is gone is told in words, and another is taken', async ({ page, app, redis }) => {
  test.skip(app.electron === null, 'a browser knows no folders')
  const day = daysAgo(2)
  await withReports(page, redis)
  await goToReport(page, day)
  await page.keyboard.press('e')
  await takeFormats(page, ['json', 'jsonl'])
  await answerDialogs(app, join(folder, 'none'))
  await pressExport(page)
  await expect(dialogOf(page).getByRole('alert')).toContainText(/folder/)
  expect(await exportTo(page, app, folder, 2)).toHaveLength(2)
})

test('reports are exported while Redis is away', async ({ page, app, redis }) => {
  const day = daysAgo(2)
  await withReports(page, redis)
  await redis.kill('SIGKILL')
  await goToReport(page, day)
  await expect(page.locator('.notice')).toContainText('has been away since')
  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(dialogOf(page)).toContainText('the reports come from the archive')
  await takeFormats(page, ['json'])
  const [name] = await exportTo(page, app, folder, 1)
  expect(JSON.parse(await readFile(join(folder, name!), 'utf8'))).toMatchObject({
    reports: [{ date: day.date, total_calls: callsOf(2)[1] }],
  })
})

test('sample data is marked in the dialog and in the file', async ({ page, app }) => {
  const { api } = clientOf(page)
  const { today } = await api.reports({})
  const date = new Date(Date.parse(today!) - 86_400_000).toISOString().slice(0, 10)
  await api.makeReport({ date })
  await goTo(page, reports, { date })
  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(dialogOf(page)).toContainText('Sample data')
  await takeFormats(page, ['json'])
  expect(await exportTo(page, app, folder, 1)).toEqual([`tallyscope-sample-${date}.json`])
  expect(JSON.parse(await readFile(join(folder, `tallyscope-sample-${date}.json`), 'utf8'))).toMatchObject({
    passport: { sample: true },
  })
})
