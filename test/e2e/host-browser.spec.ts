import { expect, test } from './fixtures.ts'

test('the address shows no token once the page is open', async ({ page }) => {
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/(#.*)?$/)
})

test('a second tab of the same browser shows the app', async ({ page }) => {
  const second = await page.context().newPage()
  await second.goto(page.url())
  await expect(second.getByRole('heading', { level: 1 })).toBeVisible()
})

test('another browser is refused in plain words', async ({ page }) => {
  const other = await page.context().browser()!.newContext()
  const stranger = await other.newPage()
  await stranger.goto(page.url())
  await expect(stranger.getByRole('heading', { name: 'This page needs a fresh link' })).toBeVisible()
  await other.close()
})

test('scripts of the page cannot read the session cookie', async ({ page }) => {
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
})

test('the content security policy stops scripts written into the page', async ({ page, app }) => {
  app.expectedErrors.push(/Content Security Policy/)
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.broken = true'
    document.head.append(script)
  })
  expect(await page.evaluate(() => 'broken' in window)).toBe(false)
})
