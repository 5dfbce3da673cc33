import type { Locator, Page } from '@playwright/test'
import { makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { expectedUsers, type ExpectedUsers } from '../support/expected-users.ts'
import type { RedisServer } from '../support/redis-server.ts'
import { clientOf } from './fixtures-passwords.ts'
import { expect } from './fixtures.ts'
import { goTo } from './fixtures-views.ts'

const dayMs = 86_400_000
/** A name that would do harm where it is no text. */
const odd = '<b>odd:"user"'

/** Calls of twelve closed days and of the running one; one user in ten bears an odd name. */
export function callsOfUsers(): Call[] {
  const today = Math.floor(Date.now() / dayMs) * dayMs
  const calls = makeCalls({
    seed: 'users',
    fromMs: today - 12 * dayMs,
    toMs: today + dayMs,
    count: 6_000,
    users: 400,
  })
  return calls.map((call) => (Number(call.user) % 10 === 3 ? { ...call, user: odd } : call))
}

/** What the list of calls says of the day that lies so many days back. */
export function usersOf(calls: Call[], daysBack: number): ExpectedUsers {
  const day = Math.floor(Date.now() / dayMs) - daysBack
  return expectedUsers(calls, day, day)[0]!
}

/** Fills a Redis with the counters of these calls and connects to it, with reports by UTC days. */
export async function connectToUsers(page: Page, redis: RedisServer, calls: Call[]): Promise<string> {
  await redis.seed(seedOfCalls(calls, Date.now()))
  const { api } = clientOf(page)
  const { source } = await api.connect({ url: redis.url, name: 'Test Redis' })
  await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
  return source.id!
}

export async function goToUsers(page: Page, query: Record<string, string> = {}): Promise<Locator> {
  await goTo(page, { path: '/users', heading: 'Users' }, query)
  const census = page.getByRole('region', { name: 'Counting users' })
  await expect(census).toBeVisible()
  return census
}

/** A table of the page by its heading, with the cells of its rows. */
export async function cellsOf(region: Locator): Promise<string[][]> {
  const rows = await region.locator('tbody tr').all()
  return Promise.all(
    rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).map((cell) => cell.trim())),
  )
}
