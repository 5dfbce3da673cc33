import { describe, expect, test } from 'vitest'
import { usageLabels } from '../../renderer/charts/usage-labels.ts'
import {
  groupingText,
  parseGrouping,
  parseWithin,
  withinText,
} from '../../renderer/composables/apis-address.ts'
import { parseRange, rangeKind } from '../../renderer/composables/date-range.ts'
import { expiryOf, expirySnippet } from '../../renderer/composables/expiry-snippet.ts'
import { csvText } from '../../shared/csv.ts'
import { dateIn, formatDays } from '../../shared/format/time.ts'
import { noExpiry } from '../support/health-fixture.ts'

describe('a range of days in the address', () => {
  const today = '2026-03-01'

  test('is read with its last day at most today', () => {
    expect(parseRange('', today)).toEqual({ from: null, to: null })
    expect(parseRange('30d', today)).toEqual({ from: '2026-01-31', to: null })
    expect(parseRange('2026-02-01..2026-02-28', today)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(parseRange('2026-02-27..2026-03-09', today)).toEqual({ from: '2026-02-27', to: today })
  })

  test('that is none is the last 7 days', () => {
    for (const text of [
      'x',
      '2026-02-30..2026-03-01',
      '2026-02-20..2026-02-10',
      '2026-03-02..2026-03-04',
      '2026-02-01..',
    ])
      expect([text, rangeKind(text, today)]).toEqual([text, '7d'])
  })

  test('is of the calendar of the zone', () => {
    const at = Date.parse('2026-11-24T16:30:00Z')
    expect(dateIn(at, 'UTC')).toBe('2026-11-24')
    expect(dateIn(at, 'Asia/Shanghai')).toBe('2026-11-25')
    expect(dateIn(at, 'America/Los_Angeles')).toBe('2026-11-24')
  })

  test('is written once where month and year are the same', () => {
    expect(formatDays('2026-11-18', '2026-11-24', 'en').replace(/\s/g, ' ')).toBe('18 – 24 Nov 2026')
    expect(formatDays('2026-11-24', '2026-11-24', 'en')).toBe('24 Nov 2026')
    expect(formatDays('2025-12-30', '2026-01-02', 'en').replace(/\s/g, ' ')).toBe('30 Dec 2025 – 2 Jan 2026')
  })
})

describe('a group in the address', () => {
  test('keeps names with every sign', () => {
    const within = { group: 'prefix', depth: 3, name: '/a=b:c' } as const
    expect(withinText(within)).toBe('prefix:3=/a=b:c')
    expect(parseWithin('prefix:3=/a=b:c')).toEqual(within)
    expect(parseWithin('pattern=')).toEqual({ group: 'pattern', depth: 2, name: '' })
  })

  test('that is none is none', () => {
    for (const text of ['', '=', '/a', 'none=/a', 'prefix:0=/a', 'prefix:21=/a', 'prefix:=/a'])
      expect([text, parseWithin(text)]).toEqual([text, null])
    expect(groupingText(parseGrouping('prefix:99'))).toBe('')
  })
})

describe('CSV', () => {
  test('quotes what needs it and never begins a cell like a formula', () => {
    const names = ['plain', 'a,b', 'say "hi"', 'two\nlines', '=1+1', '+1', '-1', '@x', '\tx', '']
    expect(csvText([names])).toBe(`plain,"a,b","say ""hi""","two\nlines",'=1+1,'+1,'-1,'@x,'\tx,\r\n`)
  })

  test('writes figures in full and unknown as nothing', () => {
    expect(csvText([[1_234_567, 0.1234567890123, -0.5, null, true]])).toBe(
      '1234567,0.1234567890123,-0.5,,true\r\n',
    )
  })
})

describe('the fix of a missing expiry', () => {
  const expiry = expiryOf(noExpiry)!

  test('sets it on the counters, never on the bucket', () => {
    expect(expirySnippet('Redis', expiry, 'stats')).toBe(
      [
        'INCR stats:minute:{n}:total',
        'EXPIRE stats:minute:{n}:total 604800',
        'INCR stats:minute:{n}:api:{endpoint}',
        'EXPIRE stats:minute:{n}:api:{endpoint} 604800',
      ].join('\n'),
    )
  })

  test('quotes a prefix as data', () => {
    expect(expirySnippet('Python', expiry, 'a"b')).toContain('bucket = "a\\"b" + f":minute:')
    expect(expirySnippet('Node.js', expiry, '${x}')).toContain('const bucket = "${x}" + `:minute:')
    expect(expirySnippet('Redis', expiry, 'a b')).toContain('INCR "a b:minute:{n}:total"')
  })

  test('is none of other findings', () => {
    expect(expiryOf({ code: 'evictions', message: '' })).toBeNull()
    expect(expiryOf({ ...noExpiry, params: {} })).toBeNull()
  })
})

test('labels stand where a day begins, and at hours of the clock where there are few days', () => {
  const points = (count: number, stepMs: number) =>
    Array.from({ length: count }, (_one, i) => ({
      start: new Date(Date.parse('2026-11-01T00:00:00Z') + i * stepMs).toISOString(),
      calls: 1,
      total: 1,
      share: 1,
      partial: false,
      approximate: false,
      why: null,
    }))
  const words = { day: (start: string) => start.slice(8, 10), clock: (start: string) => start.slice(11, 16) }
  const shown = (labels: string[]): string[] => labels.filter(Boolean)
  expect(shown(usageLabels(points(7, 86_400_000), 'day', words))).toEqual([
    '01',
    '02',
    '03',
    '04',
    '05',
    '06',
    '07',
  ])
  expect(shown(usageLabels(points(30, 86_400_000), 'day', words))).toEqual([
    '01',
    '05',
    '09',
    '13',
    '17',
    '21',
    '25',
    '29',
  ])
  expect(shown(usageLabels(points(48, 3_600_000), 'hour', words))).toEqual([
    '01',
    '06:00',
    '12:00',
    '18:00',
    '02',
    '06:00',
    '12:00',
    '18:00',
  ])
  expect(shown(usageLabels(points(72, 3_600_000), 'hour', words))).toEqual(['01', '02', '03'])
})
