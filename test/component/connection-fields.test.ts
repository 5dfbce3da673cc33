import { describe, expect, test } from 'vitest'
import { joinAddress, splitAddress } from '../../renderer/composables/address-text.ts'
import { checkFields } from '../../renderer/composables/connection-fields-check.ts'
import { emptyFields, fieldsOf, withUrl } from '../../renderer/composables/connection-fields.ts'
import {
  restAfterConnect,
  toConnectInput,
  toSaveInput,
  toTestInput,
} from '../../renderer/composables/connection-inputs.ts'
import { savedProduction, savedStaging } from '../support/bridge-fixture.ts'

const typed = (url: string) => ({ ...emptyFields, ...withUrl(emptyFields, url) })

describe('an address as text', () => {
  test('has the parts that a form shows', () => {
    expect(splitAddress('redis://host')).toEqual({ tls: false, host: 'host', port: '6379', db: '0' })
    expect(splitAddress(' REDISS://a:p%40ss:x@h.example.org:6380/2 ')).toEqual({
      tls: true,
      host: 'h.example.org',
      port: '6380',
      db: '2',
      user: 'a',
      password: 'p@ss:x',
    })
    expect(splitAddress('redis://[::1]:7000')).toMatchObject({ host: '::1', port: '7000' })
    expect(splitAddress('redis://:a@b@c@host')).toMatchObject({ user: '', password: 'a@b@c', host: 'host' })
  })

  test('has none while it is not whole, or where the app has to say what is wrong', () => {
    for (const text of [
      '',
      'redis://',
      'host:6379',
      'redis://u:p',
      'redis://u@h',
      'redis://u:%zz@h',
      'sample:',
    ])
      expect([text, splitAddress(text)]).toEqual([text, null])
  })

  test('comes back from its parts, the account only where it is asked for', () => {
    const parts = { tls: true, host: '::1', port: '6380', db: '2', user: 'a b', password: 'p@:/?#%' }
    expect(joinAddress(parts)).toBe('rediss://[::1]:6380/2')
    const whole = joinAddress(parts, { isWithAccount: true })
    expect(whole).toBe('rediss://a%20b:p%40%3A%2F%3F%23%25@[::1]:6380/2')
    expect(splitAddress(whole)).toEqual(parts)
    expect(joinAddress({ ...parts, host: ' ' })).toBe('')
  })
})

describe('a pasted address', () => {
  test('fills the fields, and takes an account along that stood in the one before', () => {
    const first = typed('redis://reader:secret@one:7001/3')
    expect(first).toMatchObject({ host: 'one', port: '7001', db: '3', user: 'reader', password: 'secret' })
    const second = { ...first, ...withUrl(first, 'redis://two') }
    expect(second).toMatchObject({ host: 'two', port: '6379', db: '0', user: '', password: '' })
  })

  test('without an account leaves one that was typed into its own fields', () => {
    const fields = { ...emptyFields, user: 'reader', password: 'secret' }
    expect({ ...fields, ...withUrl(fields, 'redis://two') }).toMatchObject({
      user: 'reader',
      password: 'secret',
    })
  })
})

describe('what goes to the app', () => {
  test('holds the password in the address only where it connects', () => {
    const fields = { ...typed('redis://one:7001'), user: 'r', password: 'p w' }
    expect(toConnectInput(fields).url).toBe('redis://r:p%20w@one:7001/0')
    expect(toSaveInput(fields, false)).toMatchObject({
      url: 'redis://one:7001/0',
      user: 'r',
      password: 'p w',
    })
    expect(toTestInput(fields, null)).toMatchObject({ url: 'redis://one:7001/0', user: 'r', password: 'p w' })
  })

  test('says nothing of a password that an edit leaves as it is', () => {
    const fields = fieldsOf(savedProduction)
    expect(toSaveInput(fields, true)).not.toHaveProperty('password')
    expect(toTestInput(fields, savedProduction.id)).not.toHaveProperty('password')
    expect(toSaveInput({ ...fields, isPasswordRemoved: true }, true).password).toBeNull()
  })

  test('is the saved connection itself where nothing was changed', () => {
    const { url, user, ...rest } = toSaveInput(fieldsOf(savedStaging), true)
    expect([url, user]).toEqual(['rediss://staging.example.org:6380/2', null])
    expect(rest).toEqual({
      storePassword: true,
      name: '',
      colour: 'amber',
      production: false,
      prefix: 'stats',
      reportPrefix: 'report:daily',
      bucketOffsetMinutes: 0,
      reportZone: 'UTC',
      statusLists: null,
      retentionDays: { minute: null, hour: null, day: null },
      scanLimit: null,
    })
  })

  test('has after connecting only what is not as usual', () => {
    expect(restAfterConnect(typed('redis://one'))).toBeNull()
    const fields = {
      ...typed('redis://one'),
      production: true,
      error: 'broken\n\n timeout ',
      success: 'fine',
      hourDays: '14',
      scanLimit: '500',
    }
    expect(restAfterConnect(fields)).toEqual({
      production: true,
      statusLists: { success: ['fine'], error: ['broken', 'timeout'] },
      retentionDays: { minute: null, hour: 14, day: null },
      scanLimit: 500,
    })
  })

  test('is the text as typed where the page cannot read it', () => {
    expect(toConnectInput(typed('redis://word@host')).url).toBe('redis://word@host')
    expect(toSaveInput(typed('redis://word@host'), false)).not.toHaveProperty('user')
  })
})

test('what is wrong with a field is told by field', () => {
  const fields = {
    ...typed('redis://one'),
    port: '65536',
    db: '-1',
    prefix: '',
    offset: '1081',
    minuteDays: '0',
    scanLimit: '9',
    success: 'Fine',
    error: 'fine',
  }
  expect(checkFields(fields)).toEqual({
    port: 'connections.form.portRange',
    db: 'connections.form.dbRange',
    prefix: 'connection.prefixEmpty',
    offset: 'connection.offsetRange',
    minuteDays: 'connections.form.daysRange',
    scanLimit: 'connections.form.scanRange',
    error: 'connections.form.listBoth',
  })
  expect(checkFields(typed('redis://one'))).toEqual({})
})
