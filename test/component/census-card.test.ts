import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { CensusState } from '../../shared/census.ts'
import { connected, createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { throwOnErrors } from '../support/page-kit.ts'
import { makeReports } from '../support/report-fixture.ts'
import { makeCensus, makeRetention, makeTopUsers, makeUnasked, makeUsers } from '../support/users-fixture.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  throwOnErrors()
  bridge = createFixtureBridge()
  bridge.answer('users', () => makeUsers())
  bridge.answer('topUsers', () => makeTopUsers())
  bridge.answer('retention', () => makeRetention())
  bridge.answer('reports', () => makeReports())
})

afterEach(() => {
  page.unmount()
  usePreferences().language.value = 'en'
  vi.restoreAllMocks()
})

async function open(census: CensusState): Promise<void> {
  bridge.answer('census', () => census)
  page = await mountPage(bridge, '/users?zone=UTC')
  await vi.waitFor(() => expect(page.find('.census').exists()).toBe(true))
}

const card = (): string => wordsOf(page.get('.census').element)
/** What was asked of the census, beside how it stands. */
const asked = (): { method: string; input: unknown }[] =>
  bridge.calls.filter(({ method }) => ['startCensus', 'chooseCensus', 'cancelTask'].includes(method))
const answer = (title: string): Promise<void> =>
  page
    .findAll('.choice')
    .find(({ element }) => wordsOf(element).startsWith(title))!
    .trigger('click')

describe('the first count of users', () => {
  test('is asked about with what it costs', async () => {
    await open(makeUnasked())
    expect(card()).toContain('Count the users of Production?')
    expect(card()).toContain('It would look at 1,234,567 keys, which takes about 1 min, for 14 days.')
    expect(card()).toContain('The answer can be changed here at any time.')
  })

  test('is asked about also where nobody can tell what it costs', async () => {
    await open(makeUnasked({ estimate: { keys: null, seconds: null, days: 14 } }))
    expect(card()).toContain('How many keys there are cannot be told')
  })

  test('that is said to be wanted now runs once and leaves the choice open', async () => {
    await open(makeUnasked())
    bridge.answer('startCensus', () => makeUnasked({ state: 'running' }))
    await answer('Count now')
    await vi.waitFor(() => expect(asked()).toEqual([{ method: 'startCensus', input: {} }]))
  })

  test('that is wanted each night is chosen and begins at once', async () => {
    await open(makeUnasked())
    bridge.answer('chooseCensus', () => makeCensus())
    bridge.answer('startCensus', () => makeCensus({ state: 'running' }))
    await answer('Each night')
    await vi.waitFor(() =>
      expect(asked()).toEqual([
        { method: 'chooseCensus', input: { choice: 'nightly' } },
        { method: 'startCensus', input: {} },
      ]),
    )
  })

  test('that is declined is not asked about again, and can be had all the same', async () => {
    await open(makeUnasked())
    bridge.answer('chooseCensus', () => makeUnasked({ choice: 'never' }))
    bridge.answer('census', () => makeUnasked({ choice: 'never' }))
    await answer('Never')
    await vi.waitFor(() => expect(card()).toContain('Users are not counted: you chose never.'))
    expect(page.find('.choice').text()).toBe('Each night')
    expect(buttonOf(page, 'Count now').attributes('disabled')).toBeUndefined()
  })

  test('is not asked about before there is a day to count', async () => {
    await open(makeUnasked({ estimate: { keys: 0, seconds: 0, days: 0 } }))
    expect(card()).toContain('Not counted yet.')
    expect(page.find('.choice strong').exists()).toBe(false)
  })

  test('cannot begin while Redis is away, and can be declined', async () => {
    const status = { state: 'down' as const, since: '2026-11-24T07:19:02.000Z', nextTryAt: null }
    bridge.answer('connection', () => ({ ...connected, status: { ...status, why: 'timeout', message: '' } }))
    await open(makeUnasked())
    await vi.waitFor(() => expect(page.find('.notice').exists()).toBe(true))
    const disabled = page.findAll('.choice').map((one) => one.attributes('disabled') !== undefined)
    expect(disabled).toEqual([true, false, false])
  })
})

describe('a count of users', () => {
  const running = makeCensus({
    state: 'running',
    scanned: 250_000,
    keys: 1_000_000,
    daysFound: 12,
    secondsLeft: 130,
  })

  test('shows how far it has come and how long it still takes', async () => {
    await open(running)
    expect(card()).toBe('Counting users 250,000 of 1,000,000 keys · 12 days found · about 2 min left Cancel')
    expect(page.get('.census [role=progressbar]').attributes('aria-valuenow')).toBe('25')
    bridge.emit('census', { ...running, scanned: 500_000, secondsLeft: null })
    await vi.waitFor(() =>
      expect(page.get('.census [role=progressbar]').attributes('aria-valuenow')).toBe('50'),
    )
    expect(card()).toContain('time left not known yet')
  })

  test('of an unknown number of keys shows no share', async () => {
    await open({ ...running, keys: null })
    expect(card()).toContain('250,000 keys')
    expect(page.get('.census [role=progressbar]').attributes('aria-valuenow')).toBeUndefined()
  })

  test('can be cancelled', async () => {
    await open(running)
    bridge.answer('cancelTask', () => ({ task: 'census', state: 'idle', done: 0, of: null }))
    bridge.answer('census', () => makeCensus({ lastOutcome: 'cancelled' }))
    await buttonOf(page, 'Cancel').trigger('click')
    await vi.waitFor(() => expect(card()).toContain('Cancelled 24 Nov, 01:19'))
    expect(asked()).toEqual([{ method: 'cancelTask', input: { task: 'census' } }])
  })

  test('waits for another app that counts', async () => {
    await open(makeCensus({ state: 'waiting', waitsFor: 'other' }))
    expect(card()).toContain('Another app on the same Redis is counting users.')
  })

  test('that failed says why and can be tried again', async () => {
    await open(makeCensus({ lastOutcome: 'failed', lastMessage: 'Redis did not answer in time.' }))
    expect(card()).toContain('Counting failed 24 Nov, 01:19. Redis did not answer in time.')
    bridge.answer('startCensus', () => running)
    await buttonOf(page, 'Try again').trigger('click')
    await vi.waitFor(() => expect(asked()).toEqual([{ method: 'startCensus', input: {} }]))
  })

  test('that cannot be started says why', async () => {
    await open(makeCensus())
    bridge.answer('startCensus', () => ({
      ok: false,
      code: 'timeout',
      message: 'Redis did not answer in time.',
    }))
    await buttonOf(page, 'Count now').trigger('click')
    await vi.waitFor(() => expect(page.get('.census [role=alert]').text()).toContain('in time'))
  })

  test('that ran tells when, when the next comes, and what waits', async () => {
    await open(makeCensus({ estimate: { keys: 5, seconds: 1, days: 2 } }))
    expect(card()).toContain(
      'Last counted 24 Nov, 01:19. 2 days are not counted yet. The next count begins 25 Nov, 01:17.',
    )
  })

  test('is chosen anew at any time', async () => {
    await open(makeCensus())
    bridge.answer('chooseCensus', () => makeCensus({ choice: 'never', nextAt: null }))
    bridge.answer('census', () => makeCensus({ choice: 'never', nextAt: null }))
    await buttonOf(page, 'Never').trigger('click')
    await vi.waitFor(() => expect(card()).toContain('you chose never'))
    expect(asked()).toEqual([{ method: 'chooseCensus', input: { choice: 'never' } }])
  })

  test('shows on the page of reports while it runs, with the way to the page of users', async () => {
    bridge.answer('census', () => running)
    page = await mountPage(bridge, '/reports?zone=UTC')
    await vi.waitFor(() =>
      expect(page.text()).toContain('250,000 of 1,000,000 keys · 12 days found · about 2 min left'),
    )
    expect(
      page
        .findAll('a')
        .find((one) => one.text() === 'Open Users')!
        .attributes('href'),
    ).toBe('/users?zone=UTC')
    bridge.answer('census', () => makeCensus())
    bridge.emit('census', makeCensus())
    await vi.waitFor(() => expect(page.text()).not.toContain('Open Users'))
  })

  test('is told in Chinese too', async () => {
    usePreferences().language.value = 'zh'
    await open(makeCensus({ lastOutcome: 'failed', lastMessage: 'Redis did not answer in time.' }))
    expect(card()).toContain('统计于 11月24日 01:19 失败。')
    expect(card()).not.toContain('Redis did not')
  })
})
