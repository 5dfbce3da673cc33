import { expect, expectAccessible, test } from './fixtures.ts'
import { saveFrom } from './fixtures-saving.ts'
import { connectTo, countCalls } from './fixtures-traffic.ts'

const today = (): string => new Date().toISOString().slice(0, 10)
const formula = '=HYPERLINK("http://x/","y")'

test('a chart is saved as CSV, as a picture of points and as a picture of lines', async ({
  page,
  redis,
  app,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 1_234 })
  await connectTo(page, redis.url)
  const hour = new Date().toISOString().slice(11, 13)

  const csv = await saveFrom(page, app, { title: 'Today by hour', choice: 'CSV file' })
  expect(csv.name).toMatch(new RegExp(`^tallyscope-[0-9a-f]{8}-hours-${today()}\\.csv$`))
  const [head, ...rows] = csv.bytes.toString().trimEnd().split('\r\n')
  expect(head).toMatch(/^\ufeffstart,minutes,calls,/)
  expect(rows).toHaveLength(24)
  expect(rows[Number(hour)]).toMatch(
    new RegExp(
      `^${today()}T${hour}:00:00\\+00:00,60,1234,true,.*,Test Redis,false,UTC,UTC,${today()},${today()},${today()}T.*,tallyscope [\\d.]+$`,
    ),
  )

  const svg = await saveFrom(page, app, { title: 'Today by hour', choice: 'SVG picture' })
  expect(svg.name).toBe(csv.name.replace('.csv', '.svg'))
  const drawn = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, 'image/svg+xml')
    return {
      isWhole: read.querySelector('parsererror') === null,
      title: read.querySelector('title')?.textContent,
      words: [...read.querySelectorAll('text')].map((one) => one.textContent),
      marks: read.querySelectorAll('path').length,
    }
  }, svg.bytes.toString())
  expect(drawn).toMatchObject({ isWhole: true, title: 'Today by hour' })
  expect(drawn.words.join(' ')).toContain('Test Redis')
  expect(drawn.marks).toBeGreaterThan(3)

  const png = await saveFrom(page, app, { title: 'Today by hour', choice: 'PNG picture' })
  expect(png.name).toBe(csv.name.replace('.csv', '.png'))
  const seen = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    const colours = new Set<number>()
    for (let i = 0; i < data.length; i += 4)
      colours.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!)
    return { size: [image.width, image.height], colours: colours.size, alpha: data[3] }
  }, png.bytes.toString('base64'))
  expect(seen.size).toEqual([1_920, 840])
  expect(seen.alpha).toBe(255)
  expect(seen.colours).toBeGreaterThan(20)
})

test('a table is saved as CSV in which no name is a formula', async ({ page, redis, app }) => {
  await countCalls(redis, { endpoint: formula, count: 7 })
  await countCalls(redis, { endpoint: '/api/天气', count: 3 })
  const endpoints = [formula, '/api/天气']
  for (const endpoint of endpoints)
    await redis.command('ZADD', 'stats:index:apis', `${Date.now() / 1_000}`, endpoint)
  await connectTo(page, redis.url)
  await expect(page.getByRole('rowheader')).toHaveCount(2)
  const { name, bytes } = await saveFrom(page, app, { title: 'Hot APIs', choice: 'CSV file' })
  expect(name).toMatch(/^tallyscope-[0-9a-f]{8}-hot-apis-[\d-]+\.csv$/)
  const [, first, second] = bytes.toString().split('\r\n')
  expect(first).toContain(`"'=HYPERLINK(""http://x/"",""y"")",7,7,0.7,`)
  expect(second).toContain('/api/天气,3,3,0.3,')
})

test('the menu is reached and left by the keyboard, and has what it needs', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 1 })
  await connectTo(page, redis.url)
  const button = page.getByRole('button', { name: 'Today by hour: copy or save' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Copy table' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'CSV file' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
})
