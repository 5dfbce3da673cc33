import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { holdsPassword } from '../../renderer/composables/address-text.ts'
import { connected, createFixtureBridge, sampled, type FixtureBridge } from '../support/bridge-fixture.ts'
import { eventually } from '../support/eventually.ts'
import { buttonOf, fieldOf, mountPage } from '../support/mount-page.ts'
import { wordsOf } from '../support/words.ts'

let bridge: FixtureBridge
let page: VueWrapper

beforeEach(async () => {
  bridge = createFixtureBridge()
  bridge.answer('connection', () => sampled)
  bridge.answer('connections', () => ({ items: [], openId: null, storage: { canStore: false, why: 'host' } }))
  page = await mountPage(bridge, '/connections')
  await eventually(() => expect(page.find('.sample').exists()).toBe(true))
})

afterEach(() => page.unmount())

const secret = 'redis://analyst:s3cret@10.2.0.7:6379/0'
const url = () => page.get<HTMLInputElement>('input[required]')
const note = (): string => page.get('.form-field .note').text()
const inputs = (method: string): unknown[] =>
  bridge.calls.filter((one) => one.method === method).map((one) => one.input)
const submit = () => page.get('form').trigger('submit')
const press = (label: string) => buttonOf(page, label).trigger('click')

describe('the address', () => {
  test('is checked in the page first, next to its field', async () => {
    await submit()
    expect(note()).toBe('Paste the address of the Redis.')
    await url().setValue('http://host')
    expect(note()).toBe('The address begins with redis:// or rediss://.')
    expect(url().attributes('aria-invalid')).toBe('true')
    expect(inputs('connect')).toEqual([])
  })

  test('is masked as soon as it holds a password, and shown on request', async () => {
    await url().setValue('redis://host:6379/0')
    expect(url().attributes('type')).toBe('text')
    await url().setValue(secret)
    expect(url().attributes('type')).toBe('password')
    await page.get('.reveal').trigger('click')
    expect(url().attributes('type')).toBe('text')
  })

  test('holds a password also while it is being typed', () => {
    for (const text of [
      'redis://u:p',
      'redis://:p',
      'redis://u:p@h',
      'rediss://u:1x',
      ' redis://u:p@h:6379/0',
    ]) {
      expect([text, holdsPassword(text)]).toEqual([text, true])
    }
    for (const text of ['', 'redis://', 'redis://host', 'redis://host:6379/0', 'redis://user@host:6379']) {
      expect([text, holdsPassword(text)]).toEqual([text, false])
    }
  })
})

describe('connecting', () => {
  test('sends what was typed and then forgets the password', async () => {
    await url().setValue(`  ${secret} `)
    await submit()
    await eventually(() => expect(page.text()).toContain('Connected to Production.'))
    expect(inputs('connect')).toEqual([
      {
        url: secret,
        name: '',
        prefix: 'stats',
        reportPrefix: 'report:daily',
        bucketOffsetMinutes: 0,
        storePassword: true,
        archive: 'check',
      },
    ])
    expect(
      page.findAll('form input').map((input) => (input.element as HTMLInputElement).value),
    ).not.toContain('s3cret')
    expect(url().element.value).toBe('')
    expect(document.body.innerHTML).not.toContain('s3cret')
    expect(location.href).not.toContain('s3cret')
  })

  test('says what the app says, next to the field, until the address is changed', async () => {
    bridge.answer('connect', () => ({
      ok: false,
      code: 'wrong_password',
      message: 'The password is wrong.',
      hint: 'Check it.',
    }))
    await url().setValue(secret)
    await submit()
    await eventually(() => expect(note()).toBe('The password is wrong. Check it.'))
    await url().setValue('redis://other')
    expect(note()).not.toContain('wrong')
  })

  test('asks whether it is the same Redis where the counters do not match the archive', async () => {
    bridge.answer('connect', ({ archive }: { archive: string }) =>
      archive === 'check' ? { ok: false, code: 'source_changed', message: 'x' } : connected,
    )
    await url().setValue('redis://10.2.0.7:6379/0')
    await submit()
    await eventually(() => expect(document.querySelector('[role=dialog]')).not.toBeNull())
    const choices = [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')]
    expect(choices.map((choice) => choice.textContent.trim())).toEqual([
      'It is another Redis: start a new archive',
      'Same Redis that lost data: keep',
      'Cancel',
    ])
    choices[0]!.click()
    await eventually(() => expect(inputs('connect').at(-1)).toMatchObject({ archive: 'new' }))
    await eventually(() => expect(document.querySelector('[role=dialog]')).toBeNull())
  })

  test('a wrong bucket offset is said where it stands', async () => {
    await url().setValue('redis://h')
    await fieldOf(page, 'Bucket offset in minutes').setValue('1081')
    await submit()
    expect(page.text()).toContain('A whole number from -1080 to 1080.')
    expect(page.get('details').attributes('open')).toBeDefined()
    expect(inputs('connect')).toEqual([])
  })
})

describe('the test of a connection', () => {
  test('shows every check, what a missing right costs, and the rule for a read-only account', async () => {
    await url().setValue('redis://10.2.0.7:6379/0')
    await press('Test')
    await eventually(() => expect(page.text()).toContain('Can connect; some rights are missing.'))
    const checks = page.findAll('.check').map((check) => wordsOf(check.element))
    expect(checks).toEqual([
      'Connect and sign in works',
      "Read the server's clock works",
      'Read server facts not allowed Without it, evictions and restarts go unnoticed.',
      'Look for endpoints works',
      'Read the index of endpoints nothing there There is no index.',
    ])
    const facts = page.findAll('.facts div').map((fact) => wordsOf(fact.element))
    expect(facts).toEqual([
      'Kind standalone',
      'Version 7.0.15',
      'Latency 0.7 ms',
      'Keys 57,012',
      'Endpoints seen 37',
      'Calls in the UTC day 4,914,317',
    ])
    expect(page.text()).toContain('This account may write.')
    expect(page.get('code').text()).toContain('ACL SETUSER')
  })

  test('says beside the button, and not within it, that the rule was copied', async () => {
    const written: string[] = []
    vi.stubGlobal('navigator', {
      ...navigator,
      clipboard: { writeText: async (one: string) => void written.push(one) },
    })
    await url().setValue('redis://10.2.0.7:6379/0')
    await press('Test')
    await eventually(() => expect(page.find('.rule').exists()).toBe(true))
    await page.get('.rule button').trigger('click')
    await eventually(() => expect(page.get('.rule [role=status]').text()).toBe('Copied'))
    vi.unstubAllGlobals()
    expect(written).toEqual([page.get('.rule code').text()])
    expect(page.get('.rule button').text()).toBe('Copied')
    expect(page.find('button [role=status], button [aria-live]').exists()).toBe(false)
  })

  test('an address that was changed since has no result', async () => {
    await url().setValue('redis://10.2.0.7:6379/0')
    await press('Test')
    await eventually(() => expect(page.find('.facts').exists()).toBe(true))
    await url().setValue('redis://10.2.0.8:6379/0')
    expect(page.find('.facts').exists()).toBe(false)
  })
})

test('the way back to the sample data is offered where something else is watched', async () => {
  expect(page.text()).not.toContain('Back to sample data')
  bridge.answer('connection', () => connected)
  bridge.emit('connection', connected)
  await eventually(() => expect(page.text()).toContain('Back to sample data'))
  await press('Back to sample data')
  await eventually(() => expect(page.find('.sample').exists()).toBe(true))
})
