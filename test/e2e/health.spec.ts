import { usageSeed } from '../support/usage-seed.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { connectTo } from './fixtures-traffic.ts'

test.setTimeout(120_000)

/** Three days: few enough keys that a bounded sample sees them all. */
const seedOf = ({ expires }: { expires: boolean }) => usageSeed(Date.now(), { expires, days: 3 })

const badKey = (): string => `stats:day:${Math.floor(Date.now() / 86_400_000)}:api:/api/v1/broken`

test('counters as they should be are well', async ({ page, redis }) => {
  await redis.seed(seedOf({ expires: true }))
  await connectTo(page, redis.url)
  await page.getByRole('link', { name: 'Health' }).click()
  await expect(page.getByRole('heading', { name: 'All is well' })).toBeVisible({ timeout: 30_000 })
  const explained = page.getByRole('region', { name: 'Calls explained' })
  await expect(explained).toContainText(/100%\s*by endpoints/)
  await expect(explained).toContainText(/100%\s*by statuses/)
  await expect(explained).toContainText(/—\s*by users/)
  await expect(page.getByRole('region', { name: 'What was looked at' })).toContainText(
    /Expiry of hours\s*right/,
  )
  await inBothThemes(page, () => expectAccessible(page))
})

test('what services do wrong is found, named by its key, and gone when it is mended', async ({
  page,
  redis,
}) => {
  await redis.seed(seedOf({ expires: false }))
  const broken = badKey()
  await redis.command('SET', broken, 'many')
  await connectTo(page, redis.url)
  await page.getByRole('link', { name: 'Health' }).click()
  const findings = page.getByRole('region', { name: 'Findings' })
  const bad = findings
    .getByRole('listitem')
    .filter({ hasText: 'A counter holds something that is not a count' })
  await expect(bad).toContainText(broken, { timeout: 30_000 })
  const hours = findings
    .getByRole('listitem')
    .filter({ hasText: 'counters of hours that were looked at have none.' })
  await expect(hours).toContainText(/About [\d,]+ new keys and [\d,]+ kB more each day/)
  await expect(hours.getByRole('group', { name: 'Fix in the service' })).toContainText(
    'EXPIRE stats:hour:{n}:total 2592000',
  )
  await hours.getByRole('button', { name: 'Node.js' }).click()
  await expect(hours.getByRole('group', { name: 'Fix in the service' })).toContainText(
    'pipe.expire(key, 2592000)',
  )
  await inBothThemes(page, () => expectAccessible(page))
  await page.setViewportSize({ width: 900, height: 600 })
  await expect.poll(() => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
  await redis.command('DEL', broken)
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(bad).toHaveCount(0, { timeout: 30_000 })
  await expect(hours).toBeVisible()
})

test('the notes of the overview and the keyboard lead to it', async ({ page, redis }) => {
  await redis.seed(seedOf({ expires: false }))
  await connectTo(page, redis.url)
  await page.locator('.warning-chip').click({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Open Health' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(page.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible()
})

test('a Redis that is away is not checked until it is back', async ({ page, redis }) => {
  await redis.seed(seedOf({ expires: true }))
  await connectTo(page, redis.url)
  await redis.kill('SIGKILL')
  await page.getByRole('link', { name: 'Health' }).click()
  await expect(page.locator('.notice')).toContainText('has been away since', { timeout: 30_000 })
  await redis.restart()
  await redis.seed(seedOf({ expires: true }))
  await expect(page.getByRole('region', { name: 'Calls explained' })).toContainText(/100%\s*by endpoints/, {
    timeout: 60_000,
  })
})

test('the sample data has a health that says whose it is', async ({ page }) => {
  await page.getByRole('link', { name: 'Health' }).click()
  await expect(page.getByText(/Checked at/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Sample data').first()).toBeVisible()
})
