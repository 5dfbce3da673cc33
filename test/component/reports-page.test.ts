import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { Reports } from '../../shared/reports.ts'
import { connected, createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { doneDay, makeReport, makeReports, makeStored, openDay } from '../support/report-fixture.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  bridge = createFixtureBridge()
  bridge.answer('reports', () => makeReports())
  bridge.answer('report', () => makeStored(makeReport()))
})

afterEach(() => {
  page.unmount()
  usePreferences().language.value = 'en'
  vi.restoreAllMocks()
})

async function open(change: Partial<Reports> = {}, query = ''): Promise<void> {
  bridge.answer('reports', () => makeReports(change))
  page = await mountPage(bridge, `/reports?zone=UTC${query}`)
  await vi.waitFor(() => expect(page.find('.list .skeleton').exists()).toBe(false))
}

const text = (selector: string): string => wordsOf(page.get(selector).element)
const rows = (): string[] => page.findAll('.list tbody tr').map((row) => wordsOf(row.element))
const inputsOf = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map(({ input }) => input)
const key = (name: string): boolean =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))

describe('the month of reports', () => {
  test('lists its days, newest first, with figures, or what they are without a report', async () => {
    await open()
    expect(rows()).toEqual([
      'Mon 23 Nov 0 −100.0% — — complete',
      'Sun 22 Nov 15,234 +8.8% −5.4% 97.31% complete',
      'Sat 21 Nov No report yet Make it',
      'Fri 20 Nov Could not be made Redis did not answer in time. Tried 3 times, again at 24 Nov, 09:15. Try again',
      'Thu 19 Nov 15,234 +8.8% −5.4% 97.31% statuses 96.2% · 2 notes',
      'Wed 18 Nov Skipped Its counters are lost, so that zero cannot be told from unknown. Try again',
    ])
    expect(text('.schedule .words')).toBe(
      'One report for each closed day, by days of UTC. Each is made at 01:00; the next at 25 Nov, 01:00.',
    )
  })

  test('shows each day in the calendar with words for what it shows', async () => {
    await open()
    const label = (date: string): string | undefined =>
      page.get(`[data-date="${date}"]`).attributes('aria-label')
    expect(label('2026-11-22')).toBe('Sunday, 22 November 2026, 15,234 Calls, +8.8%, complete')
    expect(label('2026-11-21')).toBe('Saturday, 21 November 2026, No report yet')
    expect(label('2026-11-24')).toBe('Tuesday, 24 November 2026, running')
    expect(page.get('[data-date="2026-11-30"]').element.tagName).toBe('SPAN')
    expect(page.find('[data-date="2026-10-31"]').exists()).toBe(false)
  })

  test('is left for another by buttons and keys, and stands in the address', async () => {
    await open()
    key('[')
    await vi.waitFor(() => expect(text('.step [role=status]')).toBe('October 2026'))
    expect(inputsOf('reports').at(-1)).toEqual({ from: '2026-10-01', to: '2026-10-31' })
    expect(buttonOf(page, 'Previous month').attributes('disabled')).toBeDefined()
    await buttonOf(page, 'Next month').trigger('click')
    await vi.waitFor(() => expect(text('.step [role=status]')).toBe('November 2026'))
    expect(buttonOf(page, 'Next month').attributes('disabled')).toBeDefined()
  })

  test('goes from day to day by arrows', async () => {
    await open()
    const last = page.get<HTMLElement>('[data-date="2026-11-23"]')
    expect(last.attributes('tabindex')).toBe('0')
    last.element.focus()
    await last.trigger('keydown', { key: 'ArrowUp' })
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('data-date')).toBe('2026-11-16'))
    expect(page.get('[data-date="2026-11-23"]').attributes('tabindex')).toBe('-1')
  })

  test('says how many calls came late', async () => {
    await open({ days: [doneDay('2026-11-22', { lateCalls: 1_234, revision: 2 })] })
    expect(rows()).toEqual([
      'Sun 22 Nov 15,234 +8.8% −5.4% 97.31% complete · 1,234 calls arrived late · revision 2',
    ])
  })

  test('is told in Chinese too', async () => {
    usePreferences().language.value = 'zh'
    await open()
    expect(rows()[3]).toBe(
      '11月20日周五 未能生成 Redis 未在时限内响应。它可能卡住或过载，也可能是网络中断。程序会自动重试。已尝试 3 次，11月24日 09:15 再试。 重试',
    )
  })

  test('without a day says when the first report comes', async () => {
    await open({ days: [], firstDate: '2026-11-24' })
    expect(text('.list .nothing')).toBe(
      'No day has closed yet. Counting began today. The first report is made at 25 Nov, 01:00.',
    )
    page.unmount()
    await open({ days: [], firstDate: null })
    expect(text('.list .nothing')).toContain('Nothing was counted here yet.')
  })

  test('leads to the first days that there are', async () => {
    await open({ days: [], from: '2025-03-01', to: '2025-03-31' }, '&month=2025-03')
    expect(page.get('.list .nothing a').attributes('href')).toBe('/reports?zone=UTC&month=2026-10')
  })
})

describe('making reports', () => {
  test('of one day is done by its button, and the list is read again', async () => {
    await open()
    bridge.answer('makeReport', () => makeStored(makeReport({ date: '2026-11-21' })))
    bridge.answer('reports', () => makeReports({ days: [doneDay('2026-11-21')] }))
    await buttonOf(page, 'Make the report of Sat 21 Nov').trigger('click')
    await vi.waitFor(() => expect(rows()).toEqual(['Sat 21 Nov 15,234 +8.8% −5.4% 97.31% complete']))
    expect(inputsOf('makeReport')).toEqual([{ date: '2026-11-21' }])
  })

  test('that fails says why', async () => {
    await open()
    bridge.answer('makeReport', () => ({
      ok: false,
      code: 'no_report',
      message: 'Nothing is left of that day.',
    }))
    await buttonOf(page, 'Try the report of Fri 20 Nov again').trigger('click')
    await vi.waitFor(() => expect(text('.outcome')).toContain('Nothing is left of that day.'))
    await buttonOf(page, 'Dismiss').trigger('click')
    expect(page.find('.outcome').exists()).toBe(false)
  })

  test('by the schedule shows its progress too, and can be stopped', async () => {
    await open()
    bridge.answer('cancelTask', () => ({ task: 'reports', state: 'idle', done: 0, of: null }))
    bridge.emit('task', { task: 'reports', state: 'running', done: 3, of: 30 })
    await vi.waitFor(() => expect(text('.schedule .note')).toContain('3 of 30 days made'))
    await buttonOf(page, 'Cancel').trigger('click')
    await vi.waitFor(() => expect(text('.outcome')).toContain('Stopped. What was made so far is kept;'))
    expect(inputsOf('cancelTask')).toEqual([{ task: 'reports' }])
    bridge.emit('task', { task: 'reports', state: 'idle', done: 0, of: null })
    await vi.waitFor(() => expect(page.find('.schedule .note').exists()).toBe(false))
  })

  test('of all that are missing shows its progress and what came of it', async () => {
    await open()
    expect(text('.schedule')).toContain('2 days have no report')
    let end = (_answer: unknown): void => undefined
    bridge.answer('makeMissingReports', () => new Promise((resolve) => (end = resolve)))
    await buttonOf(page, 'Make all missing').trigger('click')
    bridge.emit('task', { task: 'reports', state: 'running', done: 1, of: 2 })
    await vi.waitFor(() => expect(text('.schedule .note')).toContain('1 of 2 days made'))
    bridge.emit('task', { task: 'reports', state: 'idle', done: 0, of: null })
    end({
      ok: true,
      value: { source: 'Production', sample: false, issues: [], made: ['2026-11-20'], skipped: [] },
      code: '',
    })
    await vi.waitFor(() => expect(text('.outcome')).toContain('1 report made'))
  })

  test('of all that are missing can be stopped', async () => {
    await open()
    let end = (_answer: unknown): void => undefined
    bridge.answer('makeMissingReports', () => new Promise((resolve) => (end = resolve)))
    bridge.answer('cancelTask', () => ({ task: 'reports', state: 'idle', done: 0, of: null }))
    await buttonOf(page, 'Make all missing').trigger('click')
    bridge.emit('task', { task: 'reports', state: 'running', done: 1, of: 2 })
    await vi.waitFor(() => expect(page.find('.schedule .note').exists()).toBe(true))
    await buttonOf(page, 'Cancel').trigger('click')
    expect(inputsOf('cancelTask')).toEqual([{ task: 'reports' }])
    bridge.emit('task', { task: 'reports', state: 'idle', done: 0, of: null })
    end({ ok: false, code: 'cancelled', message: '' })
    await vi.waitFor(() => expect(text('.outcome')).toContain('Stopped. What was made so far is kept;'))
  })

  test('by itself is watched: each report shows as soon as it is there', async () => {
    await open({ days: [openDay('2026-11-22', 'running')] })
    expect(rows()).toEqual(['Sun 22 Nov Being made'])
    bridge.answer('reports', () => makeReports({ days: [doneDay('2026-11-22')] }))
    bridge.emit('reports', { zone: 'UTC', dates: ['2026-11-22'] })
    await vi.waitFor(() => expect(rows()).toEqual(['Sun 22 Nov 15,234 +8.8% −5.4% 97.31% complete']))
  })
})

describe('reports while something is missing', () => {
  const away = {
    ...connected,
    status: {
      state: 'down' as const,
      since: '2026-11-24T07:19:02.000Z',
      nextTryAt: null,
      why: 'timeout' as const,
      message: '',
    },
  }

  test('of a Redis that is away can be read and not be made', async () => {
    bridge.answer('connection', () => away)
    await open()
    await vi.waitFor(() => expect(page.find('.notice').exists()).toBe(true))
    expect(text('.notice')).toContain('Production has been away since 07:19.')
    expect(text('.schedule .words')).toContain('None can be made until Redis is back.')
    expect(buttonOf(page, 'Make all missing').attributes('disabled')).toBeDefined()
    expect(buttonOf(page, 'Make the report of Sat 21 Nov').attributes('disabled')).toBeDefined()
    expect(rows()[1]).toContain('15,234')
  })

  test('that cannot be read say why', async () => {
    bridge.answer('reports', () => ({ ok: false, code: 'archive_unusable', message: '' }))
    page = await mountPage(bridge, '/reports?zone=UTC')
    await vi.waitFor(() => expect(text('.notice')).toContain('The local archive cannot be used.'))
    expect(text('.list .nothing')).toBe('The reports could not be read.')
  })

  test('of a zone that was not chosen ask for it, and are made when it is', async () => {
    const unasked = { ...connected, source: { ...connected.source, reportZone: null } }
    bridge.answer('connection', () => unasked)
    bridge.answer('reports', () => makeReports({ zone: null, today: null, days: [] }))
    page = await mountPage(bridge, '/reports?zone=UTC')
    await vi.waitFor(() => expect(page.findAll('.question')).toHaveLength(1))
    expect(text('.question')).toContain('Everything is exact')
    expect(text('.question')).not.toContain('Later')
    await page.get('.question .choice').trigger('click')
    await vi.waitFor(() =>
      expect(inputsOf('saveConnection')).toEqual([{ id: connected.source.id, reportZone: 'UTC' }]),
    )
    bridge.answer('reports', () => makeReports())
    bridge.emit('connection', connected)
    await vi.waitFor(() => expect(rows()[1]).toContain('15,234'))
  })
})
