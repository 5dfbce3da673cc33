import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { clientOf, expectInNoFile, expectState, passwordStates } from './fixtures-passwords.ts'
import { expect, test } from './fixtures.ts'

const password = 'canary-5d1e0b'
let locked: RedisServer

test.beforeAll(async () => {
  locked = await startRedis({ password })
})
test.afterAll(() => locked.stop())

test('without a keyring a password stays in memory and is asked for after the next start', async ({
  page,
  app,
}) => {
  test.slow()
  const { api } = clientOf(page)
  const { id } = await api.saveConnection({ url: locked.url, password })
  await api.openConnection({ id })
  expect(await passwordStates(page)).toEqual(['session'])
  const again = await app.restart()
  await expectState(again, 'refused password_needed')
  expect(await passwordStates(again)).toEqual(['needed'])
  await clientOf(again).api.openConnection({ id, password })
  await expectState(again, 'ready')
  await expectInNoFile(app, password)
})

test('language, theme and view come back at the next start, whatever the port', async ({ page, app }) => {
  test.slow()
  const { api } = clientOf(page)
  await api.setPreferences({ language: 'zh', theme: 'dark' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('概览')
  await page.getByRole('link', { name: '连接', exact: true }).click()
  await expect.poll(async () => (await api.preferences()).lastView).toMatch(/^\/connection/)
  const again = await app.restart()
  await expect(again.getByRole('heading', { level: 1 })).toHaveText('连接')
  expect(await again.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  // A page that is only loaded again stays where it is.
  await again.getByRole('link', { name: '概览' }).click()
  await again.reload()
  await expect(again.getByRole('heading', { level: 1 })).toHaveText('概览')
})

test('a page that is closed right after it went somewhere is remembered there', async ({ page, app }) => {
  const { api } = clientOf(page)
  await expect.poll(async () => (await api.preferences()).lastView).toBe('/')
  await page.getByRole('link', { name: 'Trends', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Trends' })).toBeVisible()
  if (app.electron)
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())
  else await page.close()
  await expect
    .poll(() => readFile(join(app.dataDir, 'settings.json'), 'utf8'))
    .toMatch(/"lastView": ?"\/trends/)
})
