import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  connected,
  createFixtureBridge,
  savedList,
  savedProduction,
  savedStaging,
  sampled,
  type FixtureBridge,
} from '../support/bridge-fixture.ts'
import { eventually } from '../support/eventually.ts'
import { buttonOf, fieldOf, mountPage } from '../support/mount-page.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(() => {
  bridge = createFixtureBridge()
})
afterEach(() => page.unmount())

async function openPage(path = '/connections'): Promise<void> {
  page = await mountPage(bridge, path)
  await eventually(() => expect(page.findAll('.item')).toHaveLength(3))
}

const inputs = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map((one) => one.input)
const items = () => page.findAll('.item').map((item) => wordsOf(item.element))
const press = (label: string) => buttonOf(page, label).trigger('click')
const refusal = (code: string) => () => ({ ok: false, code, message: `It is ${code}.` })
const dialog = (): HTMLElement | null => document.querySelector('[role=dialog]')
const inDialog = (label: string): HTMLButtonElement =>
  [...dialog()!.querySelectorAll('button')].find((one) => one.textContent.trim() === label)!

async function typePassword(text: string): Promise<void> {
  const field = dialog()!.querySelector('input')!
  field.value = text
  field.dispatchEvent(new Event('input'))
  dialog()!
    .querySelector('form')!
    .dispatchEvent(new Event('submit', { cancelable: true }))
  await Promise.resolve()
}

describe('the list', () => {
  test('tells of each connection its address, its state, its password, and which is production', async () => {
    await openPage()
    await eventually(() => expect(items()[0]).toContain('connected'))
    expect(items()).toEqual([
      'Production Production redis://10.2.0.7:6379/0 as analyst connected password in the keyring Open again Production',
      'rediss://staging.example.org:6380/2 not open type the password again: the keyring cannot read it any more Open rediss://staging.example.org:6380/2',
      'Sample data Built-in traffic, to look around without a server. Back to sample data',
    ])
  })

  test('says why a password is kept no longer than the app runs', async () => {
    const one = { ...savedProduction, password: 'session' as const }
    const says = async (storage: unknown): Promise<string> => {
      bridge.emit('connections', { ...savedList, items: [one], storage } as typeof savedList)
      await page.vm.$nextTick()
      return page.get('.password').text()
    }
    await openPage()
    expect(await says({ canStore: false, why: 'plain_text' })).toContain('offers only basic text')
    expect(await says({ canStore: false, why: 'no_keyring' })).toContain('no keyring is open')
    expect(await says({ canStore: false, why: 'host' })).toBe('password kept until the app ends')
  })

  test('that cannot be read says so and is read again when the app is back', async () => {
    bridge.answer('connections', refusal('settings_unwritable'))
    page = await mountPage(bridge, '/connections')
    await eventually(() => expect(page.text()).toContain('The saved connections could not be read.'))
    bridge.emit('connections', savedList)
    await eventually(() => expect(page.findAll('.item')).toHaveLength(3))
    expect(page.text()).not.toContain('could not be read')
  })

  test('duplicates, and says what a change met', async () => {
    await openPage()
    await press('Duplicate Production')
    expect(inputs('duplicateConnection')).toEqual([{ id: savedProduction.id }])
    bridge.answer('duplicateConnection', refusal('settings_unwritable'))
    await press('Duplicate Production')
    await eventually(() => expect(page.get('.problem').text()).toContain('It is settings_unwritable.'))
  })

  test('deletes with an undo that has the keyboard and lasts', async () => {
    await openPage()
    const button = buttonOf(page, 'Delete Production').element as HTMLButtonElement
    button.focus()
    button.click()
    await eventually(() => expect(page.text()).toContain('Production was deleted.'))
    expect(page.findAll('.item')).toHaveLength(2)
    await eventually(() => expect(document.activeElement?.textContent.trim()).toBe('Undo'))
    await press('Undo')
    await eventually(() => expect(page.findAll('.item')).toHaveLength(3))
    expect(inputs('restoreConnection')).toEqual([{ id: savedProduction.id }])
    expect(page.text()).not.toContain('was deleted')
  })
})

describe('editing', () => {
  test('starts from what is saved, in the address of the page too, and sends what was changed', async () => {
    await openPage(`/connections?edit=${savedProduction.id}`)
    await eventually(() => expect(page.text()).toContain('Edit Production'))
    expect(fieldOf(page, 'Host').element.value).toBe('10.2.0.7')
    await fieldOf(page, 'Name').setValue('Orders')
    await fieldOf(page, 'Host').setValue('10.2.0.8')
    expect(fieldOf(page, 'Address').element.value).toBe('redis://10.2.0.8:6379/0')
    await page.get('form').trigger('submit')
    await eventually(() => expect(page.text()).toContain('Orders is saved.'))
    const [sent] = inputs('saveConnection')
    expect(sent).toMatchObject({
      id: savedProduction.id,
      name: 'Orders',
      url: 'redis://10.2.0.8:6379/0',
      user: 'analyst',
      archive: 'check',
    })
    expect(sent).not.toHaveProperty('password')
    expect(page.text()).toContain('Connect to a Redis')
  })

  async function openEditWithArchive(): Promise<void> {
    bridge.answer('saveConnection', ({ archive }: { archive: string }) =>
      archive === 'check' ? refusal('source_changed')() : savedProduction,
    )
    await openPage(`/connections?edit=${savedProduction.id}`)
    await eventually(() => expect(page.text()).toContain('Edit Production'))
  }

  test.each([
    [{ 'Prefix of the counters': 'calls' }, 'Other counters: leave the archive with the old prefix'],
    [
      { 'Prefix of stored reports': 'daily' },
      'Other counters: leave the archive with the old prefix of stored reports',
    ],
    [{ 'Bucket offset in minutes': '480' }, 'Other counters: leave the archive with the old bucket offset'],
    [
      { 'Prefix of the counters': 'calls', 'Bucket offset in minutes': '480' },
      'Other counters: leave the archive with the old settings',
    ],
    [
      { 'Prefix of the counters': 'calls', Port: '6380' },
      'Another Redis: leave the archive with the old address',
    ],
    [{ Database: '1' }, 'Another Redis: leave the archive with the old address'],
  ])('asks by what was changed what becomes of the archive: %j', async (changes, leave) => {
    await openEditWithArchive()
    for (const [label, value] of Object.entries(changes)) await fieldOf(page, label).setValue(value)
    await page.get('form').trigger('submit')
    await eventually(() => expect(dialog()).not.toBeNull())
    const title = leave.startsWith('Other') ? 'Are these the same counters?' : 'Is this the same Redis?'
    expect(dialog()!.querySelector('h2')!.textContent).toBe(title)
    inDialog(leave).click()
    await eventually(() => expect(inputs('saveConnection').at(-1)).toMatchObject({ archive: 'new' }))
  })

  test('asks what becomes of the archive where the address leads elsewhere', async () => {
    await openEditWithArchive()
    await fieldOf(page, 'Host').setValue('10.2.0.8')
    await page.get('form').trigger('submit')
    await eventually(() => expect(dialog()?.textContent).toContain('reached in another way'))
    inDialog('The same Redis: take the archive along').click()
    await eventually(() => expect(inputs('saveConnection').at(-1)).toMatchObject({ archive: 'keep' }))
  })

  test('a test of it uses the kept password, and can be cancelled', async () => {
    let answer = (_value: unknown): void => {}
    bridge.answer('testConnection', () => new Promise((resolve) => (answer = resolve)))
    await openPage(`/connections?edit=${savedProduction.id}`)
    await eventually(() => expect(page.text()).toContain('Edit Production'))
    await press('Test')
    await eventually(() => expect(page.text()).toContain('Testing redis://10.2.0.7:6379/0'))
    expect(inputs('testConnection')[0]).toMatchObject({ id: savedProduction.id })
    expect(inputs('testConnection')[0]).not.toHaveProperty('password')
    await page.get('.testing button').trigger('click')
    answer({ ok: true })
    await eventually(() => expect(buttonOf(page, 'Test').attributes('disabled')).toBeUndefined())
    expect(page.text()).not.toContain('Testing redis')
    expect(page.find('.verdict').exists()).toBe(false)
  })

  test('a new one can be saved without being opened', async () => {
    await openPage()
    await fieldOf(page, 'Address').setValue('redis://:s3cret@10.2.0.9')
    await page.get('input[value=pink]').setValue()
    await press('Save without opening')
    await eventually(() => expect(inputs('saveConnection')).toHaveLength(1))
    expect(inputs('saveConnection')[0]).toMatchObject({
      url: 'redis://10.2.0.9:6379/0',
      password: 's3cret',
      colour: 'pink',
      statusLists: null,
    })
    expect(inputs('connect')).toEqual([])
    await eventually(() => expect(document.body.innerHTML).not.toContain('s3cret'))
  })
})

describe('opening', () => {
  test('says why it failed until that is dismissed', async () => {
    bridge.answer('openConnection', refusal('unreachable'))
    await openPage()
    await press('Open rediss://staging.example.org:6380/2')
    await eventually(() =>
      expect(page.get('.failure').text()).toContain(
        'rediss://staging.example.org:6380/2 could not be opened.',
      ),
    )
    expect(page.get('.failure').text()).toContain('It is unreachable.')
    await press('Dismiss')
    expect(page.find('.failure').exists()).toBe(false)
  })

  test('asks for a password that cannot be read, and again where it is wrong', async () => {
    bridge.answer('openConnection', ({ password }: { password?: string }) => {
      if (password === undefined) return refusal('password_unreadable')()
      return password === 'right' ? connected : refusal('wrong_password')()
    })
    await openPage()
    await press('Open rediss://staging.example.org:6380/2')
    await eventually(() => expect(dialog()?.textContent).toContain('the keyring cannot read it any more'))
    await typePassword('')
    await eventually(() => expect(dialog()!.textContent).toContain('Type the password.'))
    await typePassword('wrong')
    await eventually(() => expect(dialog()!.textContent).toContain('The server did not take it.'))
    expect(dialog()!.querySelector('input')!.value).toBe('')
    await typePassword('right')
    await eventually(() => expect(dialog()).toBeNull())
    expect(inputs('openConnection').at(-1)).toEqual({
      id: savedStaging.id,
      password: 'right',
      storePassword: true,
    })
  })

  test('asks at the start for the password of what was open last, once', async () => {
    const locked = {
      ...connected,
      status: { state: 'refused' as const, why: 'password_needed' as const, message: 'x' },
    }
    bridge.answer('connection', () => locked)
    await openPage()
    await eventually(() => expect(dialog()?.textContent).toContain('Password for Production'))
    inDialog('Cancel').click()
    await eventually(() => expect(dialog()).toBeNull())
    bridge.emit('connection', { ...locked })
    await page.vm.$nextTick()
    expect(dialog()).toBeNull()
  })

  test('asks whether it is the same Redis, with the password that was typed', async () => {
    bridge.answer('openConnection', ({ password, archive }: { password?: string; archive?: string }) => {
      if (password === undefined) return refusal('password_needed')()
      return archive ? connected : refusal('source_changed')()
    })
    await openPage()
    await press('Open rediss://staging.example.org:6380/2')
    await eventually(() => expect(dialog()).not.toBeNull())
    await typePassword('right')
    await eventually(() => expect(dialog()?.textContent).toContain('Is this the same Redis?'))
    inDialog('It is another Redis: start a new archive').click()
    await eventually(() => expect(inputs('openConnection')).toHaveLength(3))
    expect(inputs('openConnection').at(-1)).toMatchObject({ password: 'right', archive: 'new' })
  })
})

describe('the switcher', () => {
  test('opens by a key, searches, and opens what is chosen', async () => {
    await openPage('/connections')
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'c' }))
    await eventually(() => expect(document.querySelectorAll('[role=option]')).toHaveLength(3))
    const options = (): string[] => [...document.querySelectorAll('[role=option]')].map(wordsOf)
    expect(options()).toEqual([
      'Production Production redis://10.2.0.7:6379/0',
      'rediss://staging.example.org:6380/2',
      'Sample data',
    ])
    const search = dialog()!.querySelector('input')!
    search.value = 'STAGING'
    search.dispatchEvent(new Event('input'))
    await eventually(() => expect(options()).toHaveLength(1))
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    await eventually(() => expect(inputs('openConnection')).toEqual([{ id: savedStaging.id }]))
    await eventually(() => expect(dialog()).toBeNull())
  })

  test('opens from the card too, which shows what is production', async () => {
    bridge.answer('connection', () => ({ ...connected, source: { ...connected.source, production: true } }))
    await openPage()
    await eventually(() =>
      expect(wordsOf(page.get('.connection').element)).toContain('Production Production'),
    )
    await press('Switch connection: Production')
    await eventually(() => expect(dialog()).not.toBeNull())
  })
})

describe('by which days a connection is reported', () => {
  const unasked = { ...connected, source: { ...connected.source, reportZone: null } }

  test('is asked once it is reached, on every page, and told to the app', async () => {
    bridge.answer('connection', () => unasked)
    page = await mountPage(bridge, '/')
    await eventually(() => expect(page.text()).toContain('By which days shall Production be reported?'))
    await page.get('.question .choice').trigger('click')
    expect(inputs('saveConnection')).toEqual([{ id: savedProduction.id, reportZone: 'UTC' }])
    bridge.emit('connection', connected)
    await eventually(() => expect(page.find('.question').exists()).toBe(false))
  })

  test('can wait, and is not asked of the sample data', async () => {
    bridge.answer('connection', () => unasked)
    page = await mountPage(bridge, '/')
    await eventually(() => expect(page.find('.question').exists()).toBe(true))
    await press('Later')
    expect(page.find('.question').exists()).toBe(false)
    bridge.emit('connection', { ...sampled, source: { ...sampled.source, reportZone: null } })
    await page.vm.$nextTick()
    expect(page.find('.question').exists()).toBe(false)
  })
})
