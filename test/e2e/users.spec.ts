import { clientOf } from './fixtures-passwords.ts'
import { written } from './fixtures-reports.ts'
import { inBothThemes } from './fixtures-themes.ts'
import { tileOf } from './fixtures-traffic.ts'
import { callsOfUsers, cellsOf, connectToUsers, goToUsers, usersOf } from './fixtures-users.ts'
import { goTo, sizes } from './fixtures-views.ts'
import { expect, expectAccessible, test } from './fixtures.ts'

test.setTimeout(240_000)

test('the first visit asks, and a count of users then shows what the calls say', async ({ page, redis }) => {
  const calls = callsOfUsers()
  const [yesterday, before] = [usersOf(calls, 1), usersOf(calls, 2)]
  await connectToUsers(page, redis, calls)
  const census = await goToUsers(page)
  await expect(census).toContainText('Count the users of Test Redis?')
  await expect(census).toContainText(/It would look at [\d,]+ keys, which takes about \d+ s, for 12 days\./)
  await expect(tileOf(page, 'Active users')).toContainText('—')
  await inBothThemes(page, () => expectAccessible(page))
  await census.getByRole('button', { name: /^Count now/ }).click()
  await expect(census).toContainText('Last counted')
  await expect(tileOf(page, 'Active users')).toContainText(written(yesterday.active))
  await expect(tileOf(page, 'Active users')).toContainText(
    `${Math.abs((yesterday.active / before.active - 1) * 100).toFixed(1)}%`,
  )
  await expect(tileOf(page, 'New users')).toContainText(written(yesterday.new))
  await expect(tileOf(page, 'Active in 7 days')).toContainText(written(yesterday.weekly))
  await expect(tileOf(page, 'Active in 30 days')).toContainText(written(yesterday.monthly))
  await expect(tileOf(page, 'Stickiness')).toContainText(
    ((yesterday.active / yesterday.monthly) * 100).toFixed(1),
  )

  await page.getByRole('button', { name: 'Active users by day: Show as table' }).click()
  const days = await cellsOf(page.getByRole('region', { name: 'Active users by day: table' }))
  expect(days).toHaveLength(30)
  const counted = Array.from({ length: 12 }, (_day, i) => usersOf(calls, 12 - i))
  expect(days.slice(-13, -1).map((cells) => cells.slice(1))).toEqual(
    counted.map((day) => [written(day.active), written(day.new), written(day.active - day.new), 'counted']),
  )
  // Before the first counter nothing is known: it is no zero.
  expect(days[0]!.slice(1, 4)).toEqual(['—', '—', '—'])
  expect(days.at(-1)!.at(-1)).toContain('running')

  await page.getByRole('button', { name: 'Concentration: Show as table' }).click()
  const shares = await cellsOf(page.getByRole('region', { name: 'Concentration: table' }))
  expect(shares.at(-2)!.slice(1, 3)).toEqual(
    [yesterday.top10Share, yesterday.topPercentShare].map((share) => `${(share * 100).toFixed(1)}%`),
  )

  await page.keyboard.press('/')
  await page.keyboard.type('ODD')
  const top = page.getByRole('region', { name: 'Users with most calls', exact: true })
  await expect(top.locator('tbody tr')).toHaveCount(1)
  await expect(top.locator('tbody')).toContainText('<b>odd:"user"')
  for (const size of sizes) {
    await page.setViewportSize(size)
    await inBothThemes(page, () => expectAccessible(page))
    await expect
      .poll(() => page.locator('main').evaluate((one) => one.scrollWidth - one.clientWidth))
      .toBeLessThanOrEqual(0)
  }
})

test('the reports of the counted days show their users', async ({ page, redis }) => {
  const calls = callsOfUsers()
  const yesterday = usersOf(calls, 1)
  await connectToUsers(page, redis, calls)
  await clientOf(page).api.makeMissingReports()
  const census = await goToUsers(page)
  await census.getByRole('button', { name: /^Count now/ }).click()
  await expect(census).toContainText('Last counted')
  const date = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  await goTo(page, { path: '/reports', heading: 'Reports' }, { date })
  await expect(tileOf(page, 'Active users')).toContainText(written(yesterday.active))
  const table = page.getByRole('region', { name: 'Users with most calls: table' })
  const rows = await cellsOf(table)
  expect(rows.map((cells) => cells.slice(0, 2))).toEqual(
    yesterday.top.slice(0, 20).map(({ user, calls: n }) => [user, written(n)]),
  )
  await expectAccessible(page)
})

test('a count that is declined is asked about no more, and the answer can be changed', async ({
  page,
  redis,
}) => {
  const calls = callsOfUsers()
  await connectToUsers(page, redis, calls)
  const census = await goToUsers(page)
  await census.getByRole('button', { name: /^Never/ }).click()
  await expect(census).toContainText('Users are not counted: you chose never.')
  await page.reload()
  await expect(census).toContainText('Users are not counted: you chose never.')
  await expect(tileOf(page, 'Active users')).toContainText('the users of this day are not counted yet')
  await inBothThemes(page, () => expectAccessible(page))
  await goTo(page, { path: '/', heading: 'Overview' })
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await goToUsers(page)
  await census.getByRole('radio', { name: 'Each night' }).click()
  await expect(census).toContainText(/The next count begins \d+ \w+, \d\d:\d\d/)
})

test('a running count shows how far it is and can be cancelled', async ({ page, redis }) => {
  const calls = callsOfUsers()
  const id = await connectToUsers(page, redis, calls)
  const { api } = clientOf(page)
  await api.saveConnection({ id, scanLimit: 20 })
  const census = await goToUsers(page)
  await census.getByRole('button', { name: /^Count now/ }).click()
  await expect(census.getByRole('progressbar')).toBeVisible()
  await expect(census).toContainText(/[\d,]+ of [\d,]+ keys · \d+ days? found/)
  await inBothThemes(page, () => expectAccessible(page))
  await goTo(page, { path: '/reports', heading: 'Reports' })
  await page.getByRole('link', { name: 'Open Users' }).click()
  await census.getByRole('button', { name: 'Cancel' }).click()
  await expect(census).toContainText('Cancelled')
  await expect(tileOf(page, 'Active users')).toContainText('—')
  await api.saveConnection({ id, scanLimit: null })
  await census.getByRole('button', { name: 'Count now' }).click()
  await expect(tileOf(page, 'Active users')).toContainText(written(usersOf(calls, 1).active))
})

test('users are read from the archive while Redis is away', async ({ page, redis }) => {
  const calls = callsOfUsers()
  const yesterday = usersOf(calls, 1)
  await connectToUsers(page, redis, calls)
  const census = await goToUsers(page)
  await census.getByRole('button', { name: /^Count now/ }).click()
  await expect(tileOf(page, 'Active users')).toContainText(written(yesterday.active))
  await redis.kill('SIGKILL')
  await expect(page.locator('.notice')).toContainText('has been away since')
  await page.getByRole('button', { name: '90 days' }).click()
  await expect(page).toHaveURL(/days=90/)
  await page.getByRole('button', { name: 'Active users by day: Show as table' }).click()
  await expect(
    page.getByRole('region', { name: 'Active users by day: table' }).locator('tbody tr'),
  ).toHaveCount(90)
  await expect(tileOf(page, 'Active users')).toContainText(written(yesterday.active))
  await expect(census.getByRole('button', { name: 'Count now' })).toBeDisabled()
  await inBothThemes(page, () => expectAccessible(page))
})

test('the users of the sample data are marked as sample', async ({ page }) => {
  await expect(tileOf(page, 'Calls today')).toContainText(/\d/)
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
  await expect(page.getByText('Sample data').first()).toBeVisible()
  const census = page.getByRole('region', { name: 'Counting users' })
  await census.getByRole('button', { name: /^Count now/ }).click()
  await expect(tileOf(page, 'Active users')).toContainText(/\d/)
  await inBothThemes(page, () => expectAccessible(page))
})
