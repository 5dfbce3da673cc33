import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { ReportInput } from '../../shared/api.ts'
import type { DailyReport } from '../../shared/daily-report.ts'
import { createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import {
  doneDay,
  failedDay,
  makeReport,
  makeReports,
  makeStored,
  openDay,
  weekBefore,
} from '../support/report-fixture.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  bridge = createFixtureBridge()
  bridge.answer('reports', () => makeReports())
})

afterEach(() => {
  page.unmount()
  usePreferences().language.value = 'en'
  vi.restoreAllMocks()
})

async function open(report: DailyReport, query = ''): Promise<void> {
  bridge.answer('report', ({ date }: ReportInput) =>
    date === report.date ? makeStored(report) : makeStored(date === weekBefore.date ? weekBefore : null),
  )
  await openPage(`date=${report.date}${query}`)
  await vi.waitFor(() => expect(page.find('.passport').text()).not.toBe(''))
}

async function openPage(query: string): Promise<void> {
  page = await mountPage(bridge, `/reports?zone=UTC&${query}`)
  await vi.waitFor(() => expect(page.find('.bar h2').exists()).toBe(true))
}

const text = (selector: string): string => wordsOf(page.get(selector).element)
const tiles = (): string[] => page.findAll('.tiles .tile').map((tile) => wordsOf(tile.element))
const rowsOf = (label: string): string[] =>
  page.findAll(`section[aria-label="${label}"] tbody tr`).map((row) => wordsOf(row.element))
const inputsOf = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map(({ input }) => input)
const key = (name: string): boolean =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
const inDialog = (): string => wordsOf(document.querySelector('[role=dialog]')!)
const pressInDialog = (label: string): void =>
  [...document.querySelectorAll<HTMLElement>('[role=dialog] button')]
    .find((one) => wordsOf(one) === label)!
    .click()

describe('the report of a day', () => {
  test('has its figures in tiles, with what they are compared with', async () => {
    await open(makeReport())
    expect(text('.bar h2')).toBe('Sunday, 22 November 2026')
    expect(tiles()).toEqual([
      'Calls 15,234 +8.8% vs Sat 21 Nov −5.4% vs Sun 15 Nov',
      'Success 97.31 % 410 errors',
      'Peak hour 13:00 1,434 calls',
      'Active users 812 40 new users',
    ])
  })

  test('says in one sentence and a table what its hours were', async () => {
    await open(
      makeReport({
        hourly: makeReport().hourly.map((hour, i) => (i === 3 ? { ...hour, calls: null } : hour)),
      }),
    )
    expect(text('.hours .summary')).toBe('Busiest hour 13:00 with 1,434 calls; hour 03 unknown.')
    await buttonOf(page, 'Calls by hour: Show as table').trigger('click')
    await vi.waitFor(() => expect(page.find('.hours table').exists()).toBe(true))
    const rows = page.findAll('.hours tbody tr').map((row) => wordsOf(row.element))
    expect(rows.slice(3, 5)).toEqual(['03:00–04:00 — unknown', '04:00–05:00 600 closed'])
  })

  test('lists statuses with what they count as, and users', async () => {
    await open(makeReport())
    expect(rowsOf('Statuses')).toEqual(['success success 14,824 97.3%', 'error error 410 2.7%'])
    expect(rowsOf('Users with most calls')).toEqual(['42 991 6.5%'])
  })

  test('says what is unknown, and why', async () => {
    await open(
      makeReport({
        zone: 'Asia/Shanghai',
        success_rate: null,
        status_breakdown: null,
        peak_hour: null,
        active_users: null,
        new_users: null,
        top_users: null,
        previous_day: null,
        previous_week: { total_calls: 0, change: null },
        quality: {
          hours: 1,
          apis: 0.9,
          statuses: null,
          users: null,
          issues: [{ code: 'unexplained', message: '1,523 calls belong to no known endpoint.' }],
        },
      }),
    )
    expect(tiles()).toEqual([
      'Calls 15,234 the day before is unknown none on Sun 15 Nov',
      'Success — statuses are counted by UTC day, and no hour was noted',
      'Peak hour — no full hour is known',
      'Active users — users are counted by UTC day only',
    ])
    expect(text('section[aria-label="Users with most calls"]')).toContain(
      '— users are counted by UTC day only',
    )
    const quality = page.findAll('.quality li').map((row) => wordsOf(row.element))
    expect(quality.slice(0, 4)).toEqual([
      '100% by hours',
      '90.0% by endpoints',
      '— by statuses nothing to compare with',
      '— by users users are counted by UTC day only',
    ])
    expect(text('.quality .issue')).toContain('1,523 calls belong to no known endpoint.')
  })

  test('does not take part of the statuses for a rate', async () => {
    await open(makeReport({ success_rate: null, quality: { ...makeReport().quality, statuses: 0.62 } }))
    expect(tiles()[1]).toBe('Success — only 62.0% of the calls have a known status')
  })

  test('ends with where it comes from', async () => {
    await open(makeReport())
    expect(text('.passport')).toBe(
      'Day in UTC · made 23 Nov 2026, 01:00 by tallyscope 0.1.0 · revision 1 of 1',
    )
  })

  test('is left for the next and the one before by keys', async () => {
    await open(makeReport())
    key('[')
    await vi.waitFor(() => expect(inputsOf('report').at(-1)).toEqual({ date: '2026-11-19' }))
    key(']')
    await vi.waitFor(() => expect(inputsOf('report').at(-1)).toEqual({ date: '2026-11-23' }))
  })

  test('is told in Chinese too', async () => {
    usePreferences().language.value = 'zh'
    await open(makeReport())
    expect(text('.bar h2')).toBe('2026年11月22日星期日')
    expect(tiles()[1]).toBe('成功率 97.31 % 410 次错误')
  })
})

describe('beside another day', () => {
  test('stand its figures with the difference, by the same lists of statuses', async () => {
    await open(makeReport(), '&with=2026-11-15')
    await vi.waitFor(() => expect(page.find('table .change').exists()).toBe(true))
    expect(rowsOf('Sun 22 Nov beside Sun 15 Nov')).toEqual([
      'Calls 15,234 16,100 −866 −5.4%',
      'Success rate 97.31% 99.00% −1.69 points —',
      'Errors 410 161 +249 +154.7%',
      'Calls in the peak hour 1,434 1,434 0 0.0%',
      'Endpoints 2 3 −1 −33.3%',
      'Active users 812 — — —',
      'New users 40 — — —',
    ])
  })

  test('is chosen by a press, and given up by another', async () => {
    await open(makeReport())
    await buttonOf(page, 'Week before').trigger('click')
    await vi.waitFor(() => expect(inputsOf('report')).toContainEqual({ date: '2026-11-15' }))
    await vi.waitFor(() => expect(page.find('section[aria-label$="beside Sun 15 Nov"]').exists()).toBe(true))
    await buttonOf(page, 'No comparison').trigger('click')
    await vi.waitFor(() => expect(page.find('section[aria-label$="beside Sun 15 Nov"]').exists()).toBe(false))
  })

  test('that has no report is said', async () => {
    await open(makeReport(), '&with=2026-11-14')
    await vi.waitFor(() => expect(page.text()).toContain('There is no report of Sat 14 Nov to compare with.'))
  })
})

describe('a day without a report', () => {
  test('can have it made', async () => {
    bridge.answer('report', () => makeStored(null))
    await openPage('date=2026-11-21')
    await vi.waitFor(() => expect(text('.missing')).toBe('No report yet Make it'))
    bridge.answer('makeReport', () => makeStored(makeReport({ date: '2026-11-21' })))
    bridge.answer('report', () => makeStored(makeReport({ date: '2026-11-21' })))
    await buttonOf(page, 'Make it').trigger('click')
    await vi.waitFor(() => expect(tiles()[0]).toContain('15,234'))
  })

  test('says why it failed and when it is tried again', async () => {
    bridge.answer('report', () => makeStored(null, { day: failedDay('2026-11-20') }))
    await openPage('date=2026-11-20')
    await vi.waitFor(() =>
      expect(text('.missing')).toBe(
        'Could not be made Redis did not answer in time. Tried 3 times, again at 24 Nov, 09:15. Try again',
      ),
    )
  })

  test('that is still running says so', async () => {
    bridge.answer('report', () => makeStored(null, { day: openDay('2026-11-24') }))
    await openPage('date=2026-11-24')
    await vi.waitFor(() =>
      expect(text('.missing')).toBe('running The day is still running: its report follows when it is over.'),
    )
  })
})

describe('a rebuild', () => {
  const rebuilt = makeReport({
    total_calls: 15_334,
    api_breakdown: { '/api/weather': 9_100, '/api/news': 6_234 },
    status_breakdown: { success: 14_924, error: 410 },
    generated_at: '2026-11-24T07:00:00.000Z',
  })

  test('shows what changes before it replaces anything, and keeps the earlier revision', async () => {
    const late = { day: doneDay('2026-11-22', { lateCalls: 100 }) }
    bridge.answer('report', () => makeStored(makeReport(), late))
    await openPage('date=2026-11-22')
    await vi.waitFor(() => expect(page.find('.is-late').exists()).toBe(true))
    expect(text('.is-late')).toContain('100 calls arrived late.')
    bridge.answer('rebuildReport', ({ replace }: { replace?: boolean }) => ({
      source: 'Production',
      sample: false,
      issues: [],
      stored: makeReport(),
      rebuilt,
      isReplaced: replace ?? false,
    }))
    await buttonOf(page, 'See what changes').trigger('click')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull())
    expect(inDialog()).toContain('Calls 15,334 15,234 +100 +0.7%')
    expect(inDialog()).toContain('Endpoints that change /api/weather +100')
    expect(inputsOf('rebuildReport')).toEqual([{ date: '2026-11-22' }])
    bridge.answer('report', () =>
      makeStored(rebuilt, {
        revision: 2,
        revisions: [
          { revision: 1, generatedAt: '2026-11-23T01:00:04.112Z', calls: 15_234 },
          { revision: 2, generatedAt: '2026-11-24T07:00:00.000Z', calls: 15_334 },
        ],
      }),
    )
    pressInDialog('Replace')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull())
    expect(inputsOf('rebuildReport').at(-1)).toEqual({ date: '2026-11-22', replace: true })
    await vi.waitFor(() => expect(tiles()[0]).toContain('15,334'))
    expect(text('.passport')).toContain('revision 2 of 2')
    await page.get('.revision select').setValue('1')
    await vi.waitFor(() => expect(inputsOf('report').at(-1)).toEqual({ date: '2026-11-22', revision: 1 }))
  })

  test('that comes to the same has nothing to replace', async () => {
    await open(makeReport())
    bridge.answer('rebuildReport', () => ({
      source: 'Production',
      sample: false,
      issues: [],
      stored: makeReport(),
      rebuilt: makeReport({ generated_at: '2026-11-24T07:00:00.000Z' }),
      isReplaced: false,
    }))
    await buttonOf(page, 'Make anew').trigger('click')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull())
    expect(inDialog()).toContain('There is nothing to replace.')
    expect(inDialog()).not.toContain('Replace')
    pressInDialog('Close')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  })

  test('an earlier revision says that it is one and leads to the newest', async () => {
    bridge.answer('report', () =>
      makeStored(makeReport(), {
        revision: 1,
        revisions: [
          { revision: 1, generatedAt: '2026-11-23T01:00:04.112Z', calls: 15_234 },
          { revision: 2, generatedAt: '2026-11-24T07:00:00.000Z', calls: 15_334 },
        ],
      }),
    )
    await openPage('date=2026-11-22&revision=1')
    await vi.waitFor(() => expect(page.find('.is-old').exists()).toBe(true))
    expect(text('.is-old')).toContain('This is revision 1. A newer one took its place on 24 Nov 2026, 07:00.')
    expect(page.text()).not.toContain('Make anew')
    await buttonOf(page, 'Show the newest').trigger('click')
    await vi.waitFor(() => expect(inputsOf('report').at(-1)).toEqual({ date: '2026-11-22' }))
  })
})
