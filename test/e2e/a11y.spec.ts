import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures.ts'
import { clientOf } from './fixtures-passwords.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { connectTo, countCalls, tileOf } from './fixtures-traffic.ts'
import { goTo, sizes, views } from './fixtures-views.ts'

test.setTimeout(240_000)

async function onEveryView(page: Page, look: (heading: string) => Promise<void>): Promise<void> {
  for (const view of views) {
    await test.step(view.heading, async () => {
      await goTo(page, view)
      await look(view.heading)
    })
  }
}

/** Axe on every view in both themes and sizes, as the app stands. */
async function expectEveryViewAccessible(page: Page): Promise<void> {
  await onEveryView(page, async () => {
    for (const size of sizes) {
      await page.setViewportSize(size)
      await inBothThemes(page, () => expectAccessible(page))
    }
  })
}

test('axe finds nothing on any view over sample data', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await expectEveryViewAccessible(page)
})

test('axe finds nothing on any view over a Redis with calls', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 50 })
  await connectTo(page, redis.url)
  await expect(tileOf(page, 'Calls today')).toContainText('50')
  await expectEveryViewAccessible(page)
})

test('axe finds nothing on any view over an empty Redis', async ({ page, redis }) => {
  await connectTo(page, redis.url)
  await expect(page.locator('.notice')).toBeVisible()
  await expectEveryViewAccessible(page)
})

test('axe finds nothing on any view while Redis is away', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 50 })
  await connectTo(page, redis.url)
  await expect(tileOf(page, 'Calls today')).toContainText('50')
  await redis.kill('SIGKILL')
  await expect(page.locator('.overview')).toHaveClass(/is-stale/)
  await inBothThemes(page, () => expectAccessible(page))
  await expectEveryViewAccessible(page)
})

test('axe finds nothing on the tables, menus and dialogs of the overview, nor while it is paused', async ({
  page,
}) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  const asTable = page.getByRole('button', { name: /Show as table/ })
  await asTable.first().click()
  await asTable.first().click()
  await expect(asTable).toHaveCount(0)
  await inBothThemes(page, () => expectAccessible(page))
  await page.getByRole('button', { name: 'Display' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Time zone of the view/ }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Keyboard map' }).click()
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'How endpoints are found' }).click()
  await expect(page.getByRole('dialog', { name: 'How endpoints are found' })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await page.keyboard.press('Escape')
  await goTo(page, { path: '/settings', heading: 'Settings' })
  await page.getByRole('radio', { name: 'Paused' }).click()
  await goTo(page, { path: '/', heading: 'Overview' })
  await expect(page.getByRole('button', { name: 'Refresh now' })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
})

test('axe finds nothing on the settings with what is wrong and what was saved', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather' })
  await connectTo(page, redis.url)
  await goTo(page, { path: '/settings', heading: 'Settings' })
  await page.getByLabel('Every', { exact: true }).fill('99')
  await page.getByLabel('Every', { exact: true }).press('Enter')
  await expect(page.getByText('A whole number from 1 to 60.')).toBeVisible()
  await page.getByLabel('Days are kept').fill('90')
  await page.getByLabel('Days are kept').press('Enter')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
})

test('axe finds nothing on the connection page, with and without a result', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather' })
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByText('Advanced').click()
  await inBothThemes(page, () => expectAccessible(page))
  await page.getByLabel('Address').fill(redis.url)
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByRole('region', { name: 'Test result' })).toContainText('connect')
  await inBothThemes(page, () => expectAccessible(page))
})

test('axe finds nothing on saved connections, their question, their switcher and the prompt for a password', async ({
  page,
  redis,
}) => {
  const { api } = clientOf(page)
  await api.saveConnection({ url: 'redis://127.0.0.1:1', name: 'Nobody' })
  const { id } = await api.saveConnection({ url: redis.url, name: 'Orders', production: true, password: 'x' })
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByRole('button', { name: 'Edit Orders' }).click()
  await page.getByText('Advanced').click()
  await expect(page.getByLabel('Days of reports')).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await api.saveConnection({ id, password: null })
  await api.openConnection({ id })
  await expect(page.getByRole('region', { name: 'Days of reports' })).toBeVisible()
  await page.getByRole('button', { name: 'Open Nobody' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('button', { name: 'Delete Nobody' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await page.getByRole('button', { name: /Switch connection/ }).click()
  await expect(page.getByRole('option', { name: /Orders/ })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
  await page.keyboard.press('Escape')
  await redis.command('CONFIG', 'SET', 'requirepass', 'changed')
  await page.getByRole('button', { name: 'Open again Orders' }).click()
  await expect(page.getByRole('dialog', { name: 'Password for Orders' })).toBeVisible()
  await inBothThemes(page, () => expectAccessible(page))
})

test('nothing is cut off at 900 by 600 and at twice the size', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 50 })
  await connectTo(page, redis.url)
  for (const size of [sizes[1], { width: 640, height: 400 }]) {
    await page.setViewportSize(size)
    await onEveryView(page, async (heading) => {
      const tooWide = (): Promise<number> =>
        page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth)
      await expect.poll(tooWide, heading).toBe(0)
      await expect(page.getByRole('link', { name: 'Overview' })).toBeVisible()
    })
    for (const open of ['How endpoints are found', 'Keyboard map']) {
      await goTo(page, views[0])
      await page.getByRole('button', { name: open }).click()
      const box = (await page.getByRole('dialog').boundingBox())!
      expect(box.x, open).toBeGreaterThanOrEqual(0)
      expect(box.y, open).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width, open).toBeLessThanOrEqual(size.width)
      expect(box.y + box.height, open).toBeLessThanOrEqual(size.height)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
  }
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByText('Advanced').click()
  await expect.poll(() => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
})

test('nothing moves where the system asks for less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await onEveryView(page, async (heading) => {
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((one) => {
          const { animationName, transitionProperty, transitionDuration } = getComputedStyle(one)
          const isStill = transitionProperty === 'none' || /^(0s(, )?)+$/.test(transitionDuration)
          return animationName !== 'none' || !isStill
        })
        .map(({ outerHTML }) => outerHTML.slice(0, 80)),
    )
    expect(moving, heading).toEqual([])
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  })
})

test('the first stop of the keyboard skips to the content, and each stop is seen', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
  await onEveryView(page, async (heading) => {
    await page.locator('#main').focus()
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab')
      const seen = await page.evaluate(() => {
        if (document.activeElement === document.body) return null
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!)
        return { outlineStyle, outlineWidth, html: document.activeElement!.outerHTML.slice(0, 80) }
      })
      // After the last stop the keyboard leaves the page.
      if (seen === null) break
      expect(seen.outlineStyle, `${heading}: ${seen.html}`).not.toBe('none')
      expect(Number.parseFloat(seen.outlineWidth), `${heading}: ${seen.html}`).toBeGreaterThanOrEqual(2)
    }
  })
})
