import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { Health } from '../../shared/health.ts'
import { connected, createFixtureBridge, sampled, type FixtureBridge } from '../support/bridge-fixture.ts'
import { badValue, makeHealth, noExpiry } from '../support/health-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { makeOverview } from '../support/overview-fixture.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  bridge = createFixtureBridge()
  bridge.answer('health', () => makeHealth())
  bridge.answer('cancelTask', () => ({ task: 'health', state: 'idle', done: 0, of: null }))
})

afterEach(() => {
  page.unmount()
  usePreferences().language.value = 'en'
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

async function open(change: Partial<Health> = {}): Promise<void> {
  bridge.answer('health', () => makeHealth(change))
  page = await mountPage(bridge, '/health?zone=UTC')
  await vi.waitFor(() => expect(page.find('.verdict .skeleton').exists()).toBe(false))
}

const checks = (): number => bridge.calls.filter(({ method }) => method === 'health').length
const text = (selector: string): string => wordsOf(page.get(selector).element)
const press = (label: string) => buttonOf(page, label).trigger('click')

describe('the health of the data', () => {
  test('is well where nothing was found', async () => {
    await open()
    expect(text('.verdict')).toBe(
      'All is well Nothing was found that makes a figure wrong, unknown or doubtful. Checked at 24 Nov, 07:21:04. Check again',
    )
    expect(page.find('.finding').exists()).toBe(false)
  })

  test('tells what is explained by endpoints, statuses and users, and why where it is unknown', async () => {
    await open()
    const rows = page.findAll('[aria-label="Calls explained"] li').map((row) => wordsOf(row.element))
    expect(rows).toEqual([
      '100% by endpoints',
      '96.2% by statuses',
      '— by users not counted yet: see the page Users',
    ])
  })

  test('tells of which day the users were counted', async () => {
    await open({ users: { date: '2026-11-23', share: 0.981 } })
    expect(text('[aria-label="Calls explained"]')).toContain('98.1% by users')
    expect(text('[aria-label="Calls explained"]')).toContain(
      'Users: of 2026-11-23, the last day that a census counted.',
    )
  })

  test('tells what was looked at', async () => {
    await open()
    const facts = page
      .findAll('[aria-label="What was looked at"] dl > div')
      .map((row) => wordsOf(row.element))
    expect(facts).toEqual([
      'Clocks server 2.6 s behind this computer',
      'Buckets cut 480 min ahead of UTC (likely)',
      'Sums add up in 14 closed buckets',
      'Expiry of minutes 60 of 60 have none',
      'Expiry of hours right',
      'Expiry of days 36.0 h, too short',
      'Memory limit 512 MB, noeviction',
      'Evicted keys 0',
      'Emptied since start the account may not ask',
      'Version 7.0.15',
      'Keys 10,000 of 57,012, a sample, in 412 ms',
    ])
  })

  test('lists findings with their severity, effect, mend and key', async () => {
    await open({ issues: [badValue, noExpiry] })
    expect(text('.verdict h2')).toBe('1 problem, 1 warning')
    const [first, second] = page.findAll('.finding').map((one) => wordsOf(one.element))
    expect(first).toBe(
      'Problem A counter holds something that is not a count The key holds text that is no counter. ' +
        'Effect Its figure is unknown; everything else is unaffected. ' +
        'What to do Find out what writes to the key; delete the key if it is not needed. ' +
        'Key stats:day:20781:api:< img src=x>\\n',
    )
    expect(page.find('.finding img').exists()).toBe(false)
    expect(second).toContain('60 of 60 counters of minutes that were looked at have none.')
    expect(second).toContain('About 54,720 new keys and 5,101 kB more each day, for ever: an estimate.')
  })

  test('copies the key as it stands there, and the fix as it is shown', async () => {
    const written: string[] = []
    vi.stubGlobal('navigator', {
      ...navigator,
      clipboard: { writeText: async (one: string) => void written.push(one) },
    })
    await open({ issues: [badValue, noExpiry] })
    await page.get('.finding button[aria-label="Copy key"]').trigger('click')
    await press('Python')
    const shown = page.get('.finding pre').text()
    expect(shown).toContain('pipe.expire(key, 604800)')
    await page.get('.finding button[aria-label="Copy"]').trigger('click')
    await vi.waitFor(() => expect(written).toEqual(['stats:day:20781:api:<img src=x>\n', shown]))
  })

  test('is told in Chinese too', async () => {
    usePreferences().language.value = 'zh'
    await open({ issues: [noExpiry] })
    expect(text('.verdict h2')).toBe('1 个警告')
    expect(text('.finding')).toContain('估计每天新增约 54,720 个键，占用约 5,101 kB')
  })
})

describe('a check', () => {
  test('is made once when the page opens, and again by hand', async () => {
    await open()
    expect(checks()).toBe(1)
    bridge.emit('connection', { ...connected })
    await press('Check again')
    await vi.waitFor(() => expect(checks()).toBe(2))
  })

  test('shows its progress and is cancelled by a person; the last one stays', async () => {
    await open({ issues: [noExpiry] })
    let stop = (_answer: unknown): void => undefined
    bridge.answer('health', () => new Promise((resolve) => (stop = resolve)))
    await press('Check again')
    bridge.emit('task', { task: 'health', state: 'running', done: 4_200, of: null })
    await vi.waitFor(() => expect(text('.verdict .note')).toContain('4,200 keys looked at'))
    await press('Cancel')
    expect(bridge.calls.at(-1)).toEqual({ method: 'cancelTask', input: { task: 'health' } })
    stop({ ok: false, code: 'cancelled', message: '' })
    await vi.waitFor(() => expect(text('.verdict')).toContain('The check was cancelled.'))
    expect(text('.verdict h2')).toBe('1 warning')
    expect(page.find('.notice').exists()).toBe(false)
  })

  test('waits for a Redis that is away, and is made when it is back', async () => {
    const status = {
      state: 'down',
      since: '2026-11-24T07:19:02.000Z',
      nextTryAt: null,
      why: 'timeout',
      message: '',
    } as const
    bridge.answer('connection', () => ({ ...connected, status }))
    page = await mountPage(bridge, '/health?zone=UTC')
    await vi.waitFor(() => expect(page.find('.notice').exists()).toBe(true))
    expect(text('.notice')).toContain('Production has been away since 07:19.')
    expect(text('.verdict h2')).toBe('Not checked yet.')
    expect(checks()).toBe(0)
    bridge.emit('connection', connected)
    await vi.waitFor(() => expect(text('.verdict h2')).toBe('All is well'))
    bridge.emit('connection', { ...connected, status })
    await vi.waitFor(() => expect(page.get('.health').classes()).toContain('is-stale'))
    expect(text('.age')).toContain('as of 07:21:04')
  })

  test('of the sample data says so', async () => {
    bridge.answer('connection', () => sampled)
    await open({ issues: [noExpiry], sample: true })
    expect(page.text()).toContain('These findings are of the built-in sample data.')
  })

  test('that fails says why', async () => {
    bridge.answer('health', () => ({ ok: false, code: 'timeout', message: '' }))
    page = await mountPage(bridge, '/health?zone=UTC')
    await vi.waitFor(() => expect(text('.notice')).toContain('Redis does not answer in time.'))
  })
})

test('the notes in the footer of the overview lead to it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  bridge.answer('overview', ({ zone }: { zone: string }) => ({
    ...makeOverview({ zone }),
    issues: [noExpiry],
  }))
  page = await mountPage(bridge, '/?zone=UTC')
  await vi.waitFor(() => expect(page.find('.warning-chip').exists()).toBe(true))
  await page.get('.warning-chip').trigger('click')
  await vi.waitFor(() => expect(document.querySelector('.notes .more a')).not.toBeNull())
  expect(document.querySelector('.notes .more a')!.getAttribute('href')).toBe('/health?zone=UTC')
})
