import type { WebSocketRoute } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { connectTo, countCalls, tileOf } from './fixtures-traffic.ts'

test('when Redis goes away its last figures stay, dated, and its return heals the page', async ({
  page,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 4_321 })
  await connectTo(page, redis.url, 'Fragile')
  await expect(tileOf(page, 'Calls today')).toContainText('4,321')
  await redis.kill('SIGKILL')
  const notice = page.locator('.notice')
  await expect(notice).toContainText(/Fragile has been away since \d\d:\d\d\. These are its last figures\./)
  await expect(tileOf(page, 'Calls today')).toContainText('4,321')
  await expect(tileOf(page, 'Now')).toContainText(/—\s*no figures since/)
  await expect(page.locator('header')).toContainText([/as of \d\d:\d\d:\d\d/])
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText(
    /away since .* (next try in|trying now)/,
  )
  await redis.restart()
  await countCalls(redis, { endpoint: '/api/weather', count: 5_000 })
  await expect(notice).toHaveCount(0, { timeout: 30_000 })
  await expect(tileOf(page, 'Calls today')).toContainText('5,000')
})

test('"Retry now" tries at once', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 7 })
  await connectTo(page, redis.url)
  await redis.kill('SIGKILL')
  const notice = page.locator('.notice')
  await expect(notice).toContainText(/Next try in 1\d s/, { timeout: 60_000 })
  await redis.restart()
  await notice.getByRole('button', { name: 'Retry now' }).click()
  await expect(notice.getByText('away since')).toHaveCount(0, { timeout: 8_000 })
})

test('a frozen Redis is shown as away, and goes on when it thaws', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 99 })
  await connectTo(page, redis.url)
  await expect(tileOf(page, 'Calls today')).toContainText('99')
  redis.pause()
  await expect(page.locator('.overview')).toHaveClass(/is-stale/)
  await expect(tileOf(page, 'Now')).toContainText('—')
  redis.resume()
  await expect(page.locator('.overview')).not.toHaveClass(/is-stale/)
})

test('when the app itself is gone the page says so, and goes on when it is back', async ({ page, app }) => {
  test.skip(app.electron !== null, 'in Electron the window ends with the app')
  const sockets: WebSocketRoute[] = []
  let isGone = false
  await page.routeWebSocket(/\/bridge$/, (socket) => {
    if (isGone) return void socket.close()
    sockets.push(socket)
    socket.connectToServer()
  })
  await page.reload()
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  isGone = true
  for (const socket of sockets) await socket.close()
  const notice = page.locator('.notice')
  await expect(notice).toContainText('Start it again')
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  isGone = false
  await expect(notice).toHaveCount(0)
})
