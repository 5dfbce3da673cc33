import type { Locator, Page } from '@playwright/test'
import { callsBetween, callsOnDate, countBy, type Call } from '../support/calls.ts'
import type { RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { startWriter } from '../support/writer.ts'
import { expect, expectAccessible, test } from './fixtures.ts'
import { cardOf } from './fixtures-connections.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { tileOf } from './fixtures-traffic.ts'
import { goTo, views } from './fixtures-views.ts'

test.slow()

/** Where the services are, eight hours ahead of UTC. */
const zone = 'Asia/Shanghai'
const localTime = ['--offset-minutes', '480', '--expiry', 'key']

/** Calls of each minute until now, so that the newest bucket is known to run. */
function callsUntilNow(): Call[] {
  const now = Date.now()
  return Array.from({ length: 40 }, (_, i): Call[] =>
    ['/a', '/a', i % 3 === 0 ? '/b' : '/a', '/shared'].map((endpoint, at) => ({
      atMs: now - i * 60_000,
      user: String((i + at) % 7),
      endpoint,
      status: i % 20 === 0 ? 'error' : 'success',
    })),
  ).flat()
}

/** Counts calls until now by services that are set up so; gives the calls. */
async function count(redis: RedisServer, args: string[]): Promise<Call[]> {
  await roomIn('hour', 180_000)
  const calls = callsUntilNow()
  const writer = startWriter(redis.port, args)
  await writer.write(calls)
  await writer.stop()
  return calls
}

/** What the test of an address in the form saw of the scheme. */
async function testAddress(page: Page, url: string): Promise<Locator> {
  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByLabel('Address').fill(url)
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  const report = page.getByRole('region', { name: 'Scheme of the counters' })
  await expect(report).toBeVisible()
  return report
}

async function useProposal(report: Locator): Promise<void> {
  await expect(report).toContainText('The settings of the form do not fit.')
  await report.getByRole('button', { name: 'Use these settings' }).click()
  await expect(report).toContainText('The form has these settings.')
}

async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('button', { name: 'By UTC days' }).click()
}

const localDate = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(Date.now())
const withoutShared = (calls: Call[]): Call[] => calls.filter(({ endpoint }) => endpoint !== '/shared')

/** The endpoints of the table with their calls, in its order. */
async function hotApis(page: Page): Promise<[name: string, calls: number][]> {
  const rows = await page
    .getByRole('region', { name: 'Table of endpoints' })
    .locator('tbody tr')
    .allInnerTexts()
  return rows.map((text) => {
    const [name = '', calls] = text.split(/\s+/)
    return [name, Number(calls)]
  })
}

/** The overview of the services' own day: its total and this hour of the calls in `total`, its endpoints of `all`. */
async function expectFigures(page: Page, { total, all }: { total: Call[]; all: Call[] }): Promise<void> {
  await goTo(page, views[0], { zone })
  const figure = (tile: string): Promise<string> => tileOf(page, tile).locator('.figure').innerText()
  // A day or an hour may end meanwhile: what is right is asked each time.
  await expect(async () => {
    const hourMs = Math.floor(Date.now() / 3_600_000) * 3_600_000
    expect([await figure('Calls today'), await figure('This hour'), await hotApis(page)]).toEqual([
      String(callsOnDate(total, localDate(), zone).length),
      String(callsBetween(total, hourMs, hourMs + 3_600_000).length),
      countBy(callsOnDate(all, localDate(), zone), 'endpoint'),
    ])
  }).toPass({ timeout: 60_000 })
}

test('counters under another prefix, cut in local time, are proposed with their keys and read right once that is taken', async ({
  page,
  redis,
  app,
}) => {
  const calls = await count(redis, [...localTime, '--prefix', 'shop:counts'])
  const report = await testAddress(page, redis.url)
  await expect(report).toContainText(/Prefix\s*shop:counts \(\d+ counters\)/)
  await expect(report).toContainText(/Bucket offset\s*480 min \((sure|likely)\)/)
  await expect(report).toContainText(/shop:counts:minute:\d+:total/)
  await expect(report).toContainText('No counter begins with "stats:", but some with "shop:counts:".')
  await expect(report).toContainText('480 minutes ahead of UTC, the connection says 0.')
  await inBothThemes(page, () => expectAccessible(page))
  const offset = page.getByLabel('Bucket offset in minutes')
  await expect(offset).toHaveValue('0')
  await useProposal(report)
  await expect(offset).toHaveValue('480')
  await expect(page.getByLabel('Prefix of the counters')).toHaveValue('shop:counts')
  await expect(cardOf(page)).toContainText('Sample data')
  await connect(page)
  await expectFigures(page, { total: calls, all: calls })
  await expectFigures(await app.restart(), { total: calls, all: calls })
})

test('minutes kept for a day and an endpoint that no total counts are named before one connects, and by Health after', async ({
  page,
  redis,
}) => {
  const calls = await count(redis, [...localTime, '--minutes-kept', '86400', '--uncounted', '/shared'])
  const report = await testAddress(page, redis.url)
  const named = [
    'Counters of minute buckets expire after about 24 hours',
    'calls of /shared are not counted in the total',
  ]
  for (const words of named) await expect(report).toContainText(words)
  await expect(report).toContainText(/stats:(minute|hour|day):\d+:total/)
  await useProposal(report)
  await connect(page)
  await expectFigures(page, { total: withoutShared(calls), all: calls })
  await page.getByRole('link', { name: 'Health' }).click()
  const findings = page.getByRole('region', { name: 'Findings' })
  for (const words of named) await expect(findings).toContainText(words, { timeout: 30_000 })
  await expect(findings).not.toContainText('The services cut their buckets at another time')
})
