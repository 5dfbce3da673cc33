import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { App } from './fixtures.ts'

export interface SavedFile {
  name: string
  bytes: Buffer
}

/** Chooses of what a card offers, by the card's title, and gives the file that comes of it. */
export async function saveFrom(
  page: Page,
  app: App,
  { title, choice }: { title: string; choice: string },
): Promise<SavedFile> {
  await page.getByRole('button', { name: `${title}: copy or save` }).click()
  const press = (): Promise<void> => page.getByRole('menuitem', { name: choice, exact: true }).click()
  return takeFile(page, app, press)
}

/** The file that pressing something gives: by the dialog of a window, which is answered, or by a download of a browser. */
export async function takeFile(page: Page, app: App, press: () => Promise<void>): Promise<SavedFile> {
  const folder = join(app.dataDir, 'saved')
  await mkdir(folder, { recursive: true })
  const taken = app.electron ? takeInWindow(app, folder) : takeDownload(page, folder)
  await press()
  const name = await taken
  return { name, bytes: await readFile(join(folder, name)) }
}

async function takeDownload(page: Page, folder: string): Promise<string> {
  const download = await page.waitForEvent('download')
  const name = download.suggestedFilename()
  await download.saveAs(join(folder, name))
  return name
}

/** Answers the dialog with the name that it proposes. */
function takeInWindow({ electron }: App, folder: string): Promise<string> {
  return electron!.evaluate(
    ({ session }, to) =>
      new Promise<string>((resolve, reject) => {
        session.defaultSession.once('will-download', (_event, item) => {
          const name = item.getSaveDialogOptions().defaultPath ?? ''
          item.setSavePath(`${to}/${name}`)
          item.once('done', (_done, state) =>
            state === 'completed' ? resolve(name) : reject(new Error(`The file was ${state}.`)),
          )
        })
      }),
    folder,
  )
}
