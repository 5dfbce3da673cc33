import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Overview } from '../../shared/figures.ts'
import { createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { eventually } from '../support/eventually.ts'
import { mountPage } from '../support/mount-page.ts'
import { makeOverview } from '../support/overview-fixture.ts'
import { giveSize, throwOnErrors } from '../support/page-kit.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  throwOnErrors()
  giveSize(500, 400)
  bridge = createFixtureBridge()
})

afterEach(() => {
  page.unmount()
  vi.restoreAllMocks()
})

async function open(change: (overview: Overview) => Overview = (one) => one, query = ''): Promise<void> {
  bridge.answer('overview', ({ zone }: { zone: string }) => change(makeOverview({ zone })))
  page = await mountPage(bridge, `/?zone=Asia/Shanghai${query}`)
  await eventually(() => expect(page.find('.hot .skeleton').exists()).toBe(false))
  await eventually(() => expect(page.find('.hot tbody th, .hot .nothing').exists()).toBe(true))
}

const names = (): string[] => page.findAll('.hot tbody th').map((cell) => cell.text())
const header = (i: number) => page.findAll('.hot thead th')[i]!

test('rows show calls, share and change in the order of the answer', async () => {
  await open()
  expect(names().slice(0, 3)).toEqual(['/api/weather', '/api/news', '/api/stock'])
  const cells = page.findAll('.hot tbody tr')[0]!.findAll('td')
  expect(wordsOf(cells[0]!.element)).toMatch(/^[\d,]+$/)
  expect(wordsOf(cells[1]!.element)).toMatch(/^\d+\.\d%$/)
  expect(wordsOf(cells[2]!.element)).toMatch(/^[+−]\d+\.\d%$/)
})

test('an endpoint that was not called yesterday is new, not up by infinity', async () => {
  await open()
  const row = page.findAll('.hot tbody tr').find((one) => one.text().includes('/api/holiday'))!
  expect(row.text()).toContain('new')
})

test('only the rows in sight are in the page, of 5,000', async () => {
  await open((one) => ({ ...makeOverview({ endpoints: 5_000 }), zone: one.zone, endpoints: 7_312 }))
  expect(names().length).toBeGreaterThan(5)
  expect(names().length).toBeLessThan(40)
  expect(page.get('.hot table').attributes('aria-rowcount')).toBe('5001')
  expect(wordsOf(page.get('.hot h2').element)).toBe('Hot APIs showing 5,000 of 7,312')
})

test('the line of an endpoint is a link to its trend', async () => {
  await open()
  const link = page.get('.hot tbody .line a')
  expect(link.attributes('href')).toBe('/trends?zone=Asia/Shanghai&endpoint=/api/weather')
  expect(wordsOf(link.element)).toContain('Trend of /api/weather')
  await link.trigger('click')
  await vi.waitFor(() => expect(page.find('.trends .figures h2').exists()).toBe(true))
  expect(bridge.calls.find(({ method }) => method === 'trend')?.input).toMatchObject({
    endpoint: '/api/weather',
  })
})

test('a header sorts, says so to a screen reader, and stands in the address', async () => {
  await open()
  expect(header(1).attributes('aria-sort')).toBe('descending')
  await header(0).get('button').trigger('click')
  await eventually(() => expect(header(0).attributes('aria-sort')).toBe('ascending'))
  expect(header(1).attributes('aria-sort')).toBe('none')
  await eventually(() => expect(names()).toEqual(names().toSorted()))
  await header(0).get('button').trigger('click')
  await eventually(() => expect(header(0).attributes('aria-sort')).toBe('descending'))
})

test('the order and the filter of the address are taken', async () => {
  await open(undefined, '&sort=calls&filter=/api/v')
  expect(header(1).attributes('aria-sort')).toBe('ascending')
  expect((page.get('.filter input').element as HTMLInputElement).value).toBe('/api/v')
  expect(names().every((name) => name.startsWith('/api/v'))).toBe(true)
})

test('"/" goes to the filter, Escape clears it', async () => {
  await open()
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }))
  const field = page.get('.filter input')
  expect(document.activeElement).toBe(field.element)
  await field.setValue('news')
  await eventually(() => expect(names()).toEqual(['/api/news']))
  expect(page.get('.matches').text()).toBe('1 match')
  await field.trigger('keydown', { key: 'Escape' })
  await eventually(() => expect(names().length).toBeGreaterThan(5))
})

test('a filter without a match says so and offers to clear it', async () => {
  await open(undefined, '&filter=nothing-like-it')
  expect(page.get('.hot .nothing').text()).toContain('No endpoint matches "nothing-like-it".')
  await page.get('.hot .nothing button').trigger('click')
  await eventually(() => expect(names().length).toBeGreaterThan(5))
})

test('names are shown as text, with what is invisible in them made visible', async () => {
  const odd = ['__proto__', '<img src=x onerror=alert(1)>', 'a\nb', '', `/${'x'.repeat(65_536)}/end`]
  await open((one) => ({
    ...one,
    hotApis: odd.map((endpoint, i) => ({ ...one.hotApis[i]!, endpoint })),
  }))
  expect(names().slice(0, 4)).toEqual(['__proto__', '<img src=x onerror=alert(1)>', 'a\\nb', '(empty name)'])
  expect(page.find('.hot img').exists()).toBe(false)
  expect(names()[4]!.length).toBeLessThan(200)
  expect(page.findAll('.hot tbody .name').at(-1)!.attributes('title')).toContain('(65,541 characters)')
})

test('a running search for endpoints shows its progress and can be cancelled', async () => {
  const discovery = {
    ...makeOverview().discovery,
    state: 'running',
    scanned: 4_200,
    keys: 10_000,
    found: 12,
  } as const
  await open((one) => ({ ...one, discovery }))
  expect(page.get('.hot .note').text()).toContain('looking for endpoints, 42.0% of keys, 12 found')
  await page.get('.hot .note button').trigger('click')
  expect(bridge.calls.some(({ method }) => method === 'cancelDiscovery')).toBe(true)
})

test('what is not explained is said, with the way to look for it', async () => {
  await open((one) => ({ ...one, coverage: { ...one.coverage, apis: 0.962 } }))
  expect(page.get('.hot .note').text()).toContain('96.2% of calls explained')
  await page.get('.hot .note button').trigger('click')
  expect(bridge.calls.some(({ method }) => method === 'discover')).toBe(true)
})

test('a search that may not run says why', async () => {
  bridge.answer('discover', () => ({ ok: false, code: 'no_permission', message: 'x' }))
  await open((one) => ({ ...one, coverage: { ...one.coverage, apis: 0.962 } }))
  await page.get('.hot .note button').trigger('click')
  await eventually(() => expect(page.get('.hot .note').text()).toContain('The account lacks a right'))
})

test('sparklines are asked for once, for the rows in sight alone', async () => {
  await open((one) => ({ ...makeOverview({ endpoints: 5_000 }), zone: one.zone }))
  const asked = () => bridge.calls.filter(({ method }) => method === 'sparklines')
  await eventually(() => expect(page.findAll('.hot tbody svg[role=img]').length).toBe(names().length))
  const overviews = () => bridge.calls.filter(({ method }) => method === 'overview').length
  const before = overviews()
  await eventually(() => expect(overviews()).toBeGreaterThan(before + 1))
  const endpoints = asked().flatMap(({ input }) => (input as { endpoints: string[] }).endpoints)
  expect(new Set(endpoints).size).toBe(endpoints.length)
  expect(endpoints.length).toBeLessThan(40)
})
