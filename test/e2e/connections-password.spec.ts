import type { Page } from '@playwright/test'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { goToConnections, itemOf, pressOpen } from './fixtures-connections.ts'
import { expectInNoFile, expectState } from './fixtures-passwords.ts'
import { expect, test, type App } from './fixtures.ts'

test.slow()

const password = 'canary-9b2d4e'
let locked: RedisServer

test.beforeAll(async () => {
  locked = await startRedis({ password })
})
test.afterAll(() => locked.stop())

/** What the page is told over its wire, in a browser. */
async function listenToWire(page: Page): Promise<string[]> {
  const received: string[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(String(payload))),
  )
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  return received
}

/** Nowhere in the page, its address, what it keeps, or a file of the app. */
async function expectNowhere(page: Page, app: App): Promise<void> {
  const inFields = await page.evaluate(() =>
    [...document.querySelectorAll('input')].map(({ value }) => value),
  )
  expect(inFields.filter((value) => value.includes(password))).toEqual([])
  expect(await page.content()).not.toContain(password)
  expect(page.url()).not.toContain(password)
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(kept).not.toContain(password)
  await expectInNoFile(app, password)
}

test('a password that is kept in memory is asked for after the next start, and never seen again', async ({
  page,
  app,
}) => {
  const received = await listenToWire(page)
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByLabel('Address').fill(locked.url.replace('redis://', `redis://:${password}@`))
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(password)
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'password')
  await page.getByLabel('Name').fill('Guarded')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(page.getByText('Connected to Guarded.')).toBeVisible()
  const why = app.electron ? 'this system offers only basic text' : 'password kept until the app ends'
  await expect(itemOf(page, 'Guarded')).toContainText(why)
  await expectNowhere(page, app)
  expect(received.length > 0).toBe(app.electron === null)
  expect(received.filter((text) => text.includes(password))).toEqual([])

  const again = await app.restart()
  const dialog = again.getByRole('dialog', { name: 'Password for Guarded' })
  await expect(dialog).toContainText('It is not kept here.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await goToConnections(again)
  await expect(itemOf(again, 'Guarded')).toContainText('password is asked for when it is opened')
  await pressOpen(again, 'Guarded')
  await dialog.getByLabel('Password', { exact: true }).fill('not-it')
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toContainText('The server did not take it.')
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Show the password' }).click()
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
  await dialog.getByLabel('Password', { exact: true }).press('Enter')
  await expect(dialog).toHaveCount(0)
  await expectState(again, 'ready')
  await expect(itemOf(again, 'Guarded')).toContainText(why)
  await expectNowhere(again, app)
})
