import { expect, test } from 'vitest'
import { writeAllowList } from '../../electron/core/source/redis/write-commands.ts'

const allow = writeAllowList('report:daily')
const token = '0123456789abcdef0123456789abcdef'
const key = 'report:daily:2026-11-22'
const year = '31536000'

test.each([
  ['set', key, 'text', 'NX', 'EX', year],
  ['set', key, Buffer.from('text'), 'XX', 'EX', year],
  ['set', 'report:daily-lock', token, 'NX', 'PX', '60000'],
  ['set', 'report:daily-lock', token, 'XX', 'PX', '1'],
  ['watch', key],
  ['get', 'report:daily-lock'],
  ['multi'],
  ['exec'],
  ['client', 'SETNAME', 'tallyscope'],
])('%s %s passes', (name, ...args) => {
  expect(() => allow(name as string, args)).not.toThrow()
})

test.each([
  ['set', key, 'text'],
  ['set', key, 'text', 'EX', year],
  ['set', key, 'text', 'NX', 'EX', '60'],
  ['set', key, 'text', 'NX', 'EX', year, 'GET'],
  ['set', key, 'text', 'NX', 'KEEPTTL'],
  ['set', 'report:daily:2026-02-30', 'text', 'NX', 'EX', year],
  ['set', 'report:daily:', 'text', 'NX', 'EX', year],
  ['set', 'report:dailyx2026-11-22', 'text', 'NX', 'EX', year],
  ['set', 'stats:day:1:total', '0', 'NX', 'EX', year],
  ['set', 'report:daily-lock', 'guessed', 'NX', 'PX', '60000'],
  ['set', 'report:daily-lock', token, 'PX', '60000'],
  ['set', 'report:daily-lock', token, 'NX', 'EX', '60'],
  ['set', 'report:daily-lock', token, 'NX', 'PX', '0'],
  ['set', 'report:daily-lock', token, 'NX', 'PX', '9999999'],
  ['get', 'stats:day:1:total'],
  ['watch', 'stats:day:1:total'],
  ['watch', key, 'stats:day:1:total'],
  ['del', key],
  ['expire', key, '1'],
  ['eval', 'return 1', '0'],
  ['incr', 'stats:day:1:total'],
  ['flushall'],
  ['keys', '*'],
  ['client', 'KILL'],
])('%s %s is not sent', (name, ...args) => {
  expect(() => allow(name!, args)).toThrow(/not sent/)
})
