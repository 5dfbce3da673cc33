import type { Api } from '../../shared/api.ts'
import { createClient } from '../../shared/rpc.ts'
import {
  expectEvents,
  expectRefusals,
  resetTransport,
  seedTransportRedis,
  transportCases,
} from '../support/transport-cases.ts'
import { bridgeOf } from './fixtures-bridge.ts'
import { whyNotClosed } from './fixtures-closing.ts'
import { expect, test } from './fixtures.ts'

test('every method does over the bridge of the page what the contract says', async ({ page, app, redis }) => {
  const client = createClient(bridgeOf(page))
  const host = app.electron ? 'electron' : 'browser'
  // The page remembers where it is once it has come to rest.
  await expect.poll(async () => (await client.api.preferences()).lastView).not.toBeNull()
  const why = await whyNotClosed(app)
  const needsClosing = (method: keyof Api): boolean =>
    ['moveArchive', 'deleteArchive', 'showArchive'].includes(method)
  if (why !== null) console.warn(`Not shown: what moves or deletes an archive. ${why}.`)
  for (const method of Object.keys(transportCases) as (keyof Api)[]) {
    if (why !== null && needsClosing(method)) continue
    await test.step(method, async () => {
      await seedTransportRedis(redis)
      await resetTransport(client)
      await transportCases[method]({ client, redis, host })
    })
  }
})

test('unknown methods, bad inputs and large messages are refused with a code', async ({ page }) => {
  await expectRefusals(bridgeOf(page))
})

test('a change of the source reaches the page as an event', async ({ page, redis }) => {
  await seedTransportRedis(redis)
  await expectEvents(createClient(bridgeOf(page)), redis)
})

test('the page comes back after a reload', async ({ page }) => {
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('the last connection is taken up again at the next start', async ({ page, app, redis }) => {
  await seedTransportRedis(redis)
  await createClient(bridgeOf(page)).api.connect({ url: redis.url, name: 'Kept' })
  const next = await app.restart()
  await expect
    .poll(async () => (await createClient(bridgeOf(next)).api.connection()).source.name)
    .toBe('Kept')
})

test('the page loads nothing from anywhere but the app', async ({ page }) => {
  const origin = new URL(page.url()).host
  const foreign: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.host !== origin && url.protocol !== 'data:') foreign.push(request.url())
  })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(foreign).toEqual([])
})
