import { expect, test } from 'vitest'
import { nameParts } from '../../renderer/format/name.ts'
import { visibleName } from '../../shared/visible-name.ts'

test('control characters are shown as escapes', () => {
  expect(visibleName('a\nb\tc\0d\u001b')).toBe('a\\nb\\tc\\0d\\u{1b}')
})

test('marks that reorder or hide text are shown as escapes', () => {
  expect(visibleName('/rtl/\u202egnp.exe')).toBe('/rtl/\\u{202e}gnp.exe')
  expect(visibleName('/zero\u200bwidth')).toBe('/zero\\u{200b}width')
  expect(visibleName('/line\u2028end')).toBe('/line\\u{2028}end')
})

test('emoji that are joined stay whole', () => {
  expect(visibleName('/👩‍💻/🚀')).toBe('/👩‍💻/🚀')
})

test('everything else is left as it is', () => {
  expect(visibleName('__proto__')).toBe('__proto__')
  expect(visibleName('/api/天气预警?"<b>')).toBe('/api/天气预警?"<b>')
  expect(visibleName('/bad/\\xff')).toBe('/bad/\\xff')
})

test('the two ends of a name put together are the name', () => {
  const { head, tail } = nameParts('/api/v2/geo:reverse')
  expect(head + tail).toBe('/api/v2/geo:reverse')
  expect(tail).toHaveLength(12)
})

test('a name of 64 KB is cut in its middle', () => {
  const { head, tail } = nameParts(`/start/${'x'.repeat(65_536)}/end`)
  expect(head.startsWith('/start/xxx')).toBe(true)
  expect(head.endsWith('…')).toBe(true)
  expect(tail.endsWith('/end')).toBe(true)
  expect(head.length + tail.length).toBeLessThan(200)
})

test('an emoji is never cut in two', () => {
  const { head, tail } = nameParts('🚀'.repeat(40))
  expect(head + tail).toBe('🚀'.repeat(40))
  expect([...tail]).toHaveLength(12)
})
