import type { VueWrapper } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { TrendInput } from '../../shared/api.ts'
import type { Trend } from '../../shared/figures.ts'
import { connected, createFixtureBridge, sampled, type FixtureBridge } from '../support/bridge-fixture.ts'
import { mountPage } from '../support/mount-page.ts'
import { chooseToSave } from '../support/save-kit.ts'
import { throwOnErrors } from '../support/page-kit.ts'
import { fixtureNow } from '../support/overview-fixture.ts'
import { makeTrend, unknownPoint, withPoints } from '../support/trend-fixture.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  throwOnErrors()
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({
    ...new DOMRect(0, 0, 240, 100),
    left: 0,
    width: 240,
  })
  HTMLElement.prototype.setPointerCapture = () => {}
  bridge = createFixtureBridge()
})

afterEach(() => {
  page.unmount()
  usePreferences().language.value = 'en'
  vi.restoreAllMocks()
})

const words = (selector: string): string => wordsOf(page.get(selector).element)
const figure = (i: number): string => wordsOf(page.findAll('.figures .one')[i]!.element)
const asked = (): TrendInput[] =>
  bridge.calls.filter(({ method }) => method === 'trend').map(({ input }) => input as TrendInput)
const address = (): Record<string, unknown> =>
  (page.vm as unknown as { $route: { query: Record<string, unknown> } }).$route.query

async function open(query = '', path = '/trends'): Promise<void> {
  page = await mountPage(bridge, `${path}?zone=Asia/Shanghai${query}`)
  await vi.waitFor(() => expect(page.find('.figures .one h2').exists()).toBe(true))
  await nextTick()
}

function answerWith(change: (trend: Trend) => Trend): void {
  bridge.answer('trend', (input: TrendInput) => change(makeTrend(input)))
}

function press(key: string): void {
  window.dispatchEvent(new KeyboardEvent('keydown', { key }))
}

describe('what is asked for', () => {
  test('is 24 hours of all calls beside the period before, until the address says otherwise', async () => {
    await open()
    expect(asked()[0]).toEqual({
      range: 'hour',
      zone: 'Asia/Shanghai',
      endpoint: null,
      compare: 'period',
      until: null,
    })
    page.unmount()
    await open('&range=day&compare=weekday&endpoint=/api/news&until=2026-10-01T00:00:00%2B08:00')
    expect(asked().at(-1)).toMatchObject({
      range: 'day',
      endpoint: '/api/news',
      compare: 'weekday',
      until: '2026-09-30T16:00:00.000Z',
    })
  })

  test('is as if nothing was said where the address says nonsense', async () => {
    await open('&range=decade&compare=all&until=yesterday&zoom=a/b&days=2026-02-30..2026-03-02&step=hour')
    expect(asked()[0]).toMatchObject({ range: 'hour', compare: 'period', until: null })
  })

  test('can be an endpoint without a name, which is not all calls', async () => {
    await open('&endpoint=')
    expect(asked()[0]).toMatchObject({ endpoint: '' })
    expect(words('.chart h2')).toBe('Calls by hour (empty name)')
  })

  test('follows the tool bar, and all of it is in the address', async () => {
    await open()
    const choice = (name: string) =>
      page
        .findAll('.tools .button')
        .find((one) => one.text() === name)!
        .trigger('click')
    await choice('60 minutes')
    await choice('Same weekday')
    await vi.waitFor(() => expect(address()).toMatchObject({ range: 'minute', compare: 'weekday' }))
    await vi.waitFor(() => expect(words('.chart h2')).toBe('Calls by minute All calls'))
    expect(asked().at(-1)).toMatchObject({ range: 'minute', compare: 'weekday' })
  })
})

describe('chosen days', () => {
  beforeEach(() => void vi.spyOn(Date, 'now').mockReturnValue(fixtureNow))

  const pressed = () => page.findAll('.tools .button[aria-pressed="true"]').map((one) => wordsOf(one.element))

  test('of 12 months are days that end today, and steps go by as many days', async () => {
    await open('&range=year')
    expect(asked()[0]).toEqual({
      range: 'day',
      zone: 'Asia/Shanghai',
      endpoint: null,
      compare: 'period',
      from: '2025-11-25',
      to: '2026-11-24',
    })
    expect(pressed()).toEqual(['12 months', 'Period before'])
    expect(words('.stepper .span')).toBe('25 Nov 2025 – now')
    expect(figure(3)).toContain('vs 365 days earlier')
    expect(figure(2)).toMatch(/^Peak day 1,031 31 Dec 2025$/)
    press('[')
    await vi.waitFor(() => expect(address()).toMatchObject({ days: '2024-11-25..2025-11-24' }))
    await vi.waitFor(() => expect(words('.stepper .span')).toBe('25 Nov 2024 – 24 Nov 2025'))
    press(']')
    await vi.waitFor(() => expect(address()).not.toHaveProperty('days'))
    await vi.waitFor(() => expect(words('.stepper .span')).toBe('25 Nov 2025 – now'))
  })

  test('stand in the address with their step, which is hours for few days', async () => {
    await open('&days=2026-11-02..2026-11-08')
    expect(asked()[0]).toMatchObject({ range: 'hour', from: '2026-11-02', to: '2026-11-08' })
    expect(pressed()).toEqual(['2 – 8 Nov 2026', 'Hours', 'Period before'])
    const days = page.findAll('.tools .button').find((one) => one.text() === 'Days')!
    await days.trigger('click')
    await vi.waitFor(() => expect(asked().at(-1)).toMatchObject({ range: 'day', from: '2026-11-02' }))
    await vi.waitFor(() => expect(address()).toMatchObject({ days: '2026-11-02..2026-11-08', step: 'day' }))
    await vi.waitFor(() => expect(words('.chart h2')).toBe('Calls by day All calls'))
    press('[')
    await vi.waitFor(() => expect(address()).toMatchObject({ days: '2026-10-26..2026-11-01' }))
    const preset = page.findAll('.tools .button').find((one) => one.text() === '24 hours')!
    await preset.trigger('click')
    await vi.waitFor(() => expect(address()).not.toHaveProperty('days'))
    expect(asked().at(-1)).toMatchObject({ range: 'hour', until: null })
  })

  test('offer minutes of a single day alone, and a step that does not fit is as if it were not there', async () => {
    const steps = () =>
      page
        .get('[aria-label="Points"]')
        .findAll('button')
        .map((one) => one.text())
    await open('&days=2026-11-03..2026-11-03&step=minute')
    expect(asked()[0]).toMatchObject({ range: 'minute' })
    expect(steps()).toEqual(['Minutes', 'Hours', 'Days'])
    page.unmount()
    await open('&days=2026-11-02..2026-11-03&step=minute')
    expect(asked().at(-1)).toMatchObject({ range: 'hour' })
    expect(steps()).toEqual(['Hours', 'Days'])
    page.unmount()
    await open('&days=2026-08-01..2026-11-03&step=hour')
    expect(asked().at(-1)).toMatchObject({ range: 'day' })
    expect(page.find('[aria-label="Points"]').exists()).toBe(false)
  })

  test('keep to theirs while a part of them is shown large', async () => {
    await open('&days=2026-11-02..2026-11-08&zoom=2026-11-03T00:00:00.000Z/2026-11-04T00:00:00.000Z')
    expect(asked()[0]).toMatchObject({ from: '2026-11-02', to: '2026-11-08' })
    expect(asked()[0]).not.toHaveProperty('until')
    expect(figure(0)).toContain('in 24 hours')
  })
})

describe('the figures', () => {
  test('are sum, mean, peak with its time, and the change of what is over', async () => {
    await open()
    // 24 hours that end with 15:00: the running one has 1,015 calls, the 23 before 1,000 + their hour.
    expect(figure(0)).toBe('Calls 24,276 the running hour included')
    expect(figure(1)).toBe('Mean per hour 1,011 of 23 closed hours')
    expect(figure(2)).toBe('Peak hour 1,023 23 Nov, 23:00')
    expect(figure(3)).toBe('Change +1.1% vs 24 hours earlier, closed hours')
    expect(words('.chart .summary')).toBe(
      'Busiest hour 23 Nov, 23:00 with 1,023 calls; 1.1% above 24 hours earlier.',
    )
    expect(words('.stepper .span')).toBe('23 Nov, 16:00 – now')
  })

  test('of a sum with an unknown part are a lower bound, and say what is unknown', async () => {
    answerWith((trend) => withPoints(trend, (point, i) => (i === 3 || i === 4 ? unknownPoint(point) : point)))
    await open()
    expect(figure(0)).toMatch(/^Calls ≥ 22,2\d\d 2 hours unknown$/)
    expect(figure(1)).toContain('of 21 known of 23 closed hours')
    expect(figure(2)).toBe('Peak hour 1,023 23 Nov, 23:00, among those known')
    expect(figure(3)).toBe('Change — these calls are not all known')
    expect(words('.chart .summary')).toContain('; 19:00–21:00 unknown.')
    expect(words('.legend')).toContain('unknown')
  })

  test('of which nothing is known are "—" with the reason, never 0', async () => {
    answerWith((trend) => withPoints(trend, (point) => unknownPoint(point, 'expired')))
    await open('&until=2026-09-01T00:00:00Z')
    expect(figure(0)).toBe('Calls — older than Redis keeps it')
    expect(words('.chart .summary')).toBe('Nothing is known of this time: older than Redis keeps it.')
  })

  test('say why there is no comparison', async () => {
    answerWith((trend) => ({
      ...trend,
      previous: trend.previous!.map((point) => unknownPoint(point, 'expired')),
    }))
    await open('&compare=weekday')
    expect(figure(3)).toBe('Change — 1 week earlier: older than Redis keeps it')
    expect(words('.chart .summary')).toContain('; unknown 1 week earlier: older than Redis keeps it.')
    page.unmount()
    answerWith((trend) => ({
      ...trend,
      previous: trend.previous!.map((point) => ({ ...point, calls: 0, atLeast: 0 })),
    }))
    await open()
    expect(figure(3)).toBe('Change — no calls 24 hours earlier')
  })

  test('of an approximate part are approximate', async () => {
    answerWith((trend) => withPoints(trend, (point, i) => ({ ...point, approximate: i === 0 })))
    await open('&range=day')
    expect(figure(0)).toMatch(/^Calls ≈ 30,\d{3} today included · approximate$/)
  })

  test('without a comparison are three, and there is one chart', async () => {
    await open('&compare=none')
    expect(page.findAll('.figures .one')).toHaveLength(3)
    expect(page.findAll('.plots canvas')).toHaveLength(1)
    page.unmount()
    await open()
    expect(page.findAll('.plots canvas').map((one) => one.attributes('aria-label'))).toEqual([
      'Calls by hour. Busiest hour 23 Nov, 23:00 with 1,023 calls; 1.1% above 24 hours earlier.',
      'Difference to 24 hours earlier. Between 0.0% at 24 Nov, 00:00 and +2.3% at 23 Nov, 23:00.',
    ])
  })

  test('are told in Chinese', async () => {
    await open()
    usePreferences().language.value = 'zh'
    await nextTick()
    await nextTick()
    expect(words('h1')).toBe('趋势')
    expect(words('.chart .summary')).toBe(
      '最忙的一小时是 11月23日 23:00，1,023 次调用；比 24 小时前多 1.1%。',
    )
  })
})

describe('steps through time', () => {
  test('go back by a whole range and forward until now', async () => {
    await open()
    press(']')
    press('[')
    await vi.waitFor(() => expect(address()).toMatchObject({ until: '2026-11-23T08:00:00.000Z' }))
    await vi.waitFor(() => expect(words('.stepper .span')).toBe('22 Nov, 16:00 – 23 Nov, 16:00'))
    expect(figure(0)).toContain('in 24 hours')
    press('[')
    await vi.waitFor(() => expect(words('.stepper .span')).toBe('21 Nov, 16:00 – 22 Nov, 16:00'))
    press(']')
    await vi.waitFor(() => expect(words('.stepper .span')).toBe('22 Nov, 16:00 – 23 Nov, 16:00'))
    press(']')
    await vi.waitFor(() => expect(words('.stepper .span')).toBe('23 Nov, 16:00 – now'))
    expect(address()).not.toHaveProperty('until')
  })

  test('end before the first counter, and "Now" leads back', async () => {
    answerWith((trend) =>
      trend.until ? withPoints(trend, (point) => unknownPoint(point, 'not_counted_yet')) : trend,
    )
    await open('&until=2020-01-01T00:00:00Z')
    expect(page.get('.stepper button').attributes('disabled')).toBeDefined()
    const before = asked().length
    press('[')
    await page.findAll('.stepper button').at(-1)!.trigger('click')
    await vi.waitFor(() => expect(words('.stepper .span')).toBe('23 Nov, 16:00 – now'))
    expect(asked().length).toBe(before + 1)
    expect(page.find('.notice').exists()).toBe(false)
  })

  test('show the year where it is another', async () => {
    await open('&range=day&until=2025-06-01T16:00:00Z')
    expect(words('.stepper .span')).toBe('3 May 2025 – 1 Jun 2025')
  })
})

describe('zoom', () => {
  const plane = () => page.get('[role="slider"]')
  const point = async (type: string, x: number) => {
    plane().element.dispatchEvent(new PointerEvent(type, { clientX: x, pointerId: 1, bubbles: true }))
    await nextTick()
  }
  const click = async (x: number) => {
    await point('pointerdown', x)
    await point('pointerup', x)
  }

  test('is chosen by dragging, goes into the address, and counts its own points', async () => {
    await open()
    await point('pointerdown', 15)
    await point('pointermove', 60)
    expect(page.find('.plane .band').attributes('style')).toContain('width: 25%')
    expect(words('.anchored')).toBe('From 23 Nov, 17:00: choose the other end, Esc cancels')
    await point('pointerup', 65)
    // 17:00 to 23:00: six hours.
    await vi.waitFor(() =>
      expect(address()['zoom']).toBe('2026-11-23T09:00:00.000Z/2026-11-23T15:00:00.000Z'),
    )
    expect(figure(0)).toBe('Calls 6,117 in 6 hours')
    await vi.waitFor(() => expect(asked().at(-1)?.until).toBe('2026-11-23T15:00:00.000Z'))
    await vi.waitFor(() => expect(page.get('.trends').classes()).not.toContain('is-pending'))
    expect(figure(0)).toBe('Calls 6,117 in 6 hours')
    expect(words('.stepper .span')).toBe('23 Nov, 17:00 – 23:00')
    press('Escape')
    await vi.waitFor(() => expect(words('.stepper .span')).toBe('23 Nov, 16:00 – now'))
    expect(address()).not.toHaveProperty('zoom')
  })

  test('is chosen by one end and then the other, and the same end twice is none', async () => {
    await open()
    for (const x of [35, 35]) await click(x)
    expect(page.find('.anchored').exists()).toBe(false)
    for (const x of [85, 35]) await click(x)
    await vi.waitFor(() =>
      expect(address()['zoom']).toBe('2026-11-23T11:00:00.000Z/2026-11-23T17:00:00.000Z'),
    )
  })

  test('is chosen by keyboard, each point being told', async () => {
    await open()
    const key = (name: string) => plane().trigger('keydown', { key: name })
    await key('Home')
    expect(plane().attributes('aria-valuetext')).toBe(
      '23 Nov, 16:00–17:00 UTC+8: 1,016, closed, 22 Nov, 16:00–17:00 UTC+8: 1,000, +1.6%',
    )
    await key('Enter')
    await key('Escape')
    expect(page.find('.anchored').exists()).toBe(false)
    await key('ArrowRight')
    await key('Enter')
    await key('PageUp')
    await key('Enter')
    await vi.waitFor(() =>
      expect(address()['zoom']).toBe('2026-11-23T09:00:00.000Z/2026-11-23T16:00:00.000Z'),
    )
  })

  test('of the address is taken, and one that holds no point is none', async () => {
    await open('&zoom=2026-11-23T09:00:00.000Z/2026-11-23T12:00:00.000Z')
    expect(figure(0)).toBe('Calls 3,054 in 3 hours')
    page.unmount()
    await open('&zoom=2031-11-23T09:00:00.000Z/2031-11-23T12:00:00.000Z')
    expect(figure(0)).toContain('24,276')
  })

  test('ends with another range and with a step', async () => {
    await open('&zoom=2026-11-23T09:00:00.000Z/2026-11-23T12:00:00.000Z')
    press('[')
    await vi.waitFor(() => expect(address()).not.toHaveProperty('zoom'))
    expect(address()['until']).toBe('2026-11-22T12:00:00.000Z')
  })
})

describe('the table and the file', () => {
  test('hold the same figures as the chart', async () => {
    await open('&table=trend')
    const rows = page.findAll('.chart tbody tr')
    expect(rows).toHaveLength(24)
    expect(page.findAll('.chart th').map((cell) => cell.text())).toEqual([
      'Time (Asia/Shanghai)',
      'Calls',
      'Time before',
      'Calls before',
      'Difference',
      'State',
    ])
    expect(rows[0]!.findAll('td').map((cell) => cell.text())).toEqual([
      '23 Nov, 16:00–17:00',
      '1,016',
      '22 Nov, 16:00–17:00',
      '1,000',
      '+1.6%',
      'closed',
    ])
    expect(rows.at(-1)!.findAll('td').at(-1)!.text()).toBe('running')
  })

  test('are copied as CSV: plain numbers, unknown empty, times with their distance from UTC', async () => {
    let copied = ''
    vi.stubGlobal('navigator', {
      ...navigator,
      clipboard: { writeText: async (text: string) => (copied = text) },
    })
    answerWith((trend) => withPoints(trend, (point, i) => (i === 1 ? unknownPoint(point) : point)))
    await open('&endpoint=%3Dcmd()')
    await chooseToSave(page, 'Calls by hour', 'Copy table')
    await vi.waitFor(() => expect(copied).not.toBe(''))
    const of = `'=cmd(),Production,false,Asia/Shanghai,UTC,2026-11-23T16:00:00+08:00,2026-11-24T16:00:00+08:00,2026-11-24T15:21:04+08:00`
    const lines = copied.split('\r\n').map((line) => line.replace(/,[^,]+\+08:00,tallyscope 0\.1\.0$/, ''))
    expect(lines.slice(0, 3)).toEqual([
      'start,calls,at_least,partial,approximate,why,compared_start,compared_calls,difference,endpoint,source,sample,zone,buckets,from,to,as_of,saved_at,app',
      `2026-11-23T16:00:00+08:00,1016,1016,false,false,,2026-11-22T16:00:00+08:00,1000,${1_016 / 1_000 - 1},${of}`,
      `2026-11-23T17:00:00+08:00,,0,false,false,unconfirmed,2026-11-22T17:00:00+08:00,1000,,${of}`,
    ])
    vi.unstubAllGlobals()
  })
})

describe('the endpoint picker', () => {
  const option = (i: number) => page.findAll('[role="option"]')[i]!

  test('shows all calls first and of 10,000 endpoints only the first, and searches by the core', async () => {
    await open()
    press('/')
    await vi.waitFor(() => expect(page.findAll('[role="option"]')).toHaveLength(101))
    expect(option(0).text()).toBe('All calls')
    expect(words('.picker .note')).toBe('The first 100 of 10,000: type to find others')
    await page.get('.picker input').setValue('777')
    await vi.waitFor(() => expect(words('.picker .note')).toBe('19 endpoints'))
    expect(bridge.calls.filter(({ method }) => method === 'endpoints').at(-1)?.input).toEqual({
      search: '777',
    })
  })

  test('shows odd names as text, and asks for the one that is chosen', async () => {
    const odd = ['<img src=x onerror=alert(1)>', 'a\nb', '', '*', '\u202egnp']
    bridge.answer('endpoints', () => ({ names: odd, matches: 5, known: 5 }))
    await open()
    press('/')
    await vi.waitFor(() => expect(page.findAll('[role="option"]')).toHaveLength(6))
    expect(
      page
        .findAll('[role="option"]')
        .slice(1)
        .map((one) => one.attributes('aria-label')),
    ).toEqual(['<img src=x onerror=alert(1)>', 'a\\nb', '(empty name)', '*', '\\u{202e}gnp'])
    expect(page.find('.picker img').exists()).toBe(false)
    await option(4).trigger('click')
    await vi.waitFor(() => expect(asked().at(-1)).toMatchObject({ endpoint: '*' }))
    await vi.waitFor(() => expect(words('.chart h2')).toBe('Calls by hour *'))
  })

  test('says why nothing is found', async () => {
    bridge.answer('endpoints', () => ({ ok: false, code: 'timeout', message: '' }))
    await open()
    press('/')
    await vi.waitFor(() => expect(words('.picker .note')).not.toBe('Searching'))
    expect(words('.picker .note').length).toBeGreaterThan(5)
  })
})

describe('states', () => {
  test('before the first answer the layout stands, without figures', async () => {
    bridge.answer('trend', () => new Promise(() => {}))
    page = await mountPage(bridge, '/trends')
    await nextTick()
    expect(page.findAll('.figures .skeleton')).toHaveLength(12)
    expect(page.get('.figures').attributes('aria-busy')).toBe('true')
  })

  test('when Redis is away the last figures stay, dated', async () => {
    await open()
    bridge.answer('trend', () => ({ ok: false, code: 'connection_lost', message: 'Gone.' }))
    const since = '2026-11-24T07:19:02.000Z'
    const status = { state: 'down', since, nextTryAt: null, why: 'timeout', message: '' } as const
    bridge.emit('connection', { ...connected, status })
    await vi.waitFor(() => expect(page.find('.notice').exists()).toBe(true))
    expect(words('.notice')).toContain('Production has been away since 15:19. These are its last figures.')
    expect(page.get('.trends').classes()).toContain('is-stale')
    expect(words('.age')).toContain('as of 15:21:04')
    expect(figure(0)).toContain('24,276')
  })

  test('figures that answer another question never stay where the present one gets no answer', async () => {
    await open()
    bridge.answer('trend', () => ({ ok: false, code: 'connection_lost', message: 'Gone.' }))
    press('[')
    await vi.waitFor(() => expect(page.find('.figures h2').exists()).toBe(false))
    expect(words('.chart .summary')).toBe('No figures.')
  })

  test('an older answer never overwrites one to a later question', async () => {
    const waiting: ((trend: Trend) => void)[] = []
    bridge.answer('trend', () => new Promise((resolve) => waiting.push(resolve)))
    page = await mountPage(bridge, '/trends?zone=Asia/Shanghai')
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    await page
      .findAll('.tools .button')
      .find((one) => one.text() === '30 days')!
      .trigger('click')
    waiting[0]!(makeTrend({ range: 'hour', zone: 'Asia/Shanghai' }))
    await vi.waitFor(() => expect(waiting).toHaveLength(2))
    expect(page.find('.figures h2').exists()).toBe(false)
    waiting[1]!(makeTrend({ range: 'day', zone: 'Asia/Shanghai' }))
    await vi.waitFor(() => expect(words('.chart h2')).toBe('Calls by day All calls'))
  })

  test('an empty database says so and leads to the connection page', async () => {
    answerWith((trend) => withPoints(trend, (point) => unknownPoint(point, 'not_counted_yet')))
    await open()
    await vi.waitFor(() => expect(words('.notice')).toContain('No counter begins with "stats:"'))
    expect(page.get('.notice a').attributes('href')).toContain('/connection')
  })

  test('sample data is labelled', async () => {
    bridge.answer('connection', () => sampled)
    await open()
    await vi.waitFor(() => expect(words('.sample')).toContain('Sample data'))
    expect(document.title).toContain('Trends · Sample data')
  })

  test('what is still being read is asked for again soon', async () => {
    let isRead = false
    answerWith((trend) => (isRead ? trend : withPoints(trend, (point) => unknownPoint(point, 'reading'))))
    await open('&range=day')
    expect(words('.chart .summary')).toBe('Nothing is known of this time: being read.')
    isRead = true
    await vi.waitFor(() => expect(figure(0)).toMatch(/^Calls 30,\d{3}/), { timeout: 5_000 })
  })
})
