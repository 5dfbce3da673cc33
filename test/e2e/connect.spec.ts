import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startRedis } from '../support/redis-server.ts'
import { expect, test } from './fixtures.ts'
import { connectTo, countCalls, tileOf } from './fixtures-traffic.ts'

const password = 'canary-7f3a9c'

test('what is wrong with an address is said next to its field', async ({ page }) => {
  await page.getByRole('link', { name: 'Connect your Redis' }).click()
  const connect = page.getByRole('button', { name: 'Connect', exact: true })
  await connect.click()
  await expect(page.getByText('Paste the address of the Redis.')).toBeVisible()
  await page.getByLabel('Address').fill('127.0.0.1:6379')
  await expect(page.getByText('The address begins with redis:// or rediss://.')).toBeVisible()
  await page.getByLabel('Address').fill('redis://127.0.0.1:1')
  await connect.click()
  await expect(page.getByLabel('Address')).toHaveAccessibleDescription(/port/i)
  await expect(page.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true')
})

test('a wrong password is said, a right one is never seen again', async ({ page, app }) => {
  const redis = await startRedis({ password })
  try {
    const address = redis.url.replace('redis://', '')
    await page.getByRole('link', { name: 'Connections', exact: true }).click()
    await page.getByLabel('Address').fill(`redis://:not-it@${address}`)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expect(page.getByLabel('Address')).toHaveAccessibleDescription(/password/i)
    await connectTo(page, `redis://:${password}@${address}`, 'Guarded')
    await expect(page.getByRole('region', { name: 'Connection' })).toContainText('Guarded')
    await page.getByRole('link', { name: 'Connections', exact: true }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Guarded' })).toContainText(redis.url)
    await expect(page.getByLabel('Address')).toHaveValue('')
    expect(await page.content()).not.toContain(password)
    expect(page.url()).not.toContain(password)
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      password,
    )
    for (const name of await readdir(app.dataDir, { recursive: true })) {
      const bytes = await readFile(join(app.dataDir, name)).catch(() => Buffer.of())
      expect([name, bytes.includes(password)]).toEqual([name, false])
    }
  } finally {
    await redis.stop()
  }
})

test('the address is masked while it holds a password', async ({ page }) => {
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  const address = page.getByLabel('Address')
  await address.pressSequentially('redis://analyst:secret')
  await expect(address).toHaveAttribute('type', 'password')
  await expect(address).toHaveValue('redis://analyst:secret')
  await page.getByRole('button', { name: 'Show the password' }).click()
  await expect(address).toHaveAttribute('type', 'text')
})

test('a test runs the real first queries and changes nothing', async ({ page, redis }) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 12 })
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByLabel('Address').fill(redis.url)
  await page.getByRole('button', { name: 'Test' }).click()
  const result = page.getByRole('region', { name: 'Test result' })
  await expect(result).toContainText('Ready to connect.')
  await expect(result).toContainText('Look for endpoints')
  await expect(result).toContainText('Calls in the UTC day12')
  await expect(result).toContainText('This account may write.')
  await expect(page.getByRole('region', { name: 'Connection', exact: true })).toContainText('Sample data')
})

test('a right that is missing is named, with what it costs and the rule to ask for', async ({
  page,
  redis,
}) => {
  await countCalls(redis, { endpoint: '/api/weather', count: 12 })
  await redis.command(
    'ACL',
    'SETUSER',
    'analyst',
    'on',
    '>pw',
    '~*',
    '+@read',
    '+@connection',
    '+time',
    '-scan',
  )
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByLabel('Address').fill(redis.url.replace('redis://', 'redis://analyst:pw@'))
  await page.getByRole('button', { name: 'Test' }).click()
  const result = page.getByRole('region', { name: 'Test result' })
  await expect(result).toContainText('Can connect; some rights are missing.')
  await expect(result.getByRole('listitem').filter({ hasText: 'Look for endpoints' })).toContainText(
    /not allowed\s*Without it, endpoints are known only from an index or stored reports\./,
  )
  await expect(result.locator('code')).toContainText('ACL SETUSER')
})

test('one can go back to the sample data', async ({ page, redis }) => {
  await connectTo(page, redis.url, 'Mine')
  await expect(page.getByRole('link', { name: 'Connect your Redis' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByRole('button', { name: 'Back to sample data' }).click()
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('link', { name: 'Connect your Redis' })).toBeVisible()
  await expect(tileOf(page, 'Calls today')).toContainText(/\d,\d{3}/)
})

test('an empty Redis is told as such, with what to check', async ({ page, redis }) => {
  await connectTo(page, redis.url)
  await expect(page.getByText('No counter begins with "stats:"')).toBeVisible()
  await expect(tileOf(page, 'Calls today')).toContainText('—')
})
