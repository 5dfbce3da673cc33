import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import { defaultPreferences } from '../../shared/preferences.ts'
import type { Overview } from '../../shared/figures.ts'
import { createFixtureBridge, type FixtureBridge } from '../support/bridge-fixture.ts'
import { mountPage } from '../support/mount-page.ts'
import { makeOverview } from '../support/overview-fixture.ts'
import { giveSize, throwOnErrors } from '../support/page-kit.ts'
import { chooseToSave, keepFiles, openSaveMenu } from '../support/save-kit.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  throwOnErrors()
  giveSize(1_000, 400)
  bridge = createFixtureBridge()
})

afterEach(() => {
  page.unmount()
  usePreferences().change({
    language: 'en',
    theme: 'system',
    exportChoices: defaultPreferences.exportChoices,
  })
  vi.restoreAllMocks()
})

async function open(change: (overview: Overview) => Overview = (one) => one): Promise<void> {
  bridge.answer('overview', () => change(makeOverview()))
  page = await mountPage(bridge, '/?zone=Asia%2FShanghai')
  await vi.waitUntil(() => page.find('.hot tbody th').exists())
}

describe('what a card offers', () => {
  test('is the table and the pictures of a chart, the table alone of a table', async () => {
    await open()
    const items = await openSaveMenu(page, 'Today by hour')
    expect(items.map(wordsOf)).toEqual(['Copy table', 'CSV file', 'PNG picture', 'SVG picture'])
    items[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await vi.waitUntil(() => document.querySelector('[role="menu"]') === null)
    expect((await openSaveMenu(page, 'Hot APIs')).map(wordsOf)).toEqual(['Copy table', 'CSV file'])
  })

  test('is named in Chinese too', async () => {
    usePreferences().language.value = 'zh'
    await open()
    const labels = page.findAll('.save button').map((button) => button.attributes('aria-label'))
    expect(labels).toHaveLength(3)
    for (const label of labels) expect(label).toMatch(/^.+：复制或保存$/)
  })
})

describe('the CSV of the overview', () => {
  test('has each hour with its distance from UTC, unknown empty, and what it is of', async () => {
    const files = keepFiles()
    await open((one) => ({
      ...one,
      hours: one.hours.map((hour, i) => (i === 1 ? { ...hour, calls: null, why: 'unconfirmed' } : hour)),
    }))
    await chooseToSave(page, 'Today by hour', 'CSV file')
    await vi.waitFor(async () => expect(await files()).toHaveLength(1))
    const [file] = await files()
    expect(file!.name).toBe('tallyscope-0a7d1c52-hours-2026-11-24.csv')
    expect(file!.type).toBe('text/csv;charset=utf-8')
    const lines = file!.text.split('\r\n')
    const { hours } = makeOverview()
    expect(lines[0]).toBe(
      '\ufeffstart,minutes,calls,partial,future,approximate,why,previous_day_calls,source,sample,zone,buckets,from,to,as_of,saved_at,app',
    )
    const figures = `2026-11-24T00:00:00+08:00,60,${hours[0]!.calls},false,false,false,,${hours[0]!.previous}`
    const of = 'Production,false,Asia/Shanghai,UTC,2026-11-24,2026-11-24,2026-11-24T15:21:04+08:00'
    expect(lines[1]!.startsWith(`${figures},${of},`)).toBe(true)
    expect(lines[1]).toMatch(/,20\d\d-\d\d-\d\dT[\d:]{8}\+08:00,tallyscope 0\.1\.0$/)
    expect(lines[2]).toMatch(/^2026-11-24T01:00:00\+08:00,60,,false,false,false,unconfirmed,/)
    expect(lines).toHaveLength(26)
    await vi.waitFor(() => expect(page.text()).toContain('File ready'))
  })

  test('begins without the mark where a person chose so', async () => {
    usePreferences().change({ exportChoices: { ...defaultPreferences.exportChoices, withBom: false } })
    const files = keepFiles()
    await open()
    await chooseToSave(page, 'Today by hour', 'CSV file')
    await vi.waitFor(async () => expect(await files()).toHaveLength(1))
    expect((await files())[0]!.text.startsWith('start,')).toBe(true)
  })

  test('has the sign between cells that a person chose for files, and commas in the clipboard', async () => {
    usePreferences().change({
      exportChoices: { ...defaultPreferences.exportChoices, delimiter: 'semicolon' },
    })
    const files = keepFiles()
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    await open()
    await chooseToSave(page, 'Today by hour', 'CSV file')
    await vi.waitFor(async () => expect(await files()).toHaveLength(1))
    expect((await files())[0]!.text).toMatch(/^\ufeffstart;minutes;calls;/)
    await chooseToSave(page, 'Today by hour', 'Copy table')
    await vi.waitFor(() => expect(writeText).toHaveBeenCalledTimes(1))
    expect(writeText.mock.calls[0]![0]).toMatch(/^start,minutes,calls,/)
  })

  test('leaves the app out where it does not answer', async () => {
    const files = keepFiles()
    await open()
    bridge.answer('appInfo', () => {
      throw new Error('away')
    })
    await chooseToSave(page, 'Today by hour', 'CSV file')
    await vi.waitFor(async () => expect(await files()).toHaveLength(1))
    expect((await files())[0]!.text.split('\r\n')[1]).toMatch(/\+08:00,$/)
  })

  test('of the hot endpoints holds those that are shown, and no formula', async () => {
    const files = keepFiles()
    await open((one) => ({ ...one, hotApis: [{ ...one.hotApis[0]!, endpoint: '=cmd|calc!A1' }] }))
    await chooseToSave(page, 'Hot APIs', 'CSV file')
    await vi.waitFor(async () => expect(await files()).toHaveLength(1))
    const [file] = await files()
    expect(file!.name).toBe('tallyscope-0a7d1c52-hot-apis-2026-11-24.csv')
    const lines = file!.text.trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]!.startsWith("'=cmd|calc!A1,")).toBe(true)
    expect(lines[1]).toContain(',Production,false,Asia/Shanghai,UTC,2026-11-24,2026-11-24,')
  })

  test('of the live rate has its readings, oldest first', async () => {
    const files = keepFiles()
    await open()
    await chooseToSave(page, 'Calls per second', 'CSV file')
    await vi.waitFor(async () => expect(await files()).toHaveLength(1))
    const [file] = await files()
    const { points } = makeOverview().live
    const rows = file!.text.trim().split('\r\n').slice(1)
    expect(rows.map((row) => row.split(',')[1])).toEqual(
      points.map(({ callsPerSecond }) => (callsPerSecond === null ? '' : String(callsPerSecond))),
    )
    expect(file!.name).toBe('tallyscope-0a7d1c52-rate-2026-11-24t0716z_2026-11-24t0721z.csv')
  })
})

test('the SVG of a chart is whole XML with its title, its summary and what it is of', async () => {
  const files = keepFiles()
  await open((one) => ({ ...one, source: 'Production <b>&' }))
  await chooseToSave(page, 'Today by hour', 'SVG picture')
  await vi.waitFor(async () => expect(await files()).toHaveLength(1))
  const [file] = await files()
  expect(file!.name).toBe('tallyscope-0a7d1c52-hours-2026-11-24.svg')
  const svg = new DOMParser().parseFromString(file!.text, 'image/svg+xml')
  expect(svg.querySelector('title')!.textContent).toBe('Today by hour')
  expect(svg.querySelector('desc')!.textContent).toContain('Busiest hour')
  expect(file!.text).toContain('>Production &lt;b&gt;&amp; · ')
  expect(file!.text).toContain('Asia/Shanghai')
})

test('the picture of sample data says so', async () => {
  const files = keepFiles()
  await open((one) => ({ ...one, sample: true }))
  await chooseToSave(page, 'Calls per second', 'SVG picture')
  await vi.waitFor(async () => expect(await files()).toHaveLength(1))
  expect((await files())[0]!.text).toContain('>Sample data · ')
})

test('a file that cannot be made is said so', async () => {
  await open()
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    throw new Error('no room')
  })
  await chooseToSave(page, 'Today by hour', 'CSV file')
  await vi.waitFor(() =>
    expect(page.findAll('[role="status"]').map((one) => one.text())).toContain('Could not make the file'),
  )
})
