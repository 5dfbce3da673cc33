import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import type { AutoExportState } from '../../shared/auto-export.ts'
import type { AutoExport } from '../../shared/exports.ts'
import { defaultPreferences, type Preferences, type PreferencesPatch } from '../../shared/preferences.ts'
import { createFixtureBridge, windowInfo, type FixtureBridge } from '../support/bridge-fixture.ts'
import { mountPage } from '../support/mount-page.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper
let kept: Preferences

const standing: AutoExportState = {
  standing: 'on',
  unavailable: ['pdf'],
  last: null,
  owed: 0,
  failed: [],
  failures: 0,
}
const on: AutoExport = { ...defaultPreferences.autoExport, folder: '/exports', formats: ['csv', 'html'] }

beforeEach(() => {
  keep(defaultPreferences.autoExport)
  bridge = createFixtureBridge()
  bridge.answer('autoExport', () => standing)
  // As the window does it: what is no plain object is not handed on.
  bridge.answer(
    'setPreferences',
    (patch: PreferencesPatch) => (kept = { ...kept, ...structuredClone(patch) } as Preferences),
  )
})
afterEach(() => {
  page.unmount()
  usePreferences().accept(defaultPreferences)
})

function keep(autoExport: AutoExport): void {
  kept = { ...defaultPreferences, autoExport }
  usePreferences().accept(kept)
}

async function open(): Promise<void> {
  page = await mountPage(bridge, '/settings?zone=UTC')
  await vi.waitFor(() => expect(card()).toBeDefined())
}

const card = () =>
  page
    .findAll('section')
    .find((one) => one.find('h2').exists() && one.get('h2').text() === 'Automatic export')!
const row = (label: string) =>
  card()
    .findAll('.row')
    .find((one) => one.get('.label').text() === label)!
const box = () => row('Export every report').get<HTMLInputElement>('input')
const folder = () => row('Folder').get<HTMLInputElement>('input')
const format = (words: string) =>
  card()
    .findAll('.check-field')
    .find((one) => one.get('span').text() === words)!
    .get<HTMLInputElement>('input')
const saved = () => bridge.calls.filter(({ method }) => method === 'setPreferences').map(({ input }) => input)
const asElectron = (): void => bridge.answer('appInfo', () => windowInfo)

describe('the automatic export in Settings', () => {
  test('is off at first, and asks for a folder before it is on', async () => {
    await open()
    expect(box().element.checked).toBe(false)
    expect(card().findAll('.check-field')).toEqual([])
    await box().setValue(true)
    expect(row('Folder').get('.note').text()).toBe('Name the folder first.')
    expect(box().element.checked).toBe(false)
    await folder().setValue(' /exports ')
    expect(saved()).toEqual([])
    await box().setValue(true)
    await vi.waitFor(() => expect(box().element.checked).toBe(true))
    expect(saved()).toEqual([{ autoExport: { ...defaultPreferences.autoExport, folder: '/exports' } }])
    expect(format('CSV').element.checked).toBe(true)
    expect(row('Export every report').get('.saved').text()).toBe('Saved')
  })

  test('stays off where the app refuses the folder, which is said beside it', async () => {
    bridge.answer('setPreferences', () => ({
      ok: false,
      code: 'no_folder',
      message: 'There is no folder /none.',
    }))
    await open()
    await folder().setValue('/none')
    await box().setValue(true)
    await vi.waitFor(() => expect(row('Folder').get('.note').text()).toContain('There is no folder /none.'))
    expect(box().element.checked).toBe(false)
    expect(folder().element.value).toBe('/none')
  })

  test('is turned off by one press, and the folder stays typed', async () => {
    keep(on)
    await open()
    await box().setValue(false)
    await vi.waitFor(() => expect(box().element.checked).toBe(false))
    expect(saved()).toEqual([{ autoExport: { ...on, folder: null } }])
    expect(folder().element.value).toBe('/exports')
  })

  test('in its own window asks for the folder by the system', async () => {
    asElectron()
    bridge.answer('choosePlace', () => ({ path: '/media/stick' }))
    await open()
    await box().setValue(true)
    await vi.waitFor(() => expect(folder().element.value).toBe('/media/stick'))
    await vi.waitFor(() => expect(kept.autoExport.folder).toBe('/media/stick'))
  })

  test('does not offer PDF in a browser, and says why', async () => {
    keep({ ...on, formats: ['csv', 'pdf'] })
    await open()
    await vi.waitFor(() => expect(format('PDF').element.disabled).toBe(true))
    expect(format('PDF').element.checked).toBe(false)
    expect(card().text()).toContain('only the desktop app prints it')
  })

  test('keeps at least one kind of file, and the style of CSV', async () => {
    keep({ ...on, formats: ['csv'] })
    await open()
    await format('CSV').setValue(false)
    await vi.waitFor(() =>
      expect(card().get('[role=alert]').text()).toBe('Choose at least one kind of file.'),
    )
    expect(saved()).toEqual([])
    await format('JSON').setValue(true)
    await vi.waitFor(() => expect(kept.autoExport.formats).toEqual(['csv', 'json']))
    const semicolon = card()
      .findAll('[role=radio]')
      .find((one) => one.text() === 'Semicolon')!
    await semicolon.trigger('click')
    await vi.waitFor(() => expect(kept.autoExport.delimiter).toBe('semicolon'))
  })
})

describe('how it stands', () => {
  test('tells the last export, days that wait, and what failed with why and when it is tried again', async () => {
    keep(on)
    const failed = {
      date: '2026-11-23',
      code: 'file_exists' as const,
      message: '/exports/a.csv is there already.',
      attempts: 2,
      nextTryAt: '2026-11-25T01:06:00.000Z',
    }
    const last = {
      date: '2026-11-24',
      at: '2026-11-25T01:02:00.000Z',
      folder: '/exports',
      formats: ['csv' as const, 'html' as const],
    }
    bridge.answer('autoExport', () => ({ ...standing, last, owed: 9, failed: [failed], failures: 7 }))
    bridge.answer('retryAutoExport', () => ({ ...standing, last }))
    await open()
    await vi.waitFor(() => expect(card().find('.standing').exists()).toBe(true))
    const words = () => wordsOf(card().get('.standing').element)
    expect(words()).toMatch(/Last export Tue 24 Nov, written 25 Nov.* 01:02: CSV · HTML 2 days wait\./)
    expect(words()).toContain('7 days could not be exported')
    expect(words()).toMatch(
      /Mon 23 Nov \/exports\/a\.csv is there already\. tried 2 times, again at 25 Nov.* 01:06/,
    )
    expect(words()).toContain('and 6 more')
    await card()
      .findAll('button')
      .find((one) => one.text() === 'Try again now')!
      .trigger('click')
    await vi.waitFor(() => expect(words()).not.toContain('could not be exported'))
  })

  test('says of sample data that nothing of it is exported', async () => {
    keep(on)
    bridge.answer('autoExport', () => ({ ...standing, standing: 'sample' }))
    await open()
    await vi.waitFor(() =>
      expect(card().get('.standing').text()).toBe('Sample data is never exported by itself.'),
    )
  })
})
