import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import { defaultPreferences } from '../../shared/preferences.ts'
import {
  connected,
  createFixtureBridge,
  sampled,
  windowInfo,
  type FixtureBridge,
} from '../support/bridge-fixture.ts'
import { makeExportDone, makePreview } from '../support/export-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { makeReport, makeReports, makeStored } from '../support/report-fixture.ts'
import { makePeriod } from '../support/report-period-fixture.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  bridge = createFixtureBridge()
  usePreferences().accept(defaultPreferences)
  bridge.answer('reports', () => makeReports())
  bridge.answer('report', () => makeStored(makeReport()))
  bridge.answer('reportPeriod', () => makePeriod())
  bridge.answer('previewExport', () => makePreview())
})

afterEach(() => {
  page.unmount()
  usePreferences().accept(defaultPreferences)
  usePreferences().language.value = 'en'
})

const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
const text = (): string => wordsOf(dialog()!)
const inputs = (method: string): unknown[] =>
  bridge.calls.filter((call) => call.method === method).map(({ input }) => input)
const all = <T extends HTMLElement>(selector: string): T[] => [...dialog()!.querySelectorAll<T>(selector)]

function button(label: string): HTMLButtonElement {
  return all<HTMLButtonElement>('button').find(
    (one) => (one.getAttribute('aria-label') ?? wordsOf(one)) === label,
  )!
}

function box(label: string): HTMLInputElement {
  const named = all('label').find((one) => wordsOf(one.querySelector('span')!) === label)!
  return named.querySelector('input')!
}

async function toggle(label: string): Promise<void> {
  await vi.waitFor(() => expect(box(label).disabled).toBe(false))
  box(label).click()
  await nextTick()
}

async function press(label: string): Promise<void> {
  await vi.waitFor(() => expect(button(label)?.disabled).toBe(false))
  button(label).click()
}

const key = (name: string): boolean =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true }),
  )

async function open(path = '/reports?zone=UTC&date=2026-11-22'): Promise<void> {
  page = await mountPage(bridge, path)
  await vi.waitFor(() => expect(buttonOf(page, 'Export…')).toBeDefined())
  const opener = buttonOf(page, 'Export…').element as HTMLElement
  opener.focus()
  opener.click()
  await vi.waitFor(() => expect(dialog()).not.toBeNull())
  await vi.waitFor(() => expect(text()).toMatch(/report|app behind/))
}

describe('the dialog that exports', () => {
  test('opens on a day with that day, its first rows and how many files come of it', async () => {
    await open()
    expect(inputs('previewExport')).toEqual([{ from: '2026-11-22', to: '2026-11-22' }])
    await vi.waitFor(() => expect(text()).toContain('1 day with a report'))
    const cells = all('thead th').map(wordsOf)
    expect(cells.slice(0, 6)).toEqual([
      'date',
      'total_calls',
      'approximate',
      'success_rate',
      'active_users',
      'new_users',
    ])
    expect(all('tbody td').map(wordsOf).slice(0, 6)).toEqual([
      '2026-11-22',
      '15,234',
      'no',
      '97.31%',
      '812',
      '—',
    ])
    button('Endpoints').click()
    await vi.waitFor(() => expect(all('tbody tr')).toHaveLength(2))
    expect(all('tbody tr').map(wordsOf)).toEqual([
      '2026-11-22 /api/weather 9,000 59.08%',
      '2026-11-22 /api/news 6,234 40.92%',
    ])
    expect(all('[role=region]')[0]!.getAttribute('aria-label')).toBe('Endpoints. Shown: the first 2 rows')
  })

  test('takes the week, the month and no day that is not over', async () => {
    await open()
    button('Week').click()
    await vi.waitFor(() =>
      expect(inputs('previewExport').at(-1)).toEqual({ from: '2026-11-16', to: '2026-11-22' }),
    )
    button('Month').click()
    await vi.waitFor(() =>
      expect(inputs('previewExport').at(-1)).toEqual({ from: '2026-11-01', to: '2026-11-23' }),
    )
    expect(button('Month').getAttribute('aria-pressed')).toBe('true')
  })

  test('opens on a week with that week, and on the days with their month, by its key too', async () => {
    await open('/reports?zone=UTC&show=weeks&period=2026-11-18')
    expect(inputs('previewExport')).toEqual([{ from: '2026-11-16', to: '2026-11-22' }])
    page.unmount()
    bridge.calls.length = 0
    page = await mountPage(bridge, '/reports?zone=UTC&month=2026-10')
    await vi.waitFor(() => expect(buttonOf(page, 'Export…')).toBeDefined())
    key('e')
    await vi.waitFor(() => expect(dialog()).not.toBeNull())
    expect(inputs('previewExport')).toEqual([{ from: '2026-10-01', to: '2026-10-31' }])
  })

  test('asks how CSV is written only where CSV is wanted, and in which language only where there are words', async () => {
    await open()
    await vi.waitFor(() => expect(box('Excel (XLSX)').checked).toBe(true))
    expect(text()).not.toContain('Between two cells')
    expect(text()).toContain('Language of the documents')
    await toggle('CSV')
    await toggle('Excel (XLSX)')
    await vi.waitFor(() => expect(text()).toContain('Between two cells'))
    expect(text()).not.toContain('Language of the documents')
    expect(text()).toContain('5 files')
  })

  test('says why a browser cannot make a PDF, and offers HTML in its place', async () => {
    await open()
    await vi.waitFor(() => expect(box('PDF').disabled).toBe(true))
    expect(text()).toContain('only the desktop app prints it')
    button('Take HTML').click()
    await vi.waitFor(() => expect(box('HTML').checked).toBe(true))
    expect(button('Take HTML')).toBeUndefined()
  })

  test('in a browser has the files fetched and says how large they are', async () => {
    const fetched: string[] = []
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      fetched.push(`${this.getAttribute('href')} ${this.download}`)
    })
    bridge.answer('exportReports', () =>
      makeExportDone([
        { name: 'a.json', link: 'download/x' },
        { name: 'b.csv', link: 'download/y', bytes: 40 },
      ]),
    )
    await open()
    await toggle('Excel (XLSX)')
    await toggle('JSON')
    await toggle('CSV')
    await vi.waitFor(() => expect(text()).toContain('Semicolon'))
    all<HTMLButtonElement>('[role=radio]')
      .find((one) => wordsOf(one) === 'Semicolon')!
      .click()
    await toggle('Mark as UTF-8')
    await press('Export')
    await vi.waitFor(() => expect(text()).toContain('Ready: 2 files'))
    expect(inputs('exportReports')).toEqual([
      {
        from: '2026-11-22',
        to: '2026-11-22',
        formats: ['csv', 'json'],
        delimiter: 'semicolon',
        withBom: false,
        language: 'en',
        place: null,
        replace: false,
      },
    ])
    expect(fetched).toEqual(['download/x a.json', 'download/y b.csv'])
    expect(text()).toContain('b.csv 40 B')
    expect(inputs('choosePlace')).toEqual([])
    click.mockRestore()
  })

  test('remembers what was chosen', async () => {
    bridge.answer('exportReports', () => makeExportDone([{ path: '/home/ana/a.json' }]))
    await open()
    await toggle('JSON')
    await toggle('HTML')
    await toggle('Excel (XLSX)')
    const language = (name: string): HTMLButtonElement =>
      all<HTMLButtonElement>('[role=radio]').find((one) => wordsOf(one) === name)!
    language('简体中文').click()
    await press('Export')
    await vi.waitFor(() => expect(text()).toContain('Written: 1 file'))
    expect(inputs('exportReports')).toMatchObject([{ language: 'zh' }])
    button('Close').click()
    await vi.waitFor(() => expect(dialog()).toBeNull())
    await buttonOf(page, 'Export…').trigger('click')
    await vi.waitFor(() => expect(box('JSON').checked).toBe(true))
    expect(box('Excel (XLSX)').checked).toBe(false)
    expect(language('简体中文').getAttribute('aria-checked')).toBe('true')
    expect(usePreferences().exportChoices.value.language).toBe('zh')
    language('English').click()
    await press('Export')
    await vi.waitFor(() => expect(text()).toContain('Written: 1 file'))
    expect(usePreferences().exportChoices.value.language).toBe(null)
  })

  test('is closed by Escape and leaves the keyboard where it was', async () => {
    await open()
    expect(dialog()!.contains(document.activeElement)).toBe(true)
    key('Escape')
    await vi.waitFor(() => expect(dialog()).toBeNull())
    await vi.waitFor(() => expect(document.activeElement).toBe(buttonOf(page, 'Export…').element))
  })

  test('marks sample data', async () => {
    bridge.answer('connection', () => sampled)
    await open()
    expect(text()).toContain('Sample data')
  })

  test('is in Chinese too', async () => {
    usePreferences().language.value = 'zh'
    page = await mountPage(bridge, '/reports?zone=UTC&date=2026-11-22')
    await vi.waitFor(() => expect(buttonOf(page, '导出…')).toBeDefined())
    await buttonOf(page, '导出…').trigger('click')
    await vi.waitFor(() => expect(dialog() && text()).toContain('1 天有日报'))
    expect(text()).toContain('每个文件一张表')
  })
})

describe('in a window of its own', () => {
  beforeEach(() => {
    bridge.answer('appInfo', () => windowInfo)
    bridge.answer('previewExport', () => ({ ...makePreview(), unavailable: [] }))
  })

  test('one file is saved where the system asks, which asks before it replaces', async () => {
    bridge.answer('choosePlace', () => ({ path: '/home/ana/day.xlsx' }))
    bridge.answer('exportReports', () => makeExportDone([{ name: 'day.xlsx', path: '/home/ana/day.xlsx' }]))
    bridge.answer('showInFolder', () => ({ isShown: true }))
    await open()
    await press('Choose where…')
    await vi.waitFor(() => expect(text()).toContain('/home/ana/day.xlsx 1 kB'))
    expect(inputs('choosePlace')).toEqual([
      { what: 'save', name: 'tallyscope-0a7d1c52-2026-11-22.xlsx', folder: null },
    ])
    expect(inputs('exportReports')).toMatchObject([{ place: { file: '/home/ana/day.xlsx' }, replace: true }])
    button('Show day.xlsx in its folder').click()
    await vi.waitFor(() => expect(inputs('showInFolder')).toEqual([{ file: '/home/ana/day.xlsx' }]))
    expect(usePreferences().exportChoices.value.folder).toBe('/home/ana')
  })

  test('several files go to a folder, and those that are there are replaced only on a yes', async () => {
    bridge.answer('choosePlace', () => ({ path: '/home/ana' }))
    bridge.answer('exportReports', ({ replace }: { replace: boolean }) =>
      replace
        ? makeExportDone([{ path: '/home/ana/a.json' }])
        : { ok: false, code: 'file_exists', message: 'It is there.' },
    )
    await open()
    await toggle('JSON')
    await press('Choose a folder…')
    await vi.waitFor(() => expect(text()).toContain('Files of these names are there already'))
    expect(text()).toContain('tallyscope-0a7d1c52-2026-11-22.json')
    expect(text()).toContain('/home/ana')
    button('Cancel').click()
    await vi.waitFor(() => expect(text()).not.toContain('are there already'))
    expect(inputs('exportReports')).toHaveLength(1)
    await press('Choose a folder…')
    await vi.waitFor(() => expect(text()).toContain('are there already'))
    button('Replace').click()
    await vi.waitFor(() => expect(text()).toContain('Written: 1 file'))
    expect(inputs('exportReports')).toMatchObject([
      { place: { folder: '/home/ana' }, replace: false },
      { place: { folder: '/home/ana' }, replace: false },
      { place: { folder: '/home/ana' }, replace: true },
    ])
  })

  test('nothing is written where no place was chosen', async () => {
    bridge.answer('choosePlace', () => ({ path: null }))
    await open()
    await press('Choose where…')
    await vi.waitFor(() => expect(inputs('choosePlace')).toHaveLength(1))
    await vi.waitFor(() => expect(button('Choose where…').disabled).toBe(false))
    expect(inputs('exportReports')).toEqual([])
  })
})

describe('what can go wrong', () => {
  test('progress is told, and Escape cancels before it closes', async () => {
    let end = (_answer: unknown): void => undefined
    bridge.answer('exportReports', () => new Promise((resolve) => (end = resolve)))
    bridge.answer('cancelTask', () => {
      end({ ok: false, code: 'cancelled', message: 'Cancelled.' })
      return { task: 'export', state: 'idle', done: 0, of: null }
    })
    await open()
    await press('Export')
    await vi.waitFor(() => expect(text()).toContain('Writing the files'))
    bridge.emit('task', { task: 'export', state: 'running', done: 12, of: 365 })
    await vi.waitFor(() => expect(text()).toContain('12 of 365 days written'))
    bridge.emit('task', { task: 'export', state: 'idle', done: 12, of: 365 })
    key('Escape')
    await vi.waitFor(() => expect(text()).toContain('Cancelled. Nothing was left behind.'))
    expect(inputs('cancelTask')).toEqual([{ task: 'export' }])
  })

  test('a failure is told in words with what to do, and it can be tried again', async () => {
    bridge.answer('exportReports', () => ({
      ok: false,
      code: 'disk_full',
      message: 'The disk is full: make room.',
    }))
    await open()
    await press('Export')
    await vi.waitFor(() =>
      expect(wordsOf(dialog()!.querySelector('[role=alert]')!)).toBe('The disk is full: make room.'),
    )
    expect(button('Export').disabled).toBe(false)
  })

  test('without a report there is nothing to export, and the missing ones can be made', async () => {
    let isMade = false
    bridge.answer('previewExport', () =>
      isMade ? makePreview() : makePreview({ days: 0, missing: ['2026-11-21', '2026-11-22'] }),
    )
    bridge.answer('makeMissingReports', () => {
      isMade = true
      return {
        source: 'Production',
        sample: false,
        issues: [],
        made: ['2026-11-21', '2026-11-22'],
        skipped: [],
      }
    })
    await open()
    await vi.waitFor(() => expect(text()).toContain('None of these days has a report.'))
    expect(text()).toMatch(/2 days have none: .*21 Nov, .*22 Nov/)
    expect(button('Export').disabled).toBe(true)
    button('Make all missing').click()
    await vi.waitFor(() => expect(text()).toContain('1 day with a report'))
    expect(text()).toContain('2 reports made')
    expect(button('Export').disabled).toBe(false)
  })

  test('while Redis is away the archive is exported, and no report can be made', async () => {
    bridge.answer('connection', () => ({
      ...connected,
      status: {
        state: 'down',
        why: 'unreachable',
        message: '',
        since: '2026-11-24T08:00:00.000Z',
        nextTryAt: '2026-11-24T09:00:00.000Z',
      },
    }))
    bridge.answer('previewExport', () => makePreview({ missing: ['2026-11-21'] }))
    await open()
    await vi.waitFor(() => expect(text()).toContain('the reports come from the archive'))
    expect(button('Make it').disabled).toBe(true)
    expect(button('Export').disabled).toBe(false)
  })

  test('a preview that could not be read says why', async () => {
    bridge.answer('previewExport', () => ({
      ok: false,
      code: 'archive_unusable',
      message: 'The report could not be read.',
    }))
    await open()
    await vi.waitFor(() =>
      expect(wordsOf(dialog()!.querySelector('[role=alert]')!)).toBe('The report could not be read.'),
    )
    expect(button('Export').disabled).toBe(true)
  })
})
