import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { EndpointUsageInput, UsageInput, UsageSparklinesInput } from '../../shared/api.ts'
import type { Usage } from '../../shared/usage.ts'
import { connected, createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { eventually } from '../support/eventually.ts'
import { mountPage } from '../support/mount-page.ts'
import { chooseToSave } from '../support/save-kit.ts'
import { giveSize, throwOnErrors } from '../support/page-kit.ts'
import { makeEndpointUsage, makeUsage } from '../support/usage-fixture.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  throwOnErrors()
  giveSize(900, 400)
  bridge = createFixtureBridge()
  answerUsage((usage) => usage)
  bridge.answer('usageSparklines', ({ endpoints }: UsageSparklinesInput) =>
    endpoints.map((endpoint) => ({ endpoint, approximate: false, calls: [1, 2, 3, 4, 5, 6, 1] })),
  )
  bridge.answer('endpointUsage', ({ endpoint, zone }: EndpointUsageInput) =>
    makeEndpointUsage(endpoint, zone),
  )
  bridge.answer('cancelTask', () => ({ task: 'usage', state: 'idle', done: 0, of: null }))
})

afterEach(() => {
  page.unmount()
  usePreferences().hiddenColumns.value = []
  usePreferences().language.value = 'en'
  vi.restoreAllMocks()
})

function answerUsage(change: (usage: Usage) => Usage, endpoints = 37): void {
  bridge.answer('usage', (input: UsageInput) => change(makeUsage(input, endpoints)))
}

async function open(query = ''): Promise<void> {
  page = await mountPage(bridge, `/apis?zone=UTC${query}`)
  await vi.waitFor(() => expect(page.find('.apis .skeleton').exists()).toBe(false))
}

const asked = (): UsageInput[] =>
  bridge.calls.filter(({ method }) => method === 'usage').map(({ input }) => input as UsageInput)
const names = (): string[] => page.findAll('.apis-card tbody th').map((cell) => cell.text())
const row = (i: number): string => wordsOf(page.findAll('.apis-card tbody tr')[i]!.element)
const button = (text: string) => page.findAll('button').find((one) => one.text().includes(text))!
const path = () => (page.vm as unknown as { $route: { fullPath: string } }).$route.fullPath

describe('the list', () => {
  test('says what the days came to, and what they are compared with', async () => {
    await open()
    expect(wordsOf(page.get('.summary').element)).toBe(
      'All calls 1,234,567 +2.5% 18 – 24 Nov 2026 · until 24 Nov, 07:00 compared with 11 – 17 Nov 2026 until 17 Nov, 07:00',
    )
    expect(wordsOf(page.get('.apis-card h2').element)).toBe('Calls by endpoint 36 endpoints')
  })

  test('has a row for each endpoint, with marks for what is new', async () => {
    await open()
    expect(row(0)).toMatch(/^\/api\/op-00000 500,000 40\.5% \+25\.0% 2026-11-11 2026-11-24$/)
    expect(row(1)).toContain('new')
  })

  test('leads to how its endpoints are found', async () => {
    await open()
    await page.get('[aria-label="How endpoints are found"]').trigger('click')
    const title = (): string | undefined => document.querySelector('[role=dialog] h2')?.textContent
    await eventually(() => expect(title()).toBe('How endpoints are found'))
  })

  test('shows those that have gone quiet on request, and says so in the address', async () => {
    await open()
    await button('Gone quiet').trigger('click')
    await vi.waitFor(() => expect(names()).toEqual(['/api/op-00036gone quiet']))
    await vi.waitFor(() => expect(path()).toContain('show=quiet'))
    expect(button('Gone quiet').attributes('aria-pressed')).toBe('true')
  })

  test('an unknown figure is a lower bound or "—", never 0', async () => {
    answerUsage((usage) => ({
      ...usage,
      items: usage.items.map((item, i) => ({
        ...item,
        calls: null,
        atLeast: i === 0 ? 12 : 0,
        share: null,
        change: null,
        why: 'unconfirmed',
      })),
    }))
    await open()
    expect(row(0)).toBe('/api/op-00000 ≥ 12 — — 2026-11-11 2026-11-24')
    expect(row(2)).toBe('/api/op-00002 — — — 2026-11-11 2026-11-24')
    expect(page.findAll('.apis-card tbody td')[0]!.attributes('title')).toContain('no sum confirms zero')
  })

  test('asks for the pages in sight alone, of 10,000 endpoints', async () => {
    answerUsage((usage) => usage, 10_000)
    await open()
    expect(page.get('.apis-card table').attributes('aria-rowcount')).toBe('10000')
    expect(asked().map(({ offset, limit }) => [offset, limit])).toEqual([[0, 100]])
    expect(names().length).toBeLessThan(40)
    const scroller = page.get('.apis-card .endpoints-scroll')
    scroller.element.scrollTop = 5_000 * 40
    await scroller.trigger('scroll')
    await vi.waitFor(() => expect(names()).toContain('/api/op-05003'))
    for (const { offset } of asked()) expect([0, 4_900, 5_000]).toContain(offset)
  })

  test('takes a page in as many answers as it needs', async () => {
    bridge.answer('usage', (input: UsageInput) =>
      makeUsage({ ...input, limit: Math.min(7, input.limit!) }, 30),
    )
    await open()
    expect(asked().map(({ offset, limit }) => [offset, limit])).toEqual([
      [0, 100],
      [7, 93],
      [14, 86],
      [21, 79],
      [28, 72],
    ])
    await vi.waitFor(() => expect(names()).toContain('/api/op-00010'))
  })

  test('asks for the lines of rows in sight once, and leaves the day that runs out of them', async () => {
    await open()
    await vi.waitFor(() => expect(page.findAll('.apis-card tbody svg[role=img]').length).toBe(names().length))
    const lines = bridge.calls.filter(({ method }) => method === 'usageSparklines')
    const endpoints = lines.flatMap(({ input }) => (input as UsageSparklinesInput).endpoints)
    expect(new Set(endpoints).size).toBe(endpoints.length)
    expect(endpoints.length).toBeLessThan(37)
    expect(page.get('.apis-card tbody svg[role=img]').attributes('aria-label')).toBe('Calls by day: 1 to 6')
  })

  test('is searched by "/", by one question for what is typed in a row', async () => {
    await open()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }))
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Filter endpoints')
    const field = page.get('.apis-card input')
    await field.setValue('op-0000')
    await field.setValue('op-00003')
    await vi.waitFor(() => expect(names()).toEqual(['/api/op-00003']))
    expect(asked().map(({ search }) => search)).toEqual(['', 'op-00003'])
    await field.setValue('nothing')
    await vi.waitFor(() => expect(page.get('.nothing').text()).toContain('No endpoint matches "nothing".'))
  })

  test('is ordered by name or by calls, which stands in the address', async () => {
    await open()
    const headers = () => page.findAll('.apis-card thead th')
    expect(headers()[1]!.attributes('aria-sort')).toBe('descending')
    await headers()[0]!.get('button').trigger('click')
    await vi.waitFor(() => expect(headers()[0]!.attributes('aria-sort')).toBe('ascending'))
    expect(asked().at(-1)).toMatchObject({ order: 'name' })
    await vi.waitFor(() => expect(path()).toContain('order=name'))
  })

  test('leaves out the columns that a person does not want', async () => {
    usePreferences().hiddenColumns.value = ['line', 'first', 'last']
    await open()
    const heads = page.findAll('.apis-card thead th').map((cell) => cell.text())
    expect(heads).toEqual(['Endpoint', 'Calls', 'Share', 'Change'])
  })

  test('does not say that none was called while no endpoint is known', async () => {
    answerUsage((usage) => ({ ...usage, coverage: 0 }), 0)
    await open()
    expect(page.get('.nothing').text()).toBe('No endpoint is known of these calls yet.')
    expect(page.get('.note').text()).toContain('0.0% of calls explained')
    bridge.emit('discovery', {
      state: 'running',
      scanned: 4_200,
      keys: 10_000,
      found: 12,
      reason: 'missing',
      startedAt: '2026-11-24T07:20:00.000Z',
      lastFound: null,
      lastEndedAt: null,
      lastOutcome: null,
      unexplained: null,
      nextAllowedAt: null,
    })
    await vi.waitFor(() => expect(page.get('.note').text()).toContain('42.0% of keys, 12 found'))
  })
})

describe('days', () => {
  test('are the last 7 unless told, 30 on request', async () => {
    await open()
    expect(asked()[0]).toMatchObject({ zone: 'UTC', from: null, to: null })
    await button('30 days').trigger('click')
    await vi.waitFor(() => expect(asked().at(-1)!.from).toMatch(/^\d{4}-\d{2}-\d{2}$/))
    expect(asked().at(-1)!.to).toBeNull()
    await vi.waitFor(() => expect(path()).toContain('days=30d'))
  })

  test('of the address are asked for and named', async () => {
    await open('&days=2025-03-01..2025-03-09')
    expect(asked()[0]).toMatchObject({ from: '2025-03-01', to: '2025-03-09' })
    expect(wordsOf(page.get('.tools').element)).toContain('1 – 9 Mar 2025')
  })

  test('are asked anew when they change, and figures of the old ones do not stay', async () => {
    await open()
    bridge.answer('usage', () => new Promise(() => {}))
    await button('30 days').trigger('click')
    await vi.waitFor(() => expect(page.find('.apis-card tbody .skeleton').exists()).toBe(true))
    expect(page.text()).not.toContain('1,234,567')
  })
})

describe('groups', () => {
  test('show their name with {id}, how many they are, and no line', async () => {
    answerUsage((usage) => ({
      ...usage,
      items: [
        { ...usage.items[0]!, endpoint: '/user/{id}', members: 42 },
        { ...usage.items[1]!, endpoint: '/plain', members: 1 },
      ],
      next: null,
      others: { ...usage.others, items: 0 },
      counts: { ...usage.counts, called: 2 },
    }))
    await open('&group=pattern')
    expect(asked()[0]).toMatchObject({ group: 'pattern', within: null })
    expect(names()).toEqual(['/user/{id}42 endpoints', '/plain'])
    expect(page.text()).toContain('Ids in paths are put together and shown as {id}.')
    await vi.waitFor(() => expect(page.findAll('.apis-card tbody svg[role=img]')).toHaveLength(1))
    const [group, plain] = page.findAll('.apis-card tbody th a')
    expect(group!.attributes('aria-label')).toBe('Endpoints of /user/{id}')
    expect(plain!.attributes('aria-label')).toBe('Open /plain')
    await group!.trigger('click')
    await vi.waitFor(() =>
      expect(asked().at(-1)).toMatchObject({
        group: 'none',
        within: { group: 'pattern', depth: 2, name: '/user/{id}' },
      }),
    )
    await vi.waitFor(() => expect(page.get('.within').text()).toContain('/user/{id}'))
    await page.get('.within a').trigger('click')
    await vi.waitFor(() => expect(path()).toBe('/apis?zone=UTC&group=pattern'))
  })

  test('by the first parts of the path are asked for at their depth', async () => {
    await open('&group=prefix:3')
    expect(asked()[0]).toMatchObject({ group: 'prefix', depth: 3 })
  })

  test('are turned off by one press', async () => {
    await open('&group=pattern')
    await button('Show each endpoint').trigger('click')
    await vi.waitFor(() => expect(asked().at(-1)).toMatchObject({ group: 'none' }))
  })
})

describe('one endpoint', () => {
  test('opens from its row and is left by the way back', async () => {
    await open('&search=op')
    await page.get('.apis-card tbody th a').trigger('click')
    await vi.waitFor(() => expect(page.find('.detail .facts').exists()).toBe(true))
    expect(path()).toContain('endpoint=/api/op-00000')
    await page.get('.detail .way').trigger('click')
    await vi.waitFor(() => expect(page.find('.apis-card').exists()).toBe(true))
    expect(path()).toBe('/apis?zone=UTC&search=op')
  })

  test('tells its figures, charts in a sentence, and what is unknown', async () => {
    page = await mountPage(bridge, '/apis?zone=UTC&endpoint=/a')
    await vi.waitFor(() => expect(page.find('.detail .facts').exists()).toBe(true))
    expect(wordsOf(page.get('.detail .facts').element)).toBe(
      'Calls ≥ 61,000 Share of all calls — First seen 2026-11-11 Last seen 2026-11-24',
    )
    const summaries = page.findAll('.detail .summary').map((one) => one.text())
    expect(summaries[0]).toBe('Most on 22 Nov 2026 with 12,345 calls; 1 day unknown.')
    expect(summaries[1]).toMatch(/^Between 2\d\.\d% and 30\.9% of all calls; 1 day unknown\.$/)
  })

  test('has a table for each chart, from the same answer', async () => {
    page = await mountPage(bridge, '/apis?zone=UTC&endpoint=/a&table=calls')
    await vi.waitFor(() => expect(page.find('.detail table').exists()).toBe(true))
    const rows = page.findAll('.detail table tr').map((one) => wordsOf(one.element))
    expect(rows[0]).toBe('Time (UTC) Calls All calls Share State')
    expect(rows[3]).toBe('20 Nov 2026 — 40,000 — missing, and no sum confirms zero')
    expect(rows[5]).toBe('22 Nov 2026 12,345 40,000 30.9% closed')
    expect(rows[7]).toMatch(/running$/)
  })

  test('is asked for once when it opens, by hours on request, and the list is not read meanwhile', async () => {
    page = await mountPage(bridge, '/apis?zone=UTC&endpoint=')
    await vi.waitFor(() => expect(page.find('.detail .facts').exists()).toBe(true))
    const inputs = () =>
      bridge.calls.filter(({ method }) => method === 'endpointUsage').map(({ input }) => input)
    expect(inputs()).toEqual([{ zone: 'UTC', from: null, to: null, endpoint: '', step: 'day' }])
    expect(page.get('.detail h2').text()).toBe('(empty name)')
    await button('Hours').trigger('click')
    await vi.waitFor(() => expect(inputs().at(-1)).toMatchObject({ step: 'hour' }))
    expect(asked()).toEqual([])
  })

  test('has no hours of more than 31 days', async () => {
    page = await mountPage(bridge, '/apis?zone=UTC&endpoint=/a&step=hour&days=2025-01-01..2025-03-01')
    await vi.waitFor(() => expect(page.find('.detail .facts').exists()).toBe(true))
    expect(bridge.calls.find(({ method }) => method === 'endpointUsage')!.input).toMatchObject({
      step: 'day',
    })
    expect(button('Hours').attributes('disabled')).toBeDefined()
  })

  test('is opened from the hot APIs of the overview', async () => {
    page = await mountPage(bridge, '/?zone=UTC')
    await vi.waitFor(() => expect(page.find('.hot tbody th a').exists()).toBe(true))
    expect(page.get('.hot .all').attributes('href')).toBe('/apis?zone=UTC')
    await page.get('.hot tbody th a').trigger('click')
    await vi.waitFor(() => expect(page.get('.detail h2').text()).toBe('/api/weather'))
  })
})

describe('states', () => {
  test('a long reading shows its progress, and cancelling waits for a person', async () => {
    let stop = (_answer: unknown): void => undefined
    bridge.answer('usage', () => new Promise((resolve) => (stop = resolve)))
    page = await mountPage(bridge, '/apis?zone=UTC')
    await vi.waitFor(() => expect(asked()).toHaveLength(1))
    bridge.emit('task', { task: 'usage', state: 'running', done: 3_400, of: 10_000 })
    await vi.waitFor(() => expect(page.get('.apis-card .note').text()).toContain('reading counters, 34%'))
    await button('Cancel').trigger('click')
    expect(bridge.calls.at(-1)).toEqual({ method: 'cancelTask', input: { task: 'usage' } })
    bridge.emit('task', { task: 'usage', state: 'idle', done: 0, of: null })
    stop({ ok: false, code: 'cancelled', message: '' })
    await vi.waitFor(() =>
      expect(page.get('.apis-card .note').text()).toContain('The reading was cancelled.'),
    )
    expect(page.find('.notice').exists()).toBe(false)
    answerUsage((usage) => usage)
    await button('Read again').trigger('click')
    await vi.waitFor(() => expect(names().length).toBeGreaterThan(5))
  })

  test('a reading that nobody waits for any more is ended', async () => {
    bridge.answer('usage', () => new Promise(() => {}))
    page = await mountPage(bridge, '/apis?zone=UTC')
    await vi.waitFor(() => expect(asked()).toHaveLength(1))
    bridge.emit('task', { task: 'usage', state: 'running', done: 1, of: 2 })
    await button('30 days').trigger('click')
    await vi.waitFor(() => expect(asked()).toHaveLength(2))
    const methods = bridge.calls.map(({ method }) => method)
    expect(methods.indexOf('cancelTask')).toBeLessThan(methods.lastIndexOf('usage'))
  })

  test('when Redis is away the last figures stay, dimmed and dated', async () => {
    await open()
    bridge.emit('connection', {
      ...connected,
      status: {
        state: 'down',
        since: '2026-11-24T07:19:02.000Z',
        nextTryAt: null,
        why: 'timeout',
        message: '',
      },
    })
    await vi.waitFor(() => expect(page.get('.apis').classes()).toContain('is-stale'))
    expect(page.get('.notice').text()).toContain('These are its last figures.')
    expect(page.get('.age').text()).toContain('as of 07:21:04')
    expect(names().length).toBeGreaterThan(5)
  })

  test('a refused question is said in words and shows no figures', async () => {
    bridge.answer('usage', () => ({ ok: false, code: 'too_large', message: '' }))
    await open()
    expect(page.get('.notice').text()).toContain('The message was too large')
    expect(page.get('.nothing').text()).toBe('The figures could not be read.')
  })

  test('names are shown as text', async () => {
    answerUsage((usage) => ({
      ...usage,
      items: usage.items.map((item, i) =>
        i === 0 ? { ...item, endpoint: '<img src=x onerror=alert(1)>' } : item,
      ),
    }))
    await open()
    expect(names()[0]).toBe('<img src=x onerror=alert(1)>')
    expect(page.find('.apis-card img').exists()).toBe(false)
  })
})

test('rows are copied as CSV with unrounded figures, at most 1,000', async () => {
  const written: string[] = []
  vi.stubGlobal('navigator', {
    ...navigator,
    clipboard: { writeText: async (text: string) => void written.push(text) },
  })
  answerUsage(
    (usage) => ({ ...usage, items: usage.items.map((item) => ({ ...item, endpoint: `=${item.endpoint}` })) }),
    7_312,
  )
  await open()
  await chooseToSave(page, 'Calls by endpoint', 'Copy table')
  await vi.waitFor(() => expect(page.text()).toContain('Copied: the first 1,000 of 7,311 rows'))
  vi.unstubAllGlobals()
  expect(page.find('button [role=status], button [aria-live]').exists()).toBe(false)
  const lines = written[0]!.split('\r\n')
  expect(lines).toHaveLength(1_002)
  expect(lines[0]).toContain('endpoint,endpoints_in_group,calls,at_least,share')
  expect(lines[1]).toMatch(/^'=\/api\/op-00000,1,500000,500000,0\.40500\d+,400000,0\.25,2026-11-11,/)
  expect(lines[2]).toContain(
    ',0,,2026-11-20,2026-11-24,true,false,Production,false,UTC,UTC,2026-11-18,2026-11-24,',
  )
})
