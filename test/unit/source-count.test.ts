import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCount } from '../../shared/keys.ts'
import { countFromReply } from '../../electron/core/source/redis/count.ts'

test.each([
  ['0', 0],
  ['7', 7],
  ['123456789012345', 123_456_789_012_345],
  ['9007199254740991', 9_007_199_254_740_991],
])('%s is a counter', (text, value) => {
  expect(countFromReply(Buffer.from(text))).toBe(value)
})

test.each([
  '',
  '00',
  '01',
  '-1',
  '+1',
  '1.0',
  '1e3',
  ' 1',
  '1 ',
  '1\n',
  '0x1',
  '١',
  'nan',
  '9007199254740992',
  '99999999999999999',
])('%j is no counter', (text) => {
  expect(countFromReply(Buffer.from(text))).toBe('bad_value')
})

test('a missing key is null and a reply that is no text is no counter', () => {
  expect(countFromReply(null)).toBeNull()
  expect(countFromReply([])).toBe('bad_value')
})

test('bytes and text are judged alike', () => {
  const nearlyDigits = fc.string({
    unit: fc.constantFrom('0', '1', '9', '-', ' ', '.', 'a', '\n'),
    maxLength: 18,
  })
  fc.assert(
    fc.property(
      fc.oneof(nearlyDigits, fc.string(), fc.bigInt({ min: 0n, max: 10n ** 17n }).map(String)),
      (text) => {
        expect(countFromReply(Buffer.from(text))).toBe(parseCount(text) ?? 'bad_value')
      },
    ),
    { numRuns: 10_000 },
  )
})
