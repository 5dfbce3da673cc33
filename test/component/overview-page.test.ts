import type { VueWrapper } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { Overview } from '../../shared/figures.ts'
import { defaultPreferences } from '../../shared/preferences.ts'
import { connected, createFixtureBridge, sampled, type FixtureBridge } from '../support/bridge-fixture.ts'
import { eventually } from '../support/eventually.ts'
import { mountPage } from '../support/mount-page.ts'
import { fixtureNow, makeOverview } from '../support/overview-fixture.ts'
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
  usePreferences().language.value = 'en'
  vi.restoreAllMocks()
})

const zone = '/?zone=Asia/Shanghai'
const text = (selector: string): string => wordsOf(page.get(selector).element)
const tile = (i: number): string => wordsOf(page.findAll('.tile')[i]!.element)

async function open(path = zone): Promise<void> {
  page = await mountPage(bridge, path)
  await eventually(() => expect(page.find('.tile .skeleton').exists()).toBe(false))
  await nextTick()
}

function answerWith(change: (overview: Overview) => Overview): void {
  bridge.answer('overview', ({ zone }: { zone: string }) => change(makeOverview({ zone })))
}

describe('tiles', () => {
  test('say the figure, the change and what it is compared with', async () => {
    answerWith((one) => ({ ...one, today: { ...one.today, calls: 8_912_440 } }))
    await open()
    expect(tile(0)).toBe('Calls today 8,912,440 +8.1% vs yesterday until 15:21')
    expect(tile(1)).toContain('This hour 15:00–')
    expect(tile(1)).toContain('−2.4% vs 15:00–15:21 yesterday')
    expect(tile(2)).toBe('Now 180 this minute 187 calls/s peak 261 at 15:18')
    expect(tile(3)).toBe('Success since 08:00 97.31 % 132,006 errors · UTC day')
  })

  test('an unknown total shows its sure lower bound and which hours are unknown', async () => {
    bridge.answer('overview', () => ({ ...makeOverview({ unknownHours: [3, 4] }) }))
    await open()
    expect(tile(0)).toMatch(/^Calls today ≥ 5,\d{3},\d{3} hours 03–04 unknown · no comparison$/)
  })

  test('an unknown figure is "—" with its reason, never 0', async () => {
    answerWith((one) => ({
      ...one,
      today: { ...one.today, calls: null, atLeast: 0, why: 'no_permission', change: null },
      success: { ...one.success, rate: null, why: 'utc_day_only', isUtcDay: false },
    }))
    await open()
    expect(tile(0)).toBe('Calls today — the account may not read it')
    expect(tile(3)).toBe('Success today — counted by UTC day only')
  })

  test('approximate figures, unlike spans and unclassified statuses are marked', async () => {
    answerWith((one) => ({
      ...one,
      today: { ...one.today, approximate: true, spansDiffer: true },
      success: { ...one.success, unclassifiedShare: 0.032 },
    }))
    await open()
    expect(tile(0)).toContain('≈')
    expect(tile(0)).toContain('spans differ: clock change · approximate')
    expect(tile(3)).toContain('≈ 97.31 % 132,006 errors · 3.2% unclassified')
  })

  test('a rate of success that is not whole is never 100%', async () => {
    answerWith((one) => ({ ...one, success: { ...one.success, rate: 0.999999, errors: 1 } }))
    await open()
    expect(tile(3)).toContain('>99.99 % 1 error ·')
  })
})

describe('states', () => {
  test('before the first answer the layout stands, without figures', async () => {
    bridge.answer('overview', () => new Promise(() => {}))
    page = await mountPage(bridge, zone)
    await nextTick()
    expect(page.findAll('.tile .skeleton')).toHaveLength(8)
    expect(page.findAll('.tile')[0]!.attributes('aria-busy')).toBe('true')
  })

  test('when Redis is away the last figures stay, dated, and "now" is unknown', async () => {
    await open()
    const status = {
      state: 'down',
      since: '2026-11-24T07:19:02.000Z',
      nextTryAt: null,
      why: 'timeout',
      message: '',
    } as const
    bridge.answer('overview', () => ({ ok: false, code: 'connection_lost', message: 'Gone.' }))
    bridge.emit('connection', { ...connected, status })
    await eventually(() => expect(page.find('.notice').exists()).toBe(true))
    expect(text('.notice')).toContain('Production has been away since 15:19. These are its last figures.')
    expect(page.get('.overview').classes()).toContain('is-stale')
    expect(text('.age')).toContain('as of 15:21:04')
    expect(tile(0)).toContain('5,737,287')
    expect(tile(2)).toBe('Now — no figures since 15:21:04')
    await page.get('.notice button').trigger('click')
    expect(bridge.calls.some(({ method }) => method === 'retry')).toBe(true)
  })

  test('a wrong password says so and leads to the connection page', async () => {
    bridge.answer('connection', () => ({
      ...connected,
      status: { state: 'refused', why: 'wrong_password', message: '' },
    }))
    bridge.answer('overview', () => ({ ok: false, code: 'wrong_password', message: '' }))
    await open()
    await eventually(() => expect(text('.notice')).toContain('User name or password is wrong.'))
    expect(page.get('.notice a').attributes('href')).toContain('/connection')
    expect(tile(0)).toBe('Calls today —')
  })

  test('an empty database is told from a quiet day', async () => {
    const nothing = (one: Overview): Overview => ({
      ...one,
      endpoints: 0,
      hotApis: [],
      hours: one.hours.map((hour) => ({ ...hour, calls: null })),
      today: { ...one.today, calls: null, atLeast: 0, why: 'not_counted_yet', change: null },
      live: { callsPerSecond: null, peak: null, points: [] },
    })
    answerWith(nothing)
    await open()
    await eventually(() => expect(text('.notice')).toContain('No counter begins with "stats:"'))
    expect(tile(2)).toContain('— not counted yet, or lost')
    page.unmount()
    answerWith((one) => ({ ...nothing(one), today: { ...nothing(one).today, calls: 0, why: null } }))
    await open()
    await eventually(() => expect(text('.notice')).toBe('Nothing was counted today so far.'))
  })

  test('hours that are over without a call are not taken for hours that did not begin', async () => {
    const quiet = (one: Overview): Overview['hours'] =>
      one.hours.map((hour) => (hour.partial || hour.future ? hour : { ...hour, calls: 0 }))
    answerWith((one) => ({ ...one, hours: quiet(one), today: { ...one.today, change: null } }))
    await open()
    await eventually(() => expect(text('main')).toContain('So far only the running hour has calls.'))
  })

  test('when the app behind the page is gone the page says to start it again, and goes on by itself', async () => {
    let isGone = false
    const gone = (): unknown => ({ ok: false, code: 'not_connected', message: '' })
    bridge.answer('overview', ({ zone }: { zone: string }) => (isGone ? gone() : makeOverview({ zone })))
    bridge.answer('connection', () => (isGone ? gone() : connected))
    await open()
    isGone = true
    await eventually(() => expect(text('.notice')).toContain('does not answer. Start it again'))
    isGone = false
    await eventually(() => expect(page.find('.notice').exists()).toBe(false))
  })

  test('one answer that fails is no news while the last is fresh', async () => {
    let asked = 0
    bridge.answer('overview', ({ zone }: { zone: string }) =>
      ++asked === 2
        ? { ok: false, code: 'timeout', message: '' }
        : makeOverview({ zone, asOfMs: fixtureNow + asked * 1_000 }),
    )
    await open()
    await eventually(() => expect(asked).toBeGreaterThanOrEqual(2))
    await nextTick()
    expect(page.find('.notice').exists()).toBe(false)
  })

  test('a retry that fails is no error of the page', async () => {
    bridge.answer('connection', () => ({
      ...connected,
      status: { state: 'refused', why: 'wrong_password', message: '' },
    }))
    bridge.answer('retry', () => ({ ok: false, code: 'wrong_password', message: '' }))
    await open()
    await eventually(() => expect(page.find('.notice button').exists()).toBe(true))
    await page.get('.notice button').trigger('click')
    await eventually(() => expect(bridge.calls.some(({ method }) => method === 'retry')).toBe(true))
    expect(text('.notice')).toContain('User name or password is wrong.')
  })

  test('an error of the app is said in words, not in codes', async () => {
    bridge.answer('overview', () => ({ ok: false, code: 'internal', message: 'x' }))
    await open()
    await eventually(() =>
      expect(text('.notice')).toContain('Something unexpected went wrong. The log of the app'),
    )
  })

  test('sample data is labelled in the header, in the side bar and in the title', async () => {
    bridge.answer('connection', () => sampled)
    await open()
    await eventually(() => expect(text('.sample')).toBe('Sample data Connect your Redis'))
    expect(text('.connection')).toContain('Sample data')
    expect(document.title).toContain('Sample data')
  })

  test('figures of another source never stay', async () => {
    await open()
    bridge.answer('overview', () => new Promise(() => {}))
    bridge.emit('connection', {
      ...connected,
      source: { ...connected.source, address: 'redis://other:6379/0' },
    })
    await eventually(() => expect(page.findAll('.tile .skeleton')).toHaveLength(8))
  })
})

describe('language and zone', () => {
  test('the language changes at once, figures keep their grouping', async () => {
    await open()
    usePreferences().language.value = 'zh'
    await nextTick()
    await nextTick()
    expect(text('h1')).toBe('概览')
    expect(tile(0)).toBe('今日调用 5,737,287 +8.1% 对比昨日截至 15:21')
    expect(document.documentElement.lang).toBe('zh-CN')
  })

  test("a zone of the address is asked for, and the answer's zone tells every time", async () => {
    await open('/?zone=Asia/Kathmandu')
    expect(bridge.calls.find(({ method }) => method === 'overview')?.input).toMatchObject({
      zone: 'Asia/Kathmandu',
    })
    expect(tile(0)).toContain('until 13:06')
  })

  test('an older answer never overwrites the one of a zone chosen later', async () => {
    const waiting: ((overview: Overview) => void)[] = []
    bridge.answer('overview', () => new Promise((resolve) => waiting.push(resolve)))
    page = await mountPage(bridge, zone)
    await eventually(() => expect(waiting).toHaveLength(1))
    await (page.vm as unknown as { $router: { replace(to: string): Promise<void> } }).$router.replace(
      '/?zone=UTC',
    )
    waiting[0]!(makeOverview({ zone: 'Asia/Shanghai' }))
    await eventually(() => expect(waiting).toHaveLength(2))
    expect(page.findAll('.tile .skeleton')).toHaveLength(8)
    waiting[1]!(makeOverview({ zone: 'UTC' }))
    await eventually(() => expect(tile(0)).toContain('until 07:21'))
  })
})

describe('footer', () => {
  test('is quiet when all is well', async () => {
    await open()
    expect(text('footer')).toBe('✓ 100% of calls explained by known endpoints 1 round trip, 86 keys')
  })

  test('names the one thing that is wrong, and counts several', async () => {
    const noExpiry = { code: 'no_expiry', message: 'x', key: 'stats:day:1:total' } as const
    answerWith((one) => ({ ...one, issues: [noExpiry], coverage: { ...one.coverage, apis: 0.962 } }))
    await open()
    expect(text('footer')).toContain('≈ 96.2% of calls explained')
    expect(text('.warning-chip')).toBe('Counters have no expiry')
    page.unmount()
    answerWith((one) => ({
      ...one,
      issues: [noExpiry, { ...noExpiry, key: 'b' }, { code: 'evictions', message: 'x' }],
    }))
    await open()
    expect(text('.warning-chip')).toBe('2 notes on the data')
  })
})

describe('the refresh interval', () => {
  const asked = (): number => bridge.calls.filter(({ method }) => method === 'overview').length

  afterEach(() => {
    vi.useRealTimers()
    usePreferences().accept(defaultPreferences)
  })

  test('decides how often the figures are asked for', async () => {
    usePreferences().refreshSeconds.value = 30
    await open()
    vi.useFakeTimers()
    usePreferences().refreshSeconds.value = 20
    await vi.advanceTimersByTimeAsync(0)
    const before = asked()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked()).toBe(before + 1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(before + 4)
  })

  test('may be paused: nothing more is asked for and the age says since when', async () => {
    await open()
    usePreferences().isPaused.value = true
    await nextTick()
    expect(text('.age')).toMatch(/^paused, as of \d\d:\d\d:\d\d Refresh now$/)
    vi.useFakeTimers()
    const before = asked()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(before)
    expect(page.get('.overview').classes()).not.toContain('is-stale')
  })

  test('paused, the figures are read by hand: with the button beside their age, or by "r"', async () => {
    await open()
    usePreferences().isPaused.value = true
    await nextTick()
    vi.useFakeTimers()
    const before = asked()
    await page.get('.age button').trigger('click')
    await vi.advanceTimersByTimeAsync(0)
    expect(asked()).toBe(before + 1)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'r' }))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(before + 2)
  })

  test('is paused only once the figures are whole', async () => {
    usePreferences().isPaused.value = true
    answerWith((one) => ({ ...one, success: { ...one.success, rate: null, why: 'reading' } }))
    await open()
    const before = asked()
    await vi.waitFor(() => expect(asked()).toBeGreaterThan(before), { timeout: 5_000 })
    answerWith((one) => one)
    await vi.waitFor(() => expect(tile(3)).toContain('97.31'), { timeout: 5_000 })
    vi.useFakeTimers()
    const whole = asked()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked()).toBe(whole)
  })
})

test('short numbers are an own choice', async () => {
  answerWith((one) => ({ ...one, today: { ...one.today, calls: 8_912_440 } }))
  await open()
  usePreferences().numbers.value = 'short'
  await nextTick()
  expect(tile(0)).toContain('Calls today 8.91 M')
  expect(page.get('.tile .figure').attributes('title')).toBe('8,912,440')
  usePreferences().numbers.value = 'grouped'
  await nextTick()
  expect(tile(0)).toContain('Calls today 8,912,440')
})
