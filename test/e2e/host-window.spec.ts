import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type App } from './fixtures.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

function setBounds({ electron }: App, bounds: Bounds): Promise<void> {
  return electron!.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]!.setBounds(wanted),
    bounds,
  )
}

function getBounds({ electron }: App): Promise<Bounds> {
  return electron!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds())
}

test('the window opens as usual at the first start', async ({ app, page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await getBounds(app)).toMatchObject({ width: 1280, height: 800 })
})

test('the window comes back where and as large as it was left', async ({ app, page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const left = { x: 120, y: 60, width: 1010, height: 707 }
  await setBounds(app, left)
  await expect.poll(() => getBounds(app)).toEqual(left)
  await app.restart()
  expect(await getBounds(app)).toEqual(left)
})

test('a window that was left on a display that is gone comes back on one that is there', async ({
  app,
  page,
}) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await app.close()
  const file = join(app.dataDir, 'window.json')
  writeFileSync(file, JSON.stringify({ x: 9000, y: -5000, width: 1000, height: 700, isMaximized: false }))
  await app.restart()
  const { x, y, width } = await getBounds(app)
  expect(width).toBe(1000)
  expect(x).toBeGreaterThanOrEqual(0)
  expect(x).toBeLessThan(1600)
  expect(y).toBeGreaterThanOrEqual(0)
})

test('a broken window file costs the place of the window and nothing else', async ({ app }) => {
  await app.close()
  writeFileSync(join(app.dataDir, 'window.json'), '{"width":')
  const page = await app.restart()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await getBounds(app)).toMatchObject({ width: 1280, height: 800 })
})

test('a second start ends at once and shows the first window', async ({ app, page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await app.electron!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
  const [program, ...args] = app.electron!.process().spawnargs
  const own = args.filter((arg) => !/^--(inspect|remote-debugging)/.test(arg))
  const env = { ...process.env, TALLYSCOPE_DATA_DIR: app.dataDir }
  const code = await new Promise((resolve) => {
    execFile(program!, own, { env, timeout: 20_000 }, (error) =>
      resolve(error ? (error.code ?? error.signal) : 0),
    )
  })
  expect(code).toBe(0)
  const isMinimized = (): Promise<boolean> =>
    app.electron!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isMinimized())
  await expect.poll(isMinimized).toBe(false)
  expect(app.electron!.windows()).toHaveLength(1)
})

test('the menu has the usual roles', async ({ app, page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const roles = await app.electron!.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!.items.flatMap(({ submenu }) =>
      submenu!.items.map(({ role }) => role as string),
    ),
  )
  const usual = [
    'quit',
    'undo',
    'redo',
    'cut',
    'copy',
    'paste',
    'selectall',
    'resetzoom',
    'togglefullscreen',
    'close',
  ]
  expect(roles).toEqual(expect.arrayContaining(usual))
})

test('a page whose process dies is loaded again', async ({ app, page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await app.electron!.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const loaded = new Promise((resolve) => webContents.once('did-finish-load', () => resolve(null)))
    webContents.forcefullyCrashRenderer()
    await loaded
  })
  const title = (): Promise<string> =>
    app.electron!.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      return webContents.executeJavaScript(
        "document.querySelector('h1')?.textContent ?? ''",
      ) as Promise<string>
    })
  await expect.poll(title).toBe('Overview')
})

test('what nobody foresaw is logged, told once, and leaves the app running', async ({ app, page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const shown = await app.electron!.evaluate(async ({ dialog }) => {
    let count = 0
    dialog.showMessageBox = () => {
      count += 1
      return new Promise(() => undefined)
    }
    setTimeout(() => {
      throw new Error('unforeseen, with redis://user:canary@host')
    })
    void Promise.reject(new Error('unforeseen too'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    return count
  })
  expect(shown).toBe(1)
  const log = readFileSync(join(app.dataDir, 'logs', 'tallyscope.log'), 'utf8')
  expect(log).toContain('unforeseen, with redis://host')
  expect(log).toContain('unforeseen too')
  expect(log).not.toContain('canary')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('the end of the app waits for the core to close its files', async ({ app, page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await app.close()
  expect(existsSync(join(app.dataDir, 'window.json'))).toBe(true)
})
