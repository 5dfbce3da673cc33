import { expect, test } from './fixtures.ts'
import { connectTo, countCalls, tileOf } from './fixtures-traffic.ts'

test('the first launch shows sample data at once, labelled, with the way to connect', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d,\d{3}/)
  await expect(page.getByRole('link', { name: 'Connect your Redis' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('Sample data')
  await expect(page).toHaveTitle(/Sample data/)
})

test('figures move as calls are counted', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 1_234 })
  await countCalls(redis, { endpoint: '/api/news', status: 'error', count: 66 })
  await connectTo(page, redis.url)
  await expect(tileOf(page, 'Calls today')).toContainText('1,300')
  await expect(tileOf(page, 'Success')).toContainText('94.92')
  await expect(tileOf(page, 'Success')).toContainText('66 errors')
  const weather = page.getByRole('row', { name: /\/api\/weather/ })
  await expect(weather).toContainText('1,234')
  await expect(weather).toContainText('94.9%')
  await countCalls(redis, { endpoint: '/api/weather', count: 1_000 })
  await expect(tileOf(page, 'Calls today')).toContainText('2,300')
  await expect(tileOf(page, 'This hour')).toContainText('2,300')
  await expect(weather).toContainText('2,234')
  await expect(tileOf(page, 'Now')).toContainText('calls/s')
})

test('a new endpoint appears by itself', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 10 })
  const seen = Math.floor(Date.now() / 1_000)
  await redis.command('ZADD', 'stats:index:apis', seen, '/api/weather')
  await redis.command('ZADD', 'stats:index:statuses', seen, 'success')
  await connectTo(page, redis.url)
  await expect(page.getByRole('row', { name: /\/api\/weather/ })).toBeVisible()
  await countCalls(redis, { endpoint: '/api/brand-new', count: 5 })
  await redis.command('ZADD', 'stats:index:apis', seen + 1, '/api/brand-new')
  await expect(page.getByRole('row', { name: /\/api\/brand-new/ })).toContainText('5', { timeout: 30_000 })
})

test('both charts are drawn and can be read as tables, which stand in the address', async ({ page }) => {
  for (const title of ['Calls per second', 'Today by hour']) {
    const card = page.getByRole('region', { name: title, exact: true })
    const canvas = card.locator('canvas')
    await expect(canvas).toHaveAttribute('aria-label', new RegExp(`^${title}\\. .+\\.$`))
    await expect
      .poll(() =>
        canvas.evaluate((one: HTMLCanvasElement) => {
          const { data } = one.getContext('2d')!.getImageData(0, 0, one.width, one.height)
          return data.filter((value, i) => i % 4 === 3 && value > 0).length
        }),
      )
      .toBeGreaterThan(2_000)
    await card.getByRole('button', { name: `${title}: Show as table` }).click()
    await expect(card.getByRole('row').nth(3)).toBeVisible()
  }
  expect(decodeURIComponent(page.url())).toContain('table=rate,hours')
  await page.reload()
  await expect(
    page.getByRole('region', { name: 'Today by hour', exact: true }).getByRole('row'),
  ).not.toHaveCount(0)
})

test('the chart and the tile of today tell the same zone and the same total', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/a', count: 421 })
  await connectTo(page, redis.url)
  await expect(tileOf(page, 'Calls today')).toContainText('421')
  const card = page.getByRole('region', { name: 'Today by hour', exact: true })
  await card.getByRole('button', { name: /Show as table/ }).click()
  await expect(card.getByRole('columnheader', { name: 'Time (UTC)' })).toBeVisible()
  await expect(card.getByRole('row', { name: /running/ })).toContainText('421')
})

test('the keyboard goes to pages, to the filter and to its own map', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await page.keyboard.press('/')
  await page.keyboard.type('ip_query')
  await expect(page.getByText('1 match')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Filter endpoints')).toHaveValue('')
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a zone is found by its name and stays in the address', async ({ page }) => {
  await page.getByRole('button', { name: /Time zone of the view/ }).click()
  await page.getByLabel('Search zones').fill('kathmandu')
  await page.getByRole('option', { name: /Kathmandu|Katmandu/ }).click()
  await expect(page.getByRole('button', { name: /UTC\+5:45/ })).toBeVisible()
  expect(decodeURIComponent(page.url())).toMatch(/zone=Asia\/Kath?mandu/)
})

test('hostile names of endpoints are text', async ({ page, redis }) => {
  const odd = [
    '__proto__',
    '<img src=x onerror=alert(1)>',
    'a\nb',
    '"quotes"',
    '/🚀',
    `/${'x'.repeat(65_536)}`,
  ]
  for (const [i, endpoint] of odd.entries()) await countCalls(redis, { endpoint, count: 10 + i })
  const day = Math.floor(Date.now() / 86_400_000)
  await redis.command('INCRBY', Buffer.from(`stats:day:${day}:api:\xff\xfe`, 'latin1'), 3)
  await connectTo(page, redis.url)
  for (const name of [
    '__proto__',
    '<img src=x onerror=alert(1)>',
    'a\\nb',
    '"quotes"',
    '/🚀',
    '\\xff\\xfe',
  ]) {
    await expect(page.getByRole('rowheader', { name, exact: true })).toBeVisible()
  }
  await expect(page.locator('tbody img')).toHaveCount(0)
  const main = page.locator('main')
  expect(await main.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
})
