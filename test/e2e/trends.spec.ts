import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures.ts'
import { connectTo, countCalls } from './fixtures-traffic.ts'
import {
  callsOf,
  figureOf,
  hourOf,
  hourSeed,
  openTrends,
  pasted,
  tableRows,
  totalOf,
  type Endpoint,
} from './fixtures-trends.ts'

test.setTimeout(120_000)

const grouped = (calls: number): string => calls.toLocaleString('en-GB')
const chart = (page: Page) => page.locator('section.chart')
const address = (page: Page): string => decodeURIComponent(page.url())

/** Presses the pointer at one place of the plot and lets it go at another, both as shares of its width. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  const box = (await page.getByRole('slider').boundingBox())!
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * from, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * ((from + to) / 2), y)
  await page.mouse.move(box.x + box.width * to, y)
  await page.mouse.up()
}

test('every hour, and the one it is compared with, is what was counted, in chart, table and sum', async ({
  page,
  redis,
}) => {
  await redis.seed(hourSeed(Date.now()))
  await openTrends(page, redis)
  const canvas = chart(page).locator('canvas')
  await expect(canvas).toHaveCount(2)
  await expect(canvas.first()).toHaveAttribute('aria-label', /^Calls by hour\. Busiest hour .+ calls; .+\.$/)
  await expect
    .poll(() =>
      canvas.first().evaluate((one: HTMLCanvasElement) => {
        const { data } = one.getContext('2d')!.getImageData(0, 0, one.width, one.height)
        return data.filter((value, i) => i % 4 === 3 && value > 0).length
      }),
    )
    .toBeGreaterThan(10_000)
  await page.getByRole('button', { name: 'Calls by hour: Show as table' }).click()
  for (const [choice, hoursBack] of [
    ['Period before', 24],
    ['Same weekday', 7 * 24],
  ] as const) {
    await page.getByRole('button', { name: choice, exact: true }).click()
    await expect(page.locator('.trends')).not.toHaveClass(/is-pending/)
    await expect
      .poll(async () => {
        const rows = await tableRows(page)
        const isRight = rows.map(
          ({ hour, cells }) =>
            cells[1] === grouped(totalOf(hour)) &&
            hourOf(cells[2]!) === hour - hoursBack &&
            cells[3] === grouped(totalOf(hour - hoursBack)),
        )
        return rows.length === 24 && isRight.every(Boolean)
      })
      .toBe(true)
  }
  await expect
    .poll(async () => {
      const sum = (await tableRows(page)).reduce((all, { hour }) => all + totalOf(hour), 0)
      return (await figureOf(page, 'Calls').textContent())?.includes(grouped(sum))
    })
    .toBe(true)
  expect(address(page)).toContain('compare=weekday')
  expect(address(page)).toContain('table=trend')
})

test('an endpoint is found by a part of its name, odd ones as text, and stays over a reload', async ({
  page,
  redis,
}) => {
  await redis.seed(hourSeed(Date.now()))
  await openTrends(page, redis, '&table=trend')
  await page.keyboard.press('/')
  const options = page.getByRole('option')
  await expect(options).toHaveCount(4)
  await expect(options.first()).toHaveText('All calls')
  await expect(page.getByRole('option', { name: '<b>odd\\n"name"' })).toBeVisible()
  await page.keyboard.type('NEWS')
  await expect(options).toHaveCount(2)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Endpoint: /api/news' })).toBeVisible()
  expect(address(page)).toContain('endpoint=/api/news')
  const isShown = async (endpoint: Endpoint): Promise<void> => {
    await expect
      .poll(async () => {
        const rows = await tableRows(page)
        return (
          rows.length === 24 && rows.every(({ hour, cells }) => cells[1] === `${callsOf[endpoint](hour)}`)
        )
      })
      .toBe(true)
  }
  await isShown('/api/news')
  await page.reload()
  await isShown('/api/news')
  await page.keyboard.press('/')
  await page.getByRole('option', { name: '<b>odd\\n"name"' }).click()
  await isShown('<b>odd\n"name"')
  await expect(chart(page).locator('b')).toHaveCount(0)
})

test('dragging zooms; the two instants stand in the address, survive a reload, and Escape leaves', async ({
  page,
  redis,
}) => {
  await redis.seed(hourSeed(Date.now()))
  await openTrends(page, redis)
  await drag(page, 4.5 / 24, 9.5 / 24)
  await expect(page).toHaveURL(/zoom=/)
  const [from, to] = /zoom=([^&]+)/
    .exec(address(page))![1]!
    .split('/')
    .map((instant) => Date.parse(instant) / 3_600_000) as [number, number]
  // The points 4 to 9, both included.
  expect(to - from).toBe(6)
  const hours = Array.from({ length: 6 }, (_, i) => from + i)
  const sum = grouped(hours.reduce((all, hour) => all + totalOf(hour), 0))
  await expect(figureOf(page, 'Calls')).toContainText(`${sum}in 6 hours`)
  await page.reload()
  await expect(figureOf(page, 'Calls')).toContainText(`${sum}in 6 hours`)
  await expect(page.getByRole('button', { name: 'Whole range' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/zoom=/)
  await expect(figureOf(page, 'Calls')).toContainText('the running hour included')
})

test('the keyboard tells each point, zooms and steps through time', async ({ page, redis }) => {
  await redis.seed(hourSeed(Date.now()))
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { level: 1, name: 'Trends' })).toBeVisible()
  await openTrends(page, redis)
  const slider = page.getByRole('slider')
  await slider.focus()
  await page.keyboard.press('ArrowLeft')
  const told = (await slider.getAttribute('aria-valuetext'))!
  expect(told).toContain(`UTC: ${totalOf(hourOf(told))}, closed`)
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(figureOf(page, 'Calls')).toContainText('in 3 hours')
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/zoom=/)
  const span = page.locator('.stepper .span')
  await expect(span).toContainText('now')
  await page.keyboard.press('[')
  await expect(span).not.toContainText('now')
  await expect(page).toHaveURL(/until=/)
  await expect(figureOf(page, 'Calls')).toContainText('in 24 hours')
  await page.keyboard.press(']')
  await expect(span).toContainText('now')
  await expect(page).not.toHaveURL(/until=/)
})

test('a time before the first counter is hatched and unknown, never 0', async ({ page, redis }) => {
  await redis.seed(hourSeed(Date.now()))
  const until = new Date((Math.floor(Date.now() / 86_400_000) - 60) * 86_400_000).toISOString()
  await openTrends(page, redis, `&until=${until}`)
  await expect(figureOf(page, 'Calls')).toContainText('—not counted yet, or lost')
  await expect(chart(page)).toContainText('Nothing is known of this time: not counted yet, or lost.')
  await expect(page.getByRole('button', { name: 'Earlier' })).toBeDisabled()
  await page.getByRole('button', { name: 'Now', exact: true }).click()
  await expect(page.locator('.stepper .span')).toContainText('now')
})

test('figures move as calls are counted', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 1_234 })
  await openTrends(page, redis, '&range=minute&compare=none')
  await expect(figureOf(page, 'Calls')).toContainText('1,234')
  await countCalls(redis, { endpoint: '/api/weather', count: 1_000 })
  await expect(figureOf(page, 'Calls')).toContainText('2,234')
})

test('what is shown is copied as CSV', async ({ page, redis }) => {
  await redis.seed(hourSeed(Date.now()))
  await openTrends(page, redis, '&endpoint=/api/weather&zone=Asia/Kathmandu')
  await page.evaluate(() => {
    location.hash = location.hash.replace('zone=UTC&', '')
  })
  await expect(page.getByRole('button', { name: /UTC\+5:45 Asia\/Kathmandu/ })).toBeVisible()
  await expect(page.locator('.trends')).not.toHaveClass(/is-pending/)
  await page.getByRole('button', { name: 'Calls by hour: copy or save' }).click()
  await page.getByRole('menuitem', { name: 'Copy table' }).click()
  await expect(page.getByText('Copied', { exact: true })).toBeVisible()
  const [head, ...lines] = (await pasted(page)).trim().split('\n')
  expect(head).toBe(
    'start,calls,at_least,partial,approximate,why,compared_start,compared_calls,difference,endpoint,source,sample,zone,buckets,from,to,as_of,saved_at,app',
  )
  expect(lines).toHaveLength(24)
  for (const line of lines) {
    const [start, calls, , , , why, before, callsBefore] = line.split(',')
    expect(start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:45:00\+05:45$/)
    const hour = Date.parse(start!) / 3_600_000
    expect(Number(calls)).toBe(callsOf['/api/weather'](hour))
    expect(Date.parse(before!) / 3_600_000).toBe(hour - 24)
    expect(Number(callsBefore)).toBe(callsOf['/api/weather'](hour - 24))
    expect(why).toBe('')
    expect(line).toMatch(
      /,\/api\/weather,Test Redis,false,Asia\/Kathmandu,UTC(,\d{4}-\d\d-\d\dT[\d:]+\+05:45){4},tallyscope [\d.]+$/,
    )
  }
})

test('an endpoint of the overview leads to its trend, by keyboard too', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 77 })
  await connectTo(page, redis.url)
  const link = page.getByRole('link', { name: /^Trend of \/api\/weather/ })
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Endpoint: /api/weather' })).toBeVisible()
  await expect(figureOf(page, 'Calls')).toContainText('77')
  expect(address(page)).toContain('#/trends?zone=UTC&endpoint=/api/weather')
})

test('when Redis goes away its last figures stay, dated, and its return heals the page', async ({
  page,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 4_321 })
  await openTrends(page, redis, '&range=minute&compare=none')
  await expect(figureOf(page, 'Calls')).toContainText('4,321')
  await redis.kill('SIGKILL')
  await expect(page.locator('.trends')).toHaveClass(/is-stale/, { timeout: 20_000 })
  await expect(page.locator('.notice')).toContainText('These are its last figures.')
  await expect(figureOf(page, 'Calls')).toContainText('4,321')
  await expect(page.locator('.age')).toContainText(/as of \d\d:\d\d:\d\d/)
  await redis.restart()
  await countCalls(redis, { endpoint: '/api/weather', count: 5_000 })
  await expect(page.locator('.notice')).toHaveCount(0, { timeout: 30_000 })
  await expect(figureOf(page, 'Calls')).toContainText('5,000', { timeout: 20_000 })
})

test('axe finds nothing, with chart, table, picker and in both themes', async ({ page, redis }) => {
  await redis.seed(hourSeed(Date.now()))
  await redis.command('DEL', `stats:hour:${Math.floor(Date.now() / 3_600_000) - 5}:total`)
  await openTrends(page, redis)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    await page.getByRole('slider').focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await expectAccessible(page)
    await page.getByRole('button', { name: /Show as table/ }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: /Show as chart/ }).click()
    await page.getByRole('button', { name: /^Endpoint/ }).click()
    await expect(page.getByRole('option').nth(1)).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
})

test('nothing is cut off at 900 by 600 and at twice the size, in past and zoom', async ({ page, redis }) => {
  await redis.seed(hourSeed(Date.now()))
  await openTrends(page, redis)
  await page.keyboard.press('[')
  await expect(page.getByRole('button', { name: 'Now', exact: true })).toBeVisible()
  await drag(page, 0.2, 0.6)
  await expect(page.getByRole('button', { name: 'Whole range' })).toBeVisible()
  for (const size of [
    { width: 900, height: 600 },
    { width: 640, height: 400 },
  ]) {
    await page.setViewportSize(size)
    await expect.poll(() => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
    const cut = await page
      .locator('.tools, .figures, .stepper')
      .evaluateAll((all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className),
      )
    expect(cut).toEqual([])
  }
})

test('12 months and any days are chosen, stepped through and kept in the address', async ({
  page,
  redis,
}) => {
  await redis.seed(hourSeed(Date.now()))
  await openTrends(page, redis)
  await page.getByRole('button', { name: '12 months' }).click()
  await expect(chart(page).locator('canvas').first()).toHaveAttribute('aria-label', /^Calls by day\./)
  expect(address(page)).toContain('range=year')
  await page.getByRole('button', { name: 'Calls by day: Show as table' }).click()
  await expect(page.locator('.chart tbody tr')).toHaveCount(365)
  await page.getByRole('button', { name: 'Calls by day: Show as chart' }).click()

  await page.getByRole('button', { name: /Choose first and last day/ }).click()
  const calendar = page.getByRole('dialog', { name: 'Choose first and last day' })
  await expect(calendar).toBeVisible()
  await expectAccessible(page)
  const dayMs = 86_400_000
  const today = Math.floor(Date.now() / dayMs)
  const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
  await page.keyboard.press('Escape')
  await expect(calendar).toHaveCount(0)
  await page.evaluate(
    (days) => (location.hash = `#/trends?zone=UTC&days=${days}`),
    `${dateOf(today - 7)}..${dateOf(today - 5)}`,
  )
  await expect(chart(page).locator('canvas').first()).toHaveAttribute('aria-label', /^Calls by hour\./)
  await page.getByRole('button', { name: 'Calls by hour: Show as table' }).click()
  const hours = (first: number): number[] => Array.from({ length: 72 }, (_, i) => 24 * first + i)
  const isRight = async (first: number): Promise<boolean> => {
    const rows = await tableRows(page)
    return rows.length === 72 && hours(first).every((hour, i) => rows[i]!.cells[1] === grouped(totalOf(hour)))
  }
  await expect.poll(() => isRight(today - 7)).toBe(true)
  await page.keyboard.press('[')
  await expect.poll(() => isRight(today - 10)).toBe(true)
  expect(address(page)).toContain(`days=${dateOf(today - 10)}..${dateOf(today - 8)}`)
  await page.getByRole('button', { name: 'Days', exact: true }).click()
  await expect(page.locator('.chart tbody tr')).toHaveCount(3)
  const ofDay = (day: number): string =>
    grouped(Array.from({ length: 24 }, (_, i) => totalOf(24 * day + i)).reduce((sum, one) => sum + one, 0))
  for (const [i, day] of [today - 10, today - 9, today - 8].entries())
    await expect(page.locator('.chart tbody tr').nth(i).getByRole('cell').nth(1)).toHaveText(ofDay(day))
  await page.getByRole('button', { name: 'Now', exact: true }).click()
  await expect.poll(() => address(page)).toContain(`days=${dateOf(today - 2)}..${dateOf(today)}`)
  await page.getByRole('button', { name: '24 hours', exact: true }).click()
  await expect.poll(() => address(page)).not.toContain('days=')
})
