import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePreferences } from '../../renderer/composables/usePreferences.ts'
import { defaultPreferences } from '../../shared/preferences.ts'
import { archived, archiveDone } from '../support/archive-fixture.ts'
import { connected, createFixtureBridge, windowInfo, type FixtureBridge } from '../support/bridge-fixture.ts'
import { buttonOf, mountPage } from '../support/mount-page.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  bridge = createFixtureBridge()
  bridge.answer('archive', () => archived)
  usePreferences().accept(defaultPreferences)
})
afterEach(() => {
  page.unmount()
  usePreferences().accept(defaultPreferences)
})

async function open(title = 'Archive'): Promise<void> {
  page = await mountPage(bridge, '/settings?zone=UTC')
  await vi.waitFor(() => expect(card(title).exists()).toBe(true))
}

const card = (title = 'Archive') =>
  page.findAll('section').find((one) => one.find('h2').exists() && one.get('h2').text() === title)!
const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
const fact = (label: string): string => {
  const row = card()
    .findAll('.fact')
    .find((one) => one.get('dt').text() === label)!
  return wordsOf(row.get('dd').element)
}
const inputs = (method: string): unknown[] =>
  bridge.calls.filter((call) => call.method === method).map(({ input }) => input)

async function type(text: string): Promise<void> {
  const field = dialog()!.querySelector('input')!
  field.value = text
  field.dispatchEvent(new Event('input'))
  await vi.dynamicImportSettled()
}

function press(label: string): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')]
  buttons.find((one) => wordsOf(one) === label)!.click()
}

describe('the archive in Settings', () => {
  test('tells its size, its days, what it holds and when it was backed up last', async () => {
    await open()
    await vi.waitFor(() => expect(fact('File')).toContain('0a1b-2.sqlite'))
    expect(fact('File')).toContain('12.3 MB')
    expect(fact('Days')).toBe('2026-10-13 to 2026-11-21')
    expect(fact('Holds')).toBe(
      'Daily reports 40 Earlier revisions of reports 3 Hours with totals 1,234 Endpoints 37',
    )
    expect(fact('Last backup')).toMatch(/22 Nov.* 01:02 · 11.0 MB · and one before that, of .*21 Nov/)
    expect(fact('Earlier archives of this source')).toContain('0a1b-1.sqlite')
    expect(fact('Damaged files put aside')).toBe('0a1b-2.sqlite.broken-1 700 kB')
  })

  test('says of sample data that there is none', async () => {
    bridge.answer('archive', () => ({ ok: false, code: 'no_archive', message: '' }))
    await open()
    await vi.waitFor(() => expect(card().text()).toContain('Sample data has none.'))
    expect(card().findAll('button')).toHaveLength(0)
  })

  test('is backed up and compacted by one press, and says what came of it', async () => {
    bridge.answer('compactArchive', () => archiveDone())
    bridge.answer('backUpArchive', () => archiveDone({ file: archived.backups[0]!.file }))
    await open()
    await vi.waitFor(() => expect(buttonOf(page, 'Compact file')).toBeDefined())
    await buttonOf(page, 'Compact file').trigger('click')
    await vi.waitFor(() => expect(card().get('.said').text()).toBe('Compacted: 12.3 MB before, 9.0 MB now.'))
    await buttonOf(page, 'Back up now').trigger('click')
    await vi.waitFor(() => expect(card().get('.said').text()).toMatch(/^Backed up as .*01-02-03Z\.$/))
  })

  test('is moved to the folder that is typed; what is wrong is said in the dialog, which stays', async () => {
    bridge.answer('moveArchive', () => ({ ok: false, code: 'bad_input', message: 'That is no folder.' }))
    await open()
    await vi.waitFor(() => expect(buttonOf(page, 'Move…')).toBeDefined())
    await buttonOf(page, 'Move…').trigger('click')
    await vi.waitFor(() => expect(dialog()?.textContent).toContain('Move the archive'))
    expect(dialog()!.textContent).not.toContain('Choose…')
    await type(' /mnt/large ')
    press('Move')
    await vi.waitFor(() =>
      expect(dialog()?.querySelector('[role=alert]')?.textContent).toBe('That is no folder.'),
    )
    bridge.answer('moveArchive', () => archiveDone({ file: '/mnt/large/0a1b-2.sqlite' }))
    press('Move')
    await vi.waitFor(() => expect(dialog()).toBeNull())
    expect(inputs('moveArchive')).toEqual([{ folder: '/mnt/large' }, { folder: '/mnt/large' }])
    expect(card().get('.said').text()).toContain('Moved to /mnt/large/0a1b-2.sqlite.')
  })

  test('in its own window a folder is chosen, and the file shown in it', async () => {
    bridge.answer('appInfo', () => windowInfo)
    bridge.answer('choosePlace', () => ({ path: '/media/stick' }))
    bridge.answer('exportArchive', () => archiveDone({ file: '/media/stick/copy.sqlite' }))
    bridge.answer('showInFolder', () => ({ isShown: true }))
    await open()
    await vi.waitFor(() => expect(buttonOf(page, 'Export…')).toBeDefined())
    await buttonOf(page, 'Export…').trigger('click')
    await vi.waitFor(() => expect(dialog()).not.toBeNull())
    press('Choose…')
    await vi.waitFor(() => expect(dialog()!.querySelector('input')!.value).toBe('/media/stick'))
    press('Export')
    await vi.waitFor(() =>
      expect(card().get('.said').text()).toContain('Exported to /media/stick/copy.sqlite'),
    )
    await buttonOf(page, 'Show in folder').trigger('click')
    expect(inputs('showInFolder')).toEqual([{ file: '/media/stick/copy.sqlite' }])
  })

  test('is deleted only after the word was typed', async () => {
    bridge.answer('deleteArchive', () => archiveDone())
    await open()
    await vi.waitFor(() => expect(buttonOf(page, 'Delete…')).toBeDefined())
    await buttonOf(page, 'Delete…').trigger('click')
    await vi.waitFor(() => expect(dialog()?.textContent).toContain('Its 40 daily reports'))
    press('Delete for good')
    await type('delet')
    press('Delete for good')
    expect(inputs('deleteArchive')).toEqual([])
    await type('Delete')
    press('Delete for good')
    await vi.waitFor(() => expect(dialog()).toBeNull())
    expect(inputs('deleteArchive')).toEqual([{ confirm: 'delete' }])
    expect(card().get('.said').text()).toContain('a new one begun')
  })

  test('shows its progress and ends what is cancelled with a word', async () => {
    bridge.answer('exportArchive', () => new Promise(() => undefined))
    await open()
    await vi.waitFor(() => expect(buttonOf(page, 'Export…')).toBeDefined())
    await buttonOf(page, 'Export…').trigger('click')
    await vi.waitFor(() => expect(dialog()).not.toBeNull())
    await type('/x')
    press('Export')
    bridge.answer('cancelTask', () => ({ task: 'archive', state: 'running', done: 5, of: 10 }))
    bridge.emit('task', { task: 'archive', state: 'running', done: 5, of: 10 })
    await vi.waitFor(() => expect(dialog()!.textContent).toContain('50% of the archive'))
    press('Cancel')
    expect(inputs('cancelTask')).toEqual([{ task: 'archive' }])
  })
})

describe('every page', () => {
  test('says that another archive is looked into, and leads back', async () => {
    bridge.answer('connection', () => ({ ...connected, archive: { issues: [], shown: '/x/old.sqlite' } }))
    bridge.answer('showArchive', () => connected)
    page = await mountPage(bridge, '/')
    await vi.waitFor(() => expect(page.text()).toContain('You are looking into the archive old.sqlite.'))
    await buttonOf(page, 'Back to the source').trigger('click')
    await vi.waitFor(() => expect(page.text()).not.toContain('You are looking into'))
    expect(inputs('showArchive')).toEqual([{ file: null }])
  })

  test('says what is wrong with the archive as soon as it happens, and no more once it healed', async () => {
    page = await mountPage(bridge, '/')
    const issue = {
      code: 'archive_unwritable' as const,
      message: 'The disk is full.',
      params: { why: 'full' },
    }
    bridge.emit('connection', { ...connected, archive: { issues: [issue], shown: null } })
    await vi.waitFor(() => expect(page.text()).toContain('The archive cannot be written at present.'))
    expect(page.text()).toContain('it heals by itself')
    bridge.emit('connection', connected)
    await vi.waitFor(() => expect(page.text()).not.toContain('cannot be written at present'))
  })

  test('says that a backup took the place of a damaged archive, until it is dismissed', async () => {
    page = await mountPage(bridge, '/')
    const issue = {
      code: 'archive_restored' as const,
      message: 'It was damaged.',
      params: { file: 'a', at: 'b' },
    }
    bridge.emit('connection', { ...connected, archive: { issues: [issue], shown: null } })
    await vi.waitFor(() => expect(page.text()).toContain('its backup took its place'))
    await buttonOf(page, 'Dismiss').trigger('click')
    expect(page.text()).not.toContain('its backup took its place')
  })
})
