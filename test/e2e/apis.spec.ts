import type { Page } from '@playwright/test'
import type { RedisServer } from '../support/redis-server.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { connectTo, countCalls } from './fixtures-traffic.ts'

test.setTimeout(120_000)

/** Calls of four closed days, the newest first: yesterday, and the three before it. */
const callsByDay: Record<string, number>[] = [
  { '/api/weather': 300, '/user/1': 10, '/user/3': 30, '/api/new': 7 },
  { '/api/weather': 200, '/user/1': 10, '/user/2': 20 },
  { '/api/weather': 250 },
  { '/api/weather': 150, '/old': 40, '/user/1': 5 },
]

const today = (): number => Math.floor(Date.now() / 86_400_000)
const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** Counts these days by literal keys; gives the two newest as the address names them. */
async function seedDays(redis: RedisServer, days: Record<string, number>[] = callsByDay): Promise<string> {
  const now = today()
  const entries: Record<string, string> = {}
  days.forEach((calls, i) => {
    const day = now - 1 - i
    const total = Object.values(calls).reduce((sum, count) => sum + count, 0)
    entries[`stats:day:${day}:total`] = String(total)
    for (const [endpoint, count] of Object.entries(calls))
      entries[`stats:day:${day}:api:${endpoint}`] = String(count)
  })
  await redis.seed(entries)
  return `${dateOf(now - 2)}..${dateOf(now - 1)}`
}

async function goTo(page: Page, query: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/apis?zone=UTC&${query}`)
  await expect(page.getByRole('heading', { level: 1, name: 'APIs' })).toBeVisible()
}

const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })

test('usage is what was counted: calls, share, change, new and gone quiet', async ({ page, redis }) => {
  const days = await seedDays(redis)
  await connectTo(page, redis.url)
  await goTo(page, `days=${days}`)
  const weather = rowOf(page, '/api/weather')
  await expect(weather).toContainText('500', { timeout: 30_000 })
  await expect(weather).toContainText('86.7%')
  await expect(weather).toContainText('+25.0%')
  const card = page.getByRole('region', { name: /Calls by endpoint/ })
  await expect(card).toContainText('577')
  await expect(card).toContainText('+29.7%')
  await expect(rowOf(page, '/api/new')).toContainText('new')
  await expect(page.getByRole('button', { name: 'New 3' })).toBeVisible()
  await page.getByRole('button', { name: 'Gone quiet 1' }).click()
  await expect(rowOf(page, '/old')).toContainText(/gone quiet\s*0.*−100\.0%/)
  await expect(weather).toHaveCount(0)
  await expect(rowOf(page, '/old')).toContainText(dateOf(today() - 4))
})

test('ids in paths are put together and taken apart again', async ({ page, redis }) => {
  const days = await seedDays(redis)
  await connectTo(page, redis.url)
  await goTo(page, `days=${days}`)
  await expect(rowOf(page, '/user/3')).toContainText('30', { timeout: 30_000 })
  await page.getByRole('button', { name: /^Group/ }).click()
  await page.getByRole('menuitemradio', { name: 'Ids as one' }).click()
  const group = rowOf(page, '/user/{id}')
  await expect(group).toContainText('3 endpoints')
  await expect(group).toContainText('70')
  await expect(group).toContainText('+1,300%')
  await group.getByRole('link').click()
  await expect(rowOf(page, '/user/2')).toContainText('20')
  await expect(rowOf(page, '/api/weather')).toHaveCount(0)
  await page.getByRole('link', { name: 'All APIs', exact: true }).click()
  await expect(group).toContainText('70')
  await page.getByRole('button', { name: /^Group/ }).click()
  await page.getByRole('menuitemradio', { name: 'First 1 part of the path' }).click()
  await expect(rowOf(page, '/api')).toContainText('507')
})

test('one endpoint is shown by days and hours, drawn and as a table, and is in the address', async ({
  page,
  redis,
}) => {
  const days = await seedDays(redis)
  await connectTo(page, redis.url)
  await goTo(page, `days=${days}&step=day`)
  await rowOf(page, '/api/weather').getByRole('link').click({ timeout: 30_000 })
  const card = page.getByRole('region', { name: 'Calls by day', exact: true })
  await expect(card).toContainText('with 300 calls.')
  await expect(page.getByRole('region', { name: 'Share of all calls by day' })).toContainText(
    'Between 86.5% and 87.0% of all calls.',
  )
  await expect
    .poll(() =>
      card.locator('canvas').evaluate((one: HTMLCanvasElement) => {
        const { data } = one.getContext('2d')!.getImageData(0, 0, one.width, one.height)
        return data.filter((value, i) => i % 4 === 3 && value > 0).length
      }),
    )
    .toBeGreaterThan(2_000)
  await card.getByRole('button', { name: /Show as table/ }).click()
  await expect(card.getByRole('row').nth(2)).toContainText(/300\s*347\s*86\.5%\s*closed/)
  await page.reload()
  await expect(card.getByRole('row').nth(1)).toContainText(/200\s*230\s*87\.0%\s*closed/)
  await page.getByRole('button', { name: 'Hours' }).click()
  await expect(page.getByRole('region', { name: 'Calls by hour', exact: true })).toContainText('—')
  await page.getByRole('link', { name: 'Back to all APIs' }).click()
  await expect(rowOf(page, '/api/weather')).toBeVisible()
})

test('days are chosen in a calendar and stand in the address', async ({ page, redis }) => {
  await seedDays(redis)
  await connectTo(page, redis.url)
  await goTo(page, '')
  await page.getByRole('button', { name: /Choose first and last day/ }).click()
  const calendar = page.getByRole('dialog', { name: 'Choose first and last day' })
  await expect(calendar).toBeVisible()
  await expectAccessible(page)
  const day = calendar.locator(`[data-value="${dateOf(today() - 6)}"]`).first()
  await day.click()
  await day.click()
  await expect(calendar).toHaveCount(0)
  expect(page.url()).toMatch(/days=(\d{4}-\d{2}-\d{2})\.\.\1/)
  await page.getByRole('button', { name: '7 days' }).click()
  await expect.poll(() => page.url()).not.toContain('days=')
})

test('the last of 10,000 endpoints is reached, searched and copied', async ({ page, redis }) => {
  const calls = Object.fromEntries(
    Array.from({ length: 10_000 }, (_one, i) => [`/api/op-${String(i).padStart(5, '0')}`, 10_001 - i]),
  )
  const days = await seedDays(redis, [calls])
  const seen = Math.floor(Date.now() / 1_000)
  const members = Object.keys(calls).flatMap((name) => [String(seen), name])
  for (let from = 0; from < members.length; from += 2_000)
    await redis.command('ZADD', 'stats:index:apis', ...members.slice(from, from + 2_000))
  await connectTo(page, redis.url)
  await goTo(page, `days=${days}`)
  await expect(rowOf(page, '/api/op-00000')).toContainText('10,001', { timeout: 60_000 })
  const table = page.getByRole('region', { name: 'Table of endpoints' })
  await table.evaluate((one) => one.scrollTo(0, one.scrollHeight))
  await expect(rowOf(page, '/api/op-09999')).toContainText('2', { timeout: 20_000 })
  expect(await page.getByRole('rowheader').count()).toBeLessThan(60)
  await page.keyboard.press('/')
  await page.keyboard.type('OP-07777')
  await expect(page.getByText('1 match', { exact: true })).toBeVisible({ timeout: 20_000 })
  await expect(rowOf(page, '/api/op-07777')).toContainText('2,224')
  await page.getByRole('button', { name: 'Calls by endpoint: copy or save' }).click()
  await page.getByRole('menuitem', { name: 'Copy table' }).click()
  await expect(page.getByText('Copied: 1 row')).toBeVisible()
})

test('columns that were left out stay out after a new start', async ({ page, redis, app }) => {
  await seedDays(redis)
  await connectTo(page, redis.url)
  await goTo(page, '')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'First seen' }).click()
  await expect(page.getByRole('columnheader', { name: 'First seen' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  const again = await app.restart()
  await again.evaluate(() => {
    location.hash = '#/apis?zone=UTC'
  })
  await expect(again.getByRole('columnheader', { name: 'Last seen' })).toBeVisible()
  await expect(again.getByRole('columnheader', { name: 'First seen' })).toHaveCount(0)
})

test('the page is reached from the overview, by its link and by the keyboard', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 12 })
  await connectTo(page, redis.url)
  await page.getByRole('link', { name: 'All APIs →' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'APIs' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await rowOf(page, '/api/weather').getByRole('rowheader').getByRole('link').click()
  await expect(page.getByRole('heading', { level: 2, name: '/api/weather' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page.getByRole('region', { name: /Calls by endpoint/ })).toBeVisible()
})

test('figures of a Redis that went away stay, dimmed and dated', async ({ page, redis }) => {
  const days = await seedDays(redis)
  await connectTo(page, redis.url)
  await goTo(page, `days=${days}`)
  await expect(rowOf(page, '/api/weather')).toContainText('500', { timeout: 30_000 })
  await redis.kill('SIGKILL')
  await expect(page.locator('.apis')).toHaveClass(/is-stale/, { timeout: 30_000 })
  await expect(rowOf(page, '/api/weather')).toContainText('500')
  await expect(page.locator('.age')).toContainText(/as of \d\d:\d\d:\d\d/)
})

test('axe finds nothing on the list, a group and an endpoint, and nothing is cut off at 900 by 600', async ({
  page,
  redis,
}) => {
  const days = await seedDays(redis)
  await connectTo(page, redis.url)
  await goTo(page, `days=${days}`)
  await expect(rowOf(page, '/api/weather')).toContainText('500', { timeout: 30_000 })
  await inBothThemes(page, () => expectAccessible(page))
  await goTo(page, `days=${days}&in=pattern=/user/{id}`)
  await expect(rowOf(page, '/user/1')).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 900, height: 600 })
  const sideways = () => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth)
  await expect.poll(sideways).toBe(0)
  await goTo(page, `days=${days}&endpoint=/api/weather&table=share`)
  await expect(page.getByRole('region', { name: 'Calls by hour', exact: true })).toBeVisible()
  await expect.poll(sideways).toBe(0)
  await inBothThemes(page, () => expectAccessible(page))
})
