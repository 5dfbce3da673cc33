import { expect, test } from 'vitest'
import { globEscape } from '../../shared/keys.ts'
import { AppError } from '../../shared/errors.ts'
import { assertAllowed } from '../../electron/core/source/redis/commands.ts'
import { aclRule } from '../../electron/core/source/redis/acl-rule.ts'
import { globToWire, keyToWire } from '../../electron/core/source/redis/wire.ts'

test('a plain key goes over the wire as text and an escaped one as its bytes', () => {
  expect(keyToWire('stats:day:1:api:/api/天气')).toBe('stats:day:1:api:/api/天气')
  expect(keyToWire('a\\xffb')).toEqual(Buffer.from([0x61, 0xff, 0x62]))
  expect(keyToWire('a\\x5cxff')).toEqual(Buffer.from('a\\xff'))
})

test('a glob of escaped bytes matches the bytes themselves', () => {
  expect(globToWire(`${globEscape('st\\xffat')}:*`)).toEqual(
    Buffer.from([0x73, 0x74, 0xff, 0x61, 0x74, 0x3a, 0x2a]),
  )
  expect(globToWire(`${globEscape('a\\x5cxff')}:*`)).toEqual(Buffer.from('a\\\\xff:*'))
  expect(globToWire('stats:*')).toBe('stats:*')
})

test.each([
  'set',
  'KEYS',
  'del',
  'eval',
  'flushall',
  'monitor',
  'config',
  'expire',
  'subscribe',
  'multi',
  'zadd',
  'incr',
])('%s is never sent', (name) => {
  expect(() => assertAllowed(name, 'x')).toThrow(AppError)
})

test.each([
  ['acl', 'SETUSER'],
  ['acl', 'DELUSER'],
  ['client', 'KILL'],
  ['client', undefined],
])('%s %s is never sent', (name, sub) => {
  expect(() => assertAllowed(name, sub)).toThrow(AppError)
})

test.each([
  ['GET', 'k'],
  ['acl', 'DryRun'],
  ['client', 'SETNAME'],
  ['scan', '0'],
])('%s %s may be sent', (name, sub) => {
  expect(() => assertAllowed(name, sub)).not.toThrow()
})

test('the rule where reports are shared grows by four commands, and keeps counters read-only from Redis 7 on', () => {
  const prefixes = { prefix: 'stats', reportPrefix: 'report:daily' }
  const rule = (version: string | null): string => aclRule(prefixes, 0, { isShared: true, version })
  expect(rule('7.0.15')).toContain(' %R~stats:* ~report:daily:* ~report:daily-lock resetchannels -@all ')
  expect(rule('6.2.1')).toContain(' ~stats:* ~report:daily:* ~report:daily-lock resetchannels -@all ')
  const added = rule('7.0.15')
    .split(' ')
    .filter((word) => !aclRule(prefixes, 0).split(' ').includes(word))
  expect(added).toEqual(['%R~stats:*', '~report:daily-lock', '+set', '+watch', '+multi', '+exec'])
})

test('the rule for the administrator names the prefixes as literal keys and only reading commands', () => {
  expect(aclRule({ prefix: 'stats', reportPrefix: 'report:daily' }, 0)).toMatch(
    /^ACL SETUSER tallyscope on >PASSWORD resetkeys ~stats:\* ~report:daily:\* resetchannels -@all (\+[a-z|]+ ?)+$/,
  )
  const odd = aclRule({ prefix: 'my *stats', reportPrefix: 'r' }, 2)
  expect(odd).toContain('"~my \\\\*stats:*"')
  expect(odd).toContain('+select')
})
