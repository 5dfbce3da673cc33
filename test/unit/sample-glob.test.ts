import { expect, test } from 'vitest'
import { globEscape } from '../../shared/keys.ts'
import { globTest } from '../../electron/core/source/sample/glob.ts'

test.each([
  ['stats:*', 'stats:day:1', true],
  ['stats:*', 'other', false],
  ['*:total', 'stats:day:1:total', true],
  ['h?llo', 'hallo', true],
  ['h[ae]llo', 'hello', true],
  ['h[^e]llo', 'hello', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['a.b*', 'axb', false],
  ['*x*', 'line\nx\nbreak', true],
])('%s against %s is %s', (glob, text, expected) => {
  expect(globTest(glob)(text)).toBe(expected)
})

test('an escaped name matches itself alone', () => {
  const name = 'a*b?[c]-^\\d'
  expect(globTest(`${globEscape(name)}:*`)(`${name}:x`)).toBe(true)
  expect(globTest(`${globEscape(name)}:*`)('aXb?[c]-^\\d:x')).toBe(false)
})
