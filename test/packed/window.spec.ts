import { connectTo, countCalls, tileOf } from '../e2e/fixtures-traffic.ts'
import { runCli } from '../support/cli.ts'
import { expect, test } from './fixtures.ts'

test('the packed program shows the figures of a real Redis, and knows it again at the next start', async ({
  open,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 30 })
  await countCalls(redis, { endpoint: '/api/news', status: 'error', count: 10 })

  const first = await open()
  await expect(first.page.getByRole('link', { name: 'Connect your Redis' })).toBeVisible()
  await connectTo(first.page, redis.url, 'Shop')
  await expect(tileOf(first.page, 'Calls today')).toContainText('40')
  await expect(first.page.getByText('/api/weather').first()).toBeVisible()
  expect(await first.close()).toBe(0)

  const second = await open()
  await expect(second.page.getByRole('region', { name: 'Connection', exact: true })).toContainText('Shop')
  await second.page.evaluate(() => {
    location.hash = '#/?zone=UTC'
  })
  await expect(tileOf(second.page, 'Calls today')).toContainText('40')
  expect(await second.close()).toBe(0)
})

test('a command runs beside the open window, over the same data', async ({
  packed,
  open,
  dataDir,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 30 })
  const { page, close } = await open()
  await connectTo(page, redis.url, 'Shop')
  const { code, stdout } = await runCli(['overview', '--connection', 'Shop', '--json'], {
    dataDir,
    program: packed.command,
  })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ today: { calls: 30 } })
  await expect(tileOf(page, 'Calls today')).toContainText('30')
  expect(await close()).toBe(0)
})
