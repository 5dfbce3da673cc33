import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import { createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { doneDay, head, makeReport, makeReports, makeStored } from '../support/report-fixture.ts'
import { makeForeign, makeRun } from '../support/report-period-fixture.ts'
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
})

const rows = (): string[] =>
  page.findAll('.plain-table tbody tr, .list tbody tr').map((row) => wordsOf(row.element))
const inputsOf = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map(({ input }) => input)

async function open(query: string, selector = 'tbody th'): Promise<void> {
  page = await mountPage(bridge, `/reports?zone=UTC${query}`)
  await vi.waitFor(() => expect(page.find(selector).exists()).toBe(true))
}

describe('the log of runs', () => {
  const items = [
    makeRun({ id: 6, kind: 'catch_up', by: 'hand', date: null, count: 30, tookMs: 2_400 }),
    makeRun({ id: 5, outcome: 'failed', code: 'timeout', message: 'Redis did not answer.', times: 3 }),
    makeRun({ id: 4, outcome: 'skipped', code: 'lost', message: 'Its counters are lost.' }),
    makeRun({ id: 3, kind: 'census', date: null, count: 1_200_000, outcome: 'cancelled' }),
    makeRun({ id: 2, kind: 'backup', date: null, count: 4_096 }),
    makeRun(),
  ]
  const answer = (change = {}): void =>
    bridge.answer('runs', () => ({ ...head, items, next: null, ...change }))

  test('tells what ran when, by whom, how long it took and how it ended', async () => {
    answer()
    await open('&show=runs')
    expect(rows()).toEqual([
      '24 Nov, 01:00:04 Missing reports made: 30 reports hand 2 s Done',
      '24 Nov, 01:00:04 Report of Mon 23 Nov Redis did not answer. schedule 41 ms Failed 3 times in a row',
      '24 Nov, 01:00:04 Report of Mon 23 Nov Its counters are lost, so that zero cannot be told from unknown. schedule 41 ms Skipped',
      '24 Nov, 01:00:04 Users counted: 1,200,000 keys schedule 41 ms Stopped',
      '24 Nov, 01:00:04 Archive backed up: 4 kB schedule 41 ms Done',
      '24 Nov, 01:00:04 Report of Mon 23 Nov schedule 41 ms Done',
    ])
  })

  test('in Chinese says why a report failed', async () => {
    usePreferences().language.value = 'zh'
    answer()
    await open('&show=runs')
    expect(rows()[1]).toContain('Redis 未在时限内响应')
    expect(rows()[1]).not.toContain('Redis did not answer')
  })

  test('is filtered by outcome, which stands in the address, and shows older entries when asked', async () => {
    answer({ next: 6 })
    await open('&show=runs')
    await buttonOf(page, 'Failed').trigger('click')
    await vi.waitFor(() => expect(inputsOf('runs').at(-1)).toEqual({ limit: 50, outcome: 'failed' }))
    await vi.waitFor(() => expect(page.find('.more').exists()).toBe(true))
    await buttonOf(page, 'Show older ones').trigger('click')
    await vi.waitFor(() => expect(inputsOf('runs').at(-1)).toEqual({ limit: 250, outcome: 'failed' }))
  })

  test('without an entry says what will be in it', async () => {
    answer({ items: [] })
    await open('&show=runs', '.nothing')
    expect(wordsOf(page.get('.nothing').element)).toBe(
      'Nothing has run yet. Reports that are made, counts of users and backups of the archive are noted here.',
    )
    page.unmount()
    await open('&show=runs&outcome=failed', '.nothing')
    expect(wordsOf(page.get('.nothing').element)).toBe('No entry ended like this.')
  })
})

describe('reports of others', () => {
  const answer = (...items: ReturnType<typeof makeForeign>[]): void =>
    bridge.answer('foreignReports', () => ({ ...head, from: '2025-10-21', to: '2026-11-24', items }))

  test('are listed beside ours with why they are not ours', async () => {
    const local = { form: 'other_zone', zone: 'Asia/Tokyo', generator: 'tallyscope 0.1.0' } as const
    answer(makeForeign(), makeForeign({ ...local, date: '2026-11-23' }))
    await open('&show=others')
    await vi.waitFor(() =>
      expect(rows()).toEqual([
        'Mon 23 Nov another zone: Asia/Tokyo 15,000 0 90.00% tallyscope 0.1.0',
        'Sun 22 Nov old form 15,000 15,234 90.00% —',
      ]),
    )
  })

  test('where there are none say so', async () => {
    answer()
    await open('&show=others', '.nothing')
    expect(wordsOf(page.get('.nothing').element)).toBe(
      'There are none. Every report in this Redis is ours, or there is no report in it.',
    )
  })

  test('are opened to be read and copied, and never changed', async () => {
    const writeText = vi.fn(() => Promise.resolve())
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
    answer(makeForeign())
    await open('&show=others&other=2026-11-22')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog] pre')).not.toBeNull())
    const dialog = document.querySelector<HTMLElement>('[role=dialog]')!
    expect(dialog.querySelector('pre')!.textContent).toContain('"total_calls": 15000')
    expect(wordsOf(dialog.querySelector('tbody')!)).toBe('Calls 15,000 15,234 Success 90.00% 97.31%')
    expect(inputsOf('foreignReports')).toContainEqual({ from: '2026-11-22', to: '2026-11-22' })
    const buttons = [...dialog.querySelectorAll('button')]
    expect(buttons.map((button) => wordsOf(button))).toEqual(['Copy JSON', 'Save JSON', 'Close'])
    buttons[0]!.click()
    await vi.waitFor(() => expect(writeText).toHaveBeenCalledWith(makeForeign().document))
    buttons[2]!.click()
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull())
    vi.unstubAllGlobals()
  })

  test('with a number that this page cannot hold are shown as they stand', async () => {
    answer(makeForeign({ document: '{"total_calls":9007199254740993}' }))
    await open('&show=others&other=2026-11-22')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog] pre')).not.toBeNull())
    expect(document.querySelector('[role=dialog] pre')!.textContent).toBe('{"total_calls":9007199254740993}')
  })

  test('are marked in the list of days and on the page of a day', async () => {
    answer(makeForeign())
    await open('', '.list tbody th')
    await vi.waitFor(() =>
      expect(rows().find((row) => row.startsWith('Sun 22'))).toContain('another one in Redis'),
    )
    expect(rows().filter((row) => row.includes('another one in Redis'))).toHaveLength(1)
    page.unmount()
    await open('&date=2026-11-22', '.is-foreign')
    expect(wordsOf(page.get('.is-foreign').element)).toContain(
      'Another report of this day stands in Redis: 15,000 calls, old form.',
    )
    expect(page.get('.is-foreign a').attributes('href')).toBe(
      '/reports?zone=UTC&date=2026-11-22&other=2026-11-22',
    )
  })

  test('that were taken for ours say so, and on the page of the day who made them', async () => {
    answer()
    bridge.answer('reports', () =>
      makeReports({ days: [doneDay('2026-11-22', { adoptedFrom: 'tallyscope 0.0.9' })] }),
    )
    await open('', '.list tbody th')
    expect(rows()).toEqual([
      'Sun 22 Nov 15,234 +8.8% −5.4% 97.31% complete · taken from Redis, where another app left it',
    ])
    page.unmount()
    bridge.answer('report', () =>
      makeStored(makeReport({ generator: 'tallyscope 0.0.9' }), {
        day: doneDay('2026-11-22', { adoptedFrom: 'tallyscope 0.0.9' }),
      }),
    )
    await open('&date=2026-11-22', '.passport')
    await vi.waitFor(() =>
      expect(wordsOf(page.get('.passport').element)).toMatch(
        /by tallyscope 0\.0\.9.* · taken from Redis, where another app left it$/,
      ),
    )
  })
})
