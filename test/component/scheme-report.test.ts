import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { Finding } from '../../shared/health.ts'
import type { SchemeReport } from '../../shared/scheme.ts'
import { createFixtureBridge, sampled, tested, type FixtureBridge } from '../support/bridge-fixture.ts'
import { makeSchemeReport } from '../support/health-fixture.ts'
import { fieldOf, mountPage } from '../support/mount-page.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  bridge = createFixtureBridge()
  bridge.answer('connection', () => sampled)
})

afterEach(() => {
  page.unmount()
  usePreferences().language.value = 'en'
})

const text = (): string => wordsOf(page.get('.scheme').element)
const press = (label: string) =>
  page
    .findAll('button')
    .find((one) => one.text() === label)!
    .trigger('click')
const inputs = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map(({ input }) => input)

async function runTest(scheme: SchemeReport | null): Promise<void> {
  bridge.answer('testConnection', () => ({ ...tested, scheme }))
  page = await mountPage(bridge, '/connections')
  await vi.waitFor(() => expect(page.find('.sample').exists()).toBe(true))
  await page.get('input[required]').setValue('redis://10.2.0.7:6379/0')
  await press('Test')
  await vi.waitFor(() => expect(page.find('.scheme').exists()).toBe(true))
}

test('a test of a connection shows the scheme that it saw, with the keys that speak for it', async () => {
  await runTest(makeSchemeReport())
  expect(text()).toContain('The counters follow the scheme.')
  expect(text()).toContain(
    'Prefix metrics (812 counters) Bucket offset 480 min (sure) Stored reports none seen',
  )
  expect(text()).toContain('from 10,000 keys, a sample')
  const keys = page.findAll('.scheme .keys li').map((one) => one.text())
  expect(keys).toEqual(['metrics:day:20781:total', 'metrics:minute:29664441:total'])
})

test('proposed settings only fill in the form', async () => {
  await runTest(makeSchemeReport())
  expect(text()).toContain('The settings of the form do not fit.')
  await press('Use these settings')
  await vi.waitFor(() => expect(text()).toContain('The form has these settings.'))
  const value = (label: string): string => fieldOf(page, label).element.value
  expect(value('Prefix of the counters')).toBe('metrics')
  expect(value('Prefix of stored reports')).toBe('report:daily')
  expect(value('Bucket offset in minutes')).toBe('480')
  expect(inputs('connect')).toEqual([])
  await press('Connect')
  await vi.waitFor(() =>
    expect(inputs('connect')).toMatchObject([{ prefix: 'metrics', bucketOffsetMinutes: 480 }]),
  )
})

test('what else it found is named, with the key where it was seen', async () => {
  const lost: Finding = {
    code: 'endpoint_not_in_total',
    severity: 'problem',
    message: 'Endpoints add up to 7 calls more than the totals: calls of /lost are not counted.',
    key: 'metrics:minute:29664440:total',
    params: { calls: 7, buckets: 6, endpoint: '/lost' },
  }
  await runTest(makeSchemeReport({ issues: [lost] }))
  expect(page.get('[aria-label="Findings"]').text()).toContain('calls of /lost are not counted')
  expect(page.get('[aria-label="Findings"] .name').text()).toBe('metrics:minute:29664440:total')
  usePreferences().language.value = 'zh'
  await vi.waitFor(() => expect(text()).toContain('正好是 /lost 的调用'))
})

test('settings that fit are said to fit, and nothing is offered', async () => {
  const proposal = { prefix: 'stats', reportPrefix: 'report:daily', bucketOffsetMinutes: 0, differs: [] }
  await runTest(makeSchemeReport({ proposal }))
  expect(text()).toContain('The form has these settings.')
  expect(text()).not.toContain('Use these settings')
})

test('keys that are no counters are told from an empty database', async () => {
  const nothing = {
    prefixes: [],
    proposal: null,
    offset: { minutes: null, confidence: 'unknown', keys: [] },
  } as const
  await runTest(
    makeSchemeReport({ ...nothing, prefixes: [], offset: { ...nothing.offset, keys: [] }, follows: false }),
  )
  expect(text()).toContain('No counters of the scheme were seen.')
  page.unmount()
  await runTest(
    makeSchemeReport({ ...nothing, prefixes: [], offset: { ...nothing.offset, keys: [] }, follows: null }),
  )
  expect(text()).toContain('There was nothing to judge by: no key was seen.')
})

test('what a test could not look at is looked at by hand, over the address of the form', async () => {
  bridge.answer('detectScheme', () => ({ ok: false, code: 'no_permission', message: '' }))
  await runTest(null)
  expect(text()).toContain('The scheme could not be looked at in this test.')
  await press('Look now')
  await vi.waitFor(() => expect(text()).toContain('The account lacks a right'))
  bridge.answer('detectScheme', () => makeSchemeReport())
  await press('Look now')
  await vi.waitFor(() => expect(text()).toContain('Prefix metrics'))
  expect(inputs('detectScheme').at(-1)).toMatchObject({ url: 'redis://10.2.0.7:6379/0', prefix: 'stats' })
})
