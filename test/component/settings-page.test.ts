import type { VueWrapper } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPageClient } from '../../renderer/composables/useClient.ts'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import { linkPreferences } from '../../renderer/link-preferences.ts'
import { defaultPreferences, type Preferences, type PreferencesPatch } from '../../shared/preferences.ts'
import {
  createFixtureBridge,
  sampled,
  savedList,
  savedProduction,
  type FixtureBridge,
} from '../support/bridge-fixture.ts'
import { mountPage } from '../support/mount-page.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper
/** What the app keeps. */
let kept: Preferences

beforeEach(async () => {
  kept = defaultPreferences
  bridge = createFixtureBridge()
  bridge.answer('preferences', () => kept)
  bridge.answer('setPreferences', (patch: PreferencesPatch) => (kept = { ...kept, ...patch } as Preferences))
  usePreferences().accept(defaultPreferences)
  await linkPreferences(createPageClient(bridge))
})

afterEach(() => {
  page.unmount()
  usePreferences().onChoice(() => undefined)
  usePreferences().accept(defaultPreferences)
  usePreferences().outcome.value = null
})

async function open(): Promise<void> {
  page = await mountPage(bridge, '/settings?zone=Asia/Shanghai')
  await vi.waitFor(() => expect(page.text()).toContain('On this disk'))
}

/** The row of a setting by its label. */
const row = (label: string) => page.findAll('.row').find((one) => one.get('.label').text() === label)!
const note = (label: string): string => row(label).get('.note').text()
const choice = (label: string, words: string) =>
  row(label)
    .findAll('[role=radio]')
    .find((one) => one.text() === words)!
const field = (label: string) => row(label).get<HTMLInputElement>('input, textarea')
const saved = (): unknown[] =>
  bridge.calls.filter(({ method }) => method === 'saveConnection').map(({ input }) => input)

describe('the display', () => {
  test('changes at once, is kept by the app, and the row says so', async () => {
    await open()
    await choice('Theme', 'Dark').trigger('click')
    expect(document.documentElement.dataset['theme']).toBe('dark')
    await vi.waitFor(() => expect(row('Theme').get('[role=status]').text()).toBe('Saved'))
    expect(kept.theme).toBe('dark')
    await choice('Table rows', 'Compact').trigger('click')
    await vi.waitFor(() => expect(kept.density).toBe('compact'))
    await vi.waitFor(() => expect(row('Table rows').find('.saved').exists()).toBe(true))
    expect(page.findAll('.saved').length).toBe(1)
  })

  test('stays saved when the page notes where it is, and is no news to who opens the page later', async () => {
    await open()
    await choice('Theme', 'Dark').trigger('click')
    await vi.waitFor(() => expect(row('Theme').find('.saved').exists()).toBe(true))
    usePreferences().lastView.value = '/settings?zone=UTC'
    await vi.waitFor(() => expect(kept.lastView).toBe('/settings?zone=UTC'))
    expect(row('Theme').find('.saved').exists()).toBe(true)
    page.unmount()
    await open()
    expect(page.find('.saved').exists()).toBe(false)
  })

  test('can follow the language of the system again', async () => {
    await open()
    await choice('Language', '简体中文').trigger('click')
    await vi.waitFor(() => expect(page.get('h1').text()).toBe('设置'))
    await choice('语言', '跟随系统').trigger('click')
    await vi.waitFor(() => expect(kept.language).toBeNull())
    expect(page.get('h1').text()).toBe('Settings')
  })

  test('shows how numbers will look', async () => {
    await open()
    const words = row('Numbers')
      .findAll('[role=radio]')
      .map((one) => one.text())
    expect(words).toEqual(['Grouped 8,912,440', 'Short 8.91 M'])
  })

  test("goes back to this computer's zone, which is then not named", async () => {
    await open()
    await row('Time zone of the view').get('.link-button').trigger('click')
    await vi.waitFor(() => expect(row('Time zone of the view').find('.link-button').exists()).toBe(false))
    expect(kept.zone).toBeNull()
  })

  test('that cannot be kept says why beside its field, and holds on this page', async () => {
    bridge.answer('setPreferences', () => ({
      ok: false,
      code: 'settings_unwritable',
      message: 'The settings file cannot be written.',
    }))
    await open()
    await choice('Table rows', 'Compact').trigger('click')
    await vi.waitFor(() => expect(note('Table rows')).toBe('The settings file cannot be written.'))
    expect(choice('Table rows', 'Compact').attributes('aria-checked')).toBe('true')
  })
})

describe('the refresh', () => {
  test('takes whole seconds from 1 to 60 and says so of anything else', async () => {
    await open()
    for (const wrong of ['0', '61', '2.5', 'x', '']) {
      await field('Every').setValue(wrong)
      expect(note('Every')).toBe('A whole number from 1 to 60.')
      expect(field('Every').attributes('aria-invalid')).toBe('true')
    }
    expect(kept.refreshSeconds).toBe(1)
    await field('Every').setValue('15')
    await vi.waitFor(() => expect(kept.refreshSeconds).toBe(15))
    expect(field('Every').attributes('aria-invalid')).toBe('false')
  })

  test('can be paused', async () => {
    await open()
    await choice('Live figures', 'Paused').trigger('click')
    await vi.waitFor(() => expect(kept.isPaused).toBe(true))
  })
})

describe('a reset', () => {
  test('puts display and refresh back, in one go, and can be undone', async () => {
    const chosen = { ...defaultPreferences, theme: 'dark', numbers: 'short', refreshSeconds: 5 } as const
    kept = { ...chosen, lastView: '/settings' }
    usePreferences().accept(kept)
    await open()
    await page.get('.reset .button').trigger('click')
    await vi.waitFor(() => expect(kept).toEqual({ ...defaultPreferences, lastView: '/settings' }))
    await page.get('.reset .link-button').trigger('click')
    await vi.waitFor(() => expect(kept).toEqual({ ...chosen, lastView: '/settings' }))
  })

  test('is not offered where there is nothing to reset', async () => {
    await open()
    expect(page.find('.reset .button').exists()).toBe(false)
  })
})

describe('the connection', () => {
  test('of sample data has nothing to set', async () => {
    bridge.answer('connection', () => sampled)
    bridge.answer('connections', () => ({ ...savedList, openId: null }))
    await open()
    await vi.waitFor(() => expect(page.text()).toContain('This is sample data: there is nothing to set.'))
    expect(row('Prefix of the counters')).toBeUndefined()
  })

  test('saves one field at a time and says which', async () => {
    await open()
    await field('Prefix of the counters').setValue('calls')
    await vi.waitFor(() => expect(row('Prefix of the counters').find('.saved').exists()).toBe(true))
    await field('Search for endpoints').setValue('5000')
    await field('Hours are kept').setValue('14')
    await vi.waitFor(() => expect(row('Hours are kept').find('.saved').exists()).toBe(true))
    expect(row('Days are kept').find('.saved').exists()).toBe(false)
    const head = { id: savedProduction.id, archive: 'check' }
    expect(saved()).toEqual([
      { ...head, prefix: 'calls' },
      { ...head, scanLimit: 5_000 },
      { ...head, retentionDays: { minute: null, hour: 14, day: null } },
    ])
  })

  test('shares reports only once a person says so, and says what is written and with which rights', async () => {
    await open()
    const box = field('Share daily reports')
    expect(box.element.checked).toBe(false)
    expect(note('Share daily reports')).toMatch(
      /nothing is ever written.*report:daily:YYYY-MM-DD.*report:daily-lock/,
    )
    expect(note('Share daily reports')).toContain('SET, WATCH, MULTI and EXEC')
    await box.setValue(true)
    await vi.waitFor(() => expect(row('Share daily reports').find('.saved').exists()).toBe(true))
    expect(saved()).toEqual([{ id: savedProduction.id, archive: 'check', shareReports: true }])
  })

  test('an empty prefix or a limit out of reach is said beside its field and not saved', async () => {
    await open()
    await field('Prefix of the counters').setValue('')
    expect(note('Prefix of the counters')).toBe('This cannot be empty.')
    await field('Search for endpoints').setValue('9')
    expect(note('Search for endpoints')).toBe('A whole number from 10 to 10,000,000.')
    expect(saved()).toEqual([])
  })

  test('what the app refuses is said beside the field that was changed', async () => {
    bridge.answer('saveConnection', () => ({ ok: false, code: 'settings_unwritable', message: 'No room.' }))
    await open()
    await field('Bucket offset').setValue('480')
    await vi.waitFor(() => expect(note('Bucket offset')).toBe('No room.'))
    expect(field('Bucket offset').element.value).toBe('480')
  })

  test('asks whether the archive goes along where the counters are found elsewhere', async () => {
    bridge.answer('saveConnection', ({ archive }: { archive: string }) =>
      archive === 'check'
        ? { ok: false, code: 'source_changed', message: 'There is an archive.' }
        : savedProduction,
    )
    await open()
    const prefix = field('Prefix of the counters')
    await prefix.setValue('calls')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull())
    const press = (words: string): void => {
      const buttons = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')]
      buttons.find((one) => wordsOf(one) === words)!.click()
    }
    expect(note('Prefix of the counters')).toBe(
      'There is an archive of what was read before: say whether it goes along.',
    )
    press('Cancel')
    await vi.waitFor(() => expect(prefix.element.value).toBe('stats'))
    await prefix.setValue('calls')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull())
    expect(document.querySelector('[role=dialog]')!.textContent).toContain(
      'There is an archive of what was read with the old prefix.',
    )
    press('The same counters: take the archive along')
    await vi.waitFor(() =>
      expect(saved().at(-1)).toEqual({ id: savedProduction.id, prefix: 'calls', archive: 'keep' }),
    )
  })
})

describe('the lists of statuses', () => {
  test('show the usual ones, take one a line in any case, and go back to the usual', async () => {
    await open()
    expect(field('Statuses of success').element.value).toBe('success\nok\n2xx\n3xx')
    await field('Statuses of success').setValue('OK\n done \n\nok')
    const lists = {
      success: ['ok', 'done'],
      error: ['error', 'fail', 'failed', 'failure', 'timeout', 'exception', '4xx', '5xx'],
    }
    await vi.waitFor(() => expect(saved()).toMatchObject([{ statusLists: lists }]))
    bridge.emit('connections', {
      ...savedList,
      items: [{ ...savedProduction, statusLists: lists }, ...savedList.items.slice(1)],
    })
    await nextTick()
    expect(field('Statuses of success').element.value).toBe('ok\ndone')
    await row('Statuses of errors').get('.link-button').trigger('click')
    await vi.waitFor(() => expect(saved().at(-1)).toMatchObject({ statusLists: null }))
  })

  test('hold no status twice', async () => {
    await open()
    await field('Statuses of errors').setValue('error\nOK')
    expect(note('Statuses of errors')).toBe('"ok" stands in both lists.')
    expect(saved()).toEqual([])
  })
})

test('where data lies is said, with the size of the archive and what there is none of', async () => {
  bridge.answer('appInfo', () => ({
    version: '1.2.3',
    host: 'browser',
    dataDir: '/home/ada/.config/Tallyscope',
    settingsFile: '/home/ada/.config/Tallyscope/settings.json',
    logDir: null,
    archive: { file: '/home/ada/.config/Tallyscope/archives/b5.sqlite', bytes: 1_234_567 },
    zone: 'Asia/Shanghai',
  }))
  await open()
  const places = page.findAll('.place').map((one) => wordsOf(one.element))
  expect(places).toEqual([
    'Data folder /home/ada/.config/Tallyscope',
    'Settings /home/ada/.config/Tallyscope/settings.json',
    'Logs none: they go to the terminal from which the app was started',
    'Archive of this source /home/ada/.config/Tallyscope/archives/b5.sqlite 1.2 MB',
  ])
  expect(page.findAll('.place button').map((one) => one.attributes('aria-label'))).toEqual([
    'Copy: Data folder',
    'Copy: Settings',
    'Copy: Archive of this source',
  ])
  expect(page.text()).toContain('Tallyscope 1.2.3 · in the browser')
})
