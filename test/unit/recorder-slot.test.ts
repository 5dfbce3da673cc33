import { expect, test } from 'vitest'
import { slotOf } from '../../electron/recorder/cluster-slot.ts'

test.each([
  ['123456789', 12_739],
  ['foo', 12_182],
  ['bar', 5_061],
  ['', 0],
  ['{foo}bar', 12_182],
  ['a{foo}{bar}', 12_182],
])('the slot of %j is %i', (key, slot) => {
  expect(slotOf(key)).toBe(slot)
})

test('empty braces and an open brace alone are part of what is hashed', () => {
  expect(slotOf('foo{}{bar}')).toBe(8_363)
  expect(slotOf('{foo')).not.toBe(slotOf('foo'))
})
