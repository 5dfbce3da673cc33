import type { RedisServer } from '../support/redis-server.ts'
import { startRedis } from '../support/redis-server.ts'
import { cardOf, goToConnections, itemOf, pressOpen, savedNames } from './fixtures-connections.ts'
import { clientOf } from './fixtures-passwords.ts'
import { connectTo, countCalls, tileOf } from './fixtures-traffic.ts'
import { expect, test } from './fixtures.ts'

test.slow()

const dayNow = (): number => Math.floor(Date.now() / 86_400_000)

/** Closed days of a Redis, all of one endpoint, by literal keys. */
function closedDays(callsPerDay: number): Record<string, string> {
  const entries = [1, 2, 3, 4].flatMap((back) => [
    [`stats:day:${dayNow() - back}:total`, String(callsPerDay)],
    [`stats:day:${dayNow() - back}:api:/api/weather`, String(callsPerDay)],
  ])
  return Object.fromEntries(entries) as Record<string, string>
}

test('what is connected is saved, another is added by its fields, and both come back at the next start', async ({
  page,
  app,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 12 })
  await connectTo(page, redis.url, 'Orders')
  await goToConnections(page)
  await page.getByLabel('Host').fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill('1')
  await page.getByLabel('Database').fill('3')
  await page.getByLabel('User').fill('reader')
  await page.getByLabel('Name').fill('Billing')
  await page.getByRole('radio', { name: 'Pink' }).check()
  await page.getByLabel('This is production').check()
  await expect(page.getByLabel('Address')).toHaveValue('redis://127.0.0.1:1/3')
  await page.getByRole('button', { name: 'Save without opening' }).click()
  await expect(page.getByText('Billing is saved.')).toBeVisible()
  await expect(itemOf(page, 'Billing')).toContainText(
    /Production\s*redis:\/\/127\.0\.0\.1:1\/3\s*as reader\s*not open\s*no password/,
  )
  await expect(itemOf(page, 'Orders')).toContainText('connected')
  const again = await app.restart()
  await goToConnections(again)
  await expect
    .poll(() => savedNames(again))
    .toEqual(['Orders', expect.stringContaining('Billing'), 'Sample data'])
  await expect(itemOf(again, 'Orders')).toContainText('connected')
})

test('one can be edited, duplicated and deleted, and a deleted one comes back by the keyboard', async ({
  page,
  redis,
}) => {
  await connectTo(page, redis.url, 'Orders')
  await goToConnections(page)
  await page.getByRole('button', { name: 'Edit Orders' }).click()
  await page.getByLabel('Name').fill('Shop')
  await page.getByText('Advanced').click()
  await expect(page.getByLabel('Statuses of error')).toHaveValue(/^error\nfail\n/)
  await page.getByLabel('Statuses of success').fill('fine')
  await page.getByLabel('Most keys a second of a search').fill('2000')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Shop is saved.')).toBeVisible()
  await expect(cardOf(page)).toContainText('Shop')
  const { items } = await clientOf(page).api.connections()
  expect(items[0]).toMatchObject({ name: 'Shop', scanLimit: 2_000, statusLists: { success: ['fine'] } })
  await page.getByRole('button', { name: 'Duplicate Shop' }).click()
  await expect.poll(() => savedNames(page)).toEqual(['Shop', 'Shop 2', 'Sample data'])
  await page.getByRole('button', { name: 'Delete Shop', exact: true }).press('Enter')
  await expect.poll(() => savedNames(page)).toEqual(['Shop 2', 'Sample data'])
  // It was the one that is open.
  await expect(cardOf(page)).toContainText('Sample data')
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => savedNames(page)).toEqual(['Shop', 'Shop 2', 'Sample data'])
})

test('one switches from anywhere by key, and sees which is production', async ({ page, redis }) => {
  const other = await startRedis()
  try {
    await countCalls(redis, { endpoint: '/api/weather', count: 12 })
    await countCalls(other, { endpoint: '/api/news', count: 34 })
    await connectTo(page, redis.url, 'Orders')
    await clientOf(page).api.saveConnection({
      url: other.url,
      name: 'Billing',
      production: true,
      reportZone: 'UTC',
    })
    await page.locator('body').press('c')
    await expect(page.getByRole('option', { name: /Billing/ })).toContainText('Production')
    await page.keyboard.type('bill')
    await expect(page.getByRole('option')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(cardOf(page)).toContainText(/Billing\s*Production/)
    await expect(tileOf(page, 'Calls today')).toContainText('34')
    await cardOf(page)
      .getByRole('button', { name: /Switch connection/ })
      .click()
    await expect(page.getByRole('option')).toHaveCount(3)
    await page.keyboard.press('ArrowUp')
    await expect(page.getByRole('option', { name: /Orders/ })).toHaveAttribute('data-highlighted')
    await page.keyboard.press('Enter')
    await expect(cardOf(page)).toContainText('Orders')
    await expect(tileOf(page, 'Calls today')).toContainText('12')
  } finally {
    await other.stop()
  }
})

test('by which days a connection is reported is asked once, and can be changed later', async ({
  page,
  app,
  redis,
}) => {
  const question = (on = page) => on.getByRole('region', { name: 'Days of reports' })
  const zone = async (on = page) => (await clientOf(on).api.connections()).items[0]!.reportZone
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByLabel('Address').fill(redis.url)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(question()).toContainText('Everything is exact: calls, endpoints, success rate and users.')
  expect(await zone()).toBeNull()
  await question()
    .getByRole('button', { name: /Another zone/ })
    .click()
  await question().getByRole('textbox', { name: 'Search zones' }).fill('Kathmandu')
  await question()
    .getByRole('option', { name: /Asia\/Kathmandu/ })
    .click()
  await expect(question()).toHaveCount(0)
  expect(await zone()).toBe('Asia/Kathmandu')
  const again = await app.restart()
  await goToConnections(again)
  await expect(itemOf(again, `${redis.url}/0`)).toContainText('connected')
  await expect(question(again)).toHaveCount(0)
  await again.getByRole('button', { name: /^Edit/ }).click()
  await again.getByText('Advanced').click()
  await again.getByLabel('Days of reports').selectOption('UTC')
  await again.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => zone(again)).toBe('UTC')
})

test('another Redis behind a known address is asked about when it is opened', async ({ page, redis }) => {
  await redis.seed(closedDays(400))
  await connectTo(page, redis.url, 'Swapped')
  await expectArchived(page, 400)
  await redis.restart()
  await redis.seed(closedDays(90))
  await goToConnections(page)
  await pressOpen(page, 'Swapped')
  const dialog = page.getByRole('dialog', { name: 'Is this the same Redis?' })
  await dialog.getByRole('button', { name: 'It is another Redis: start a new archive' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('Connected to Swapped.')).toBeVisible()
  await expectArchived(page, 90)
})

test('an edit that leads to another server asks what becomes of the archive', async ({ page, redis }) => {
  const moved: RedisServer = await startRedis()
  try {
    await redis.seed(closedDays(400))
    await moved.seed(closedDays(400))
    await connectTo(page, redis.url, 'Moved')
    await expectArchived(page, 400)
    await goToConnections(page)
    await page.getByRole('button', { name: 'Edit Moved' }).click()
    await page.getByLabel('Port', { exact: true }).fill(String(moved.port))
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Is this the same Redis?' })
    await expect(dialog).toContainText('reached in another way')
    await dialog.getByRole('button', { name: 'The same Redis: take the archive along' }).click()
    await expect(page.getByText('Moved is saved.')).toBeVisible()
    await expect(itemOf(page, 'Moved')).toContainText(moved.url)
    await expect(itemOf(page, 'Moved')).toContainText('connected')
  } finally {
    await moved.stop()
  }
})

test('why one cannot be opened is said on every page, and the one before stays', async ({ page, redis }) => {
  await connectTo(page, redis.url, 'Orders')
  await clientOf(page).api.saveConnection({ url: 'redis://127.0.0.1:1', name: 'Nobody' })
  await page.locator('body').press('c')
  await page.keyboard.type('nobody')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  const alert = page.getByRole('alert').filter({ hasText: 'Nobody could not be opened.' })
  await expect(alert).toContainText(/host and port|Redis runs/)
  await expect(cardOf(page)).toContainText('Orders')
  await alert.getByRole('button', { name: 'Dismiss' }).click()
  await expect(alert).toHaveCount(0)
})

/** Reads the closed days, which the archive then holds. */
async function expectArchived(page: Parameters<typeof clientOf>[0], calls: number): Promise<void> {
  const lastDays = async () => {
    const { points } = await clientOf(page).api.trend({ range: 'day', zone: 'UTC' })
    return points.slice(-4, -1).map((point) => point.calls)
  }
  await expect.poll(lastDays).toEqual([calls, calls, calls])
}
