import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download, Locator, Page } from '@playwright/test'
import type { ExportFormat } from '../../shared/exports.ts'
import { formatNames } from '../../renderer/format/export-format.ts'
import { expect, type App } from './fixtures.ts'

/** The dialog that exports. */
export const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Export reports' })

/** Takes these kinds of files and no others. */
export async function takeFormats(page: Page, formats: readonly ExportFormat[]): Promise<void> {
  for (const [format, name] of Object.entries(formatNames)) {
    const box = dialogOf(page).getByRole('checkbox', { name: new RegExp(`^${escaped(name)} [^L]`) })
    if (formats.includes(format as ExportFormat)) await box.check()
    else if (await box.isEnabled()) await box.uncheck()
  }
}

function escaped(text: string): string {
  return text.replace(/[()]/g, '\\$&')
}

/** What a person answers to the dialogs of the system: this folder, or nothing. */
export async function answerDialogs({ electron }: App, folder: string | null): Promise<void> {
  await electron?.evaluate(({ dialog }, to) => {
    const answer =
      to === null ? { canceled: true, filePaths: [], filePath: '' } : { canceled: false, filePaths: [to] }
    const save = (...given: unknown[]): Promise<unknown> => {
      const { defaultPath = '' } = given.at(-1) as { defaultPath?: string }
      return Promise.resolve({
        ...answer,
        ...(to !== null && { filePath: `${to}/${defaultPath.split('/').at(-1)!}` }),
      })
    }
    Object.assign(dialog, { showSaveDialog: save, showOpenDialog: () => Promise.resolve(answer) })
  }, folder)
}

/** Presses the button that exports. */
export async function pressExport(page: Page): Promise<void> {
  await dialogOf(page)
    .getByRole('button', { name: /^(Export|Choose where…|Choose a folder…)$/ })
    .click()
}

/** Exports as the dialog stands: into the folder in a window, by downloads that are saved there in a browser. */
export async function exportTo(page: Page, app: App, folder: string, files: number): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  await answerDialogs(app, folder)
  const downloads: Download[] = []
  page.on('download', (download) => downloads.push(download))
  await pressExport(page)
  const done = `${app.electron ? 'Written' : 'Ready'}: ${files} ${files === 1 ? 'file' : 'files'}`
  await expect(dialogOf(page).getByText(done)).toBeVisible()
  if (!app.electron) {
    const names = (): string[] => downloads.map((download) => download.suggestedFilename())
    const isAll = expect.poll(() => downloads.length, { timeout: 4_000 }).toBe(files)
    // Chromium may hold back what follows the first file of a page: then a person clicks the link, as the dialog says.
    await isAll.catch(async () => {
      for (const link of await dialogOf(page).locator('.files a').all())
        if (!names().includes((await link.getAttribute('download')) ?? '')) await link.click()
    })
    await expect.poll(() => downloads.length).toBe(files)
    for (const download of downloads) await download.saveAs(join(folder, download.suggestedFilename()))
  }
  return (await readdir(folder)).toSorted()
}

/** The rows of a CSV file whose cells need no quotes. */
export async function csvOf(file: string): Promise<string[][]> {
  const text = await readFile(file, 'utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  return text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((row) => row.split(','))
}
