import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { periodItems } from '../../renderer/composables/report-items.ts'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { PeriodEndpoint, ReportPeriod } from '../../shared/report-period.ts'
import { createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { makeReports } from '../support/report-fixture.ts'
import { makePeriod, makePeriodDay, makePeriods } from '../support/report-period-fixture.ts'
import { wordsOf as spacedWords } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  bridge = createFixtureBridge()
  bridge.answer('reports', () => makeReports())
  bridge.answer('reportPeriods', () => makePeriods())
})

afterEach(() => {
  page.unmount()
  usePreferences().language.value = 'en'
})

/** Without the thin spaces that a range of dates may have. */
const wordsOf = (element: Element): string => spacedWords(element).replaceAll(/\s–\s/g, '–')
const text = (selector: string): string => wordsOf(page.get(selector).element)
const rows = (): string[] => page.findAll('tbody tr').map((row) => wordsOf(row.element))
const inputsOf = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map(({ input }) => input)
const key = (name: string): boolean =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
const tile = (label: string): string =>
  wordsOf(page.findAll('.tile').find((one) => wordsOf(one.get('.label').element) === label)!.element)

async function openList(query = '&show=weeks'): Promise<void> {
  page = await mountPage(bridge, `/reports?zone=UTC${query}`)
  await vi.waitFor(() => expect(page.find('tbody .open').exists()).toBe(true))
}

async function openOne(change: Partial<ReportPeriod> = {}): Promise<void> {
  bridge.answer('reportPeriod', () => makePeriod(change))
  page = await mountPage(bridge, '/reports?zone=UTC&show=weeks&period=2026-11-18')
  await vi.waitFor(() => expect(page.find('.tiles .skeleton').exists()).toBe(false))
}

describe('the list of weeks', () => {
  test('has each at a glance, with what is not known of it', async () => {
    await openList()
    expect(rows()).toEqual([
      '23–29 Nov 2026 ≈ 90 −10.0% 1 of 7 · still runs · 1 approximate',
      '16–22 Nov 2026 721 +10.0% 7 of 7',
      '9–15 Nov 2026 ≥ 500 — 5 of 7',
    ])
    expect(inputsOf('reportPeriods')).toEqual([{ kind: 'week', until: null }])
  })

  test('leads back in time and to the newest by buttons and keys', async () => {
    await openList()
    await buttonOf(page, 'Earlier').trigger('click')
    await vi.waitFor(() =>
      expect(inputsOf('reportPeriods').at(-1)).toEqual({ kind: 'week', until: '2026-11-08' }),
    )
    await vi.waitFor(() => expect(page.find('.head .button').exists()).toBe(true))
    key(']')
    await vi.waitFor(() => expect(inputsOf('reportPeriods').at(-1)).toEqual({ kind: 'week', until: null }))
    key('[')
    await vi.waitFor(() =>
      expect(inputsOf('reportPeriods').at(-1)).toEqual({ kind: 'week', until: '2026-11-08' }),
    )
  })

  test('gives way to months, and back to days', async () => {
    await openList()
    await buttonOf(page, 'Months').trigger('click')
    await vi.waitFor(() => expect(inputsOf('reportPeriods').at(-1)).toEqual({ kind: 'month', until: null }))
    await vi.waitFor(() => expect(rows()[1]).toMatch(/^November 2026/))
    await buttonOf(page, 'Days').trigger('click')
    await vi.waitFor(() => expect(page.find('[role=grid]').exists()).toBe(true))
  })

  test('without a report says what they are made of', async () => {
    bridge.answer('reportPeriods', () => makePeriods({ items: [], earlier: null }))
    page = await mountPage(bridge, '/reports?zone=UTC&show=months')
    await vi.waitFor(() => expect(page.find('.nothing').exists()).toBe(true))
    expect(text('.nothing')).toBe('No report yet. Months are added up from daily reports.')
  })

  test('is told in Chinese too', async () => {
    usePreferences().language.value = 'zh'
    await openList()
    expect(rows()[0]).toContain('1 / 7 · 尚未结束 · 1 天为近似值')
  })
})

describe('one week', () => {
  test('says what its days come to beside the week before', async () => {
    await openOne()
    expect(text('.step [role=status]')).toBe('16–22 Nov 2026')
    expect(text('.note')).toBe('Every day of it has a report.')
    expect(tile('Calls')).toBe('Calls 721 +10.0% vs 9–15 Nov 2026')
    expect(tile('Success')).toBe('Success 98.00 % 14 errors · 97.00% the week before')
    expect(tile('Busiest day')).toBe('Busiest day 22 Nov 106 calls · Fewest: Mon 16 Nov, 100')
    expect(tile('Peak hour')).toBe('Peak hour 13:00 Wed 18 Nov, 40 calls')
    expect(tile('Active users a day')).toBe('Active users a day 12 40 different users in the week')
    expect(text('.chart .summary')).toBe('Most on Sun 22 Nov with 106 calls.')
  })

  test('with unknown days says so, and what is sure', async () => {
    await openOne({
      coverage: { known: 5, closed: 7, days: 7, approximate: 1 },
      total: { value: null, atLeast: 500, approximate: false },
      change: null,
      before: { ...makePeriod().before, total: { value: null, atLeast: 3, approximate: false } },
      successRate: { value: null, ofKnown: 0.975, knownDays: 5 },
      dailyUsers: { value: null, ofKnown: null, knownDays: 0 },
      bestDay: null,
      worstDay: null,
      peakHour: null,
      days: [makePeriodDay('2026-11-16', { calls: null }), makePeriodDay('2026-11-17')],
      endpoints: [
        { endpoint: '/api/a', calls: null, atLeast: 500, share: null, previous: null, change: null },
      ],
    })
    expect(text('.note')).toBe(
      '5 of 7 days have a report, so the whole is unknown: what is shown is at least so much. 1 day is approximate.',
    )
    expect(tile('Calls')).toBe('Calls ≥ 500 9–15 Nov 2026 is not wholly known')
    expect(tile('Success')).toContain('97.50 % of 5 known days')
    expect(tile('Active users a day')).toBe('Active users a day — users were not counted')
    expect(text('.chart .summary')).toBe('Most on Tue 17 Nov with 100 calls; 1 day without a report.')
    expect(text('.hint')).toContain('≥ marks what some days cannot tell')
  })

  test('that still runs says with what it is compared', async () => {
    await openOne({
      isOver: false,
      coverage: { known: 3, closed: 3, days: 7, approximate: 0 },
      before: { ...makePeriod().before, to: '2026-11-11', coverage: { ...makePeriod().coverage, days: 3 } },
    })
    expect(text('.note')).toBe('3 of 7 days are over; it is compared with as many days of the one before.')
    expect(tile('Calls')).toContain('vs 9–11 Nov 2026')
  })

  test('has its chart as a table, day by day', async () => {
    await openOne()
    await buttonOf(page, 'Calls by day: Show as table').trigger('click')
    await vi.waitFor(() => expect(page.find('.chart table').exists()).toBe(true))
    const cells = page.findAll('.chart tr').map((row) => wordsOf(row.element))
    expect(cells.slice(0, 2)).toEqual([
      'Day This week Week before Success Active users State',
      'Mon 16 Nov 100 90 98.00% 12 closed',
    ])
    expect(cells).toHaveLength(8)
  })

  test('is left for its neighbours by key and button, and for the list', async () => {
    await openOne()
    key('[')
    await vi.waitFor(() =>
      expect(inputsOf('reportPeriod').at(-1)).toEqual({ kind: 'week', date: '2026-11-09' }),
    )
    await buttonOf(page, 'Next week with reports').trigger('click')
    await vi.waitFor(() =>
      expect(inputsOf('reportPeriod').at(-1)).toEqual({ kind: 'week', date: '2026-11-23' }),
    )
    expect(page.get('.way').attributes('href')).toBe('/reports?zone=UTC&show=weeks')
  })

  test('leads to its days', async () => {
    await openOne()
    const hrefs = page.findAll('.tile a').map((link) => link.attributes('href'))
    expect(hrefs[0]).toBe('/reports?zone=UTC&show=weeks&period=2026-11-18&date=2026-11-22')
  })

  test('has its endpoints as rows, new and quiet ones and those with a lower bound among them', () => {
    const rowsOf = (change: Partial<PeriodEndpoint>) => {
      const endpoint = {
        endpoint: '/a',
        calls: 5,
        atLeast: 5,
        share: 0.5,
        previous: 4,
        change: 0.25,
        ...change,
      }
      const [item] = periodItems(makePeriod({ endpoints: [endpoint] }))
      return item
    }
    expect(rowsOf({})).toMatchObject({ endpoint: '/a', calls: 5, share: 0.5, previous: 4, change: 0.25 })
    expect(rowsOf({ previous: 0, change: null })).toMatchObject({ isNew: true, hasGoneQuiet: false })
    expect(rowsOf({ calls: 0, atLeast: 0 })).toMatchObject({ isNew: false, hasGoneQuiet: true })
    expect(rowsOf({ calls: null, previous: null })).toMatchObject({
      calls: null,
      atLeast: 5,
      isNew: false,
      hasGoneQuiet: false,
    })
    expect(periodItems(makePeriod({ endpoints: null }))).toEqual([])
  })

  test('that could not be read says why', async () => {
    bridge.answer('reportPeriod', () => ({
      ok: false,
      code: 'archive_unusable',
      message: 'The disk is full.',
    }))
    page = await mountPage(bridge, '/reports?zone=UTC&show=weeks&period=2026-11-18')
    await vi.waitFor(() => expect(page.find('[role=alert]').exists()).toBe(true))
    expect(text('[role=alert]')).toBe('The disk is full.')
  })
})
