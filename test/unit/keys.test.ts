import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { counterKey, createKeyParser, globEscape, parseCount } from '../../shared/keys.ts'

const runs = { numRuns: 10_000 }
const parse = createKeyParser('stats')
const granularity = fc.constantFrom('minute', 'hour', 'day')
const kind = fc.constantFrom('api', 'status', 'user')
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    'total',
    ':total',
    '__proto__',
    'api:x',
    '*',
    '[a]',
    'a\nb',
    "'",
    '"',
    ' ',
    '\0',
    'constructor',
  ),
)

describe('the key of a counter', () => {
  it('gives back its granularity, its bucket and all of its name', () => {
    fc.assert(
      fc.property(granularity, fc.nat(2_000_000_000), kind, name, (width, bucket, of, called) => {
        expect(parse(`stats:${width}:${bucket}:${of}:${called}`)).toEqual({
          granularity: width,
          bucket,
          series: { kind: of, name: called },
        })
      }),
      runs,
    )
  })

  it('is spelled as services spell it', () => {
    expect(counterKey('stats', 'minute', 29_925_210, { kind: 'total' })).toBe('stats:minute:29925210:total')
    expect(counterKey('s:t', 'hour', 0, { kind: 'api', name: '/a:b' })).toBe('s:t:hour:0:api:/a:b')
    expect(counterKey('stats', 'day', 20_781, { kind: 'status', name: '' })).toBe('stats:day:20781:status:')
    expect(counterKey('stats', 'day', 20_781, { kind: 'user', name: '42' })).toBe('stats:day:20781:user:42')
  })

  it('never merges two names', () => {
    const seen = new Map<string, string>()
    fc.assert(
      fc.property(granularity, fc.nat(100), kind, name, (width, bucket, of, called) => {
        const key = counterKey('stats', width as 'day', bucket, { kind: of as 'api', name: called })
        const identity = JSON.stringify([width, bucket, of, called])
        expect(seen.get(key) ?? identity).toBe(identity)
        seen.set(key, identity)
      }),
      runs,
    )
  })

  it.each([
    'stats:day:20781:totals',
    'stats:day:20781:total:',
    'stats:day:020781:total',
    'stats:day:-1:total',
    'stats:day:1e3:total',
    'stats:day::total',
    'stats:day:20781',
    'stats:day:20781:apis:/a',
    'stats:week:1:total',
    'Stats:day:1:total',
    'stats2:day:1:total',
    'stats:index:apis',
    'stats:hour:99999999999999:total',
    '',
  ])('is not %j', (key) => {
    expect(parse(key)).toBeNull()
  })

  it('may be any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(() => parse(text)).not.toThrow()
        expect(() => parse(`stats:${text}`)).not.toThrow()
        expect(() => parse(`stats:day:1:${text}`)).not.toThrow()
      }),
      runs,
    )
  })
})

describe('a counter', () => {
  it.each([
    '007',
    '1e3',
    '+5',
    ' 5',
    '5 ',
    '9007199254740992',
    '-1',
    '',
    '5.0',
    '0x5',
    '5\n',
    '٥',
    '00',
    '1,000',
    'Infinity',
    '99999999999999999999',
  ])('is not %j', (text) => {
    expect(parseCount(text)).toBeNull()
  })

  it('is every whole number from 0 to 2^53-1 as it is written, and nothing else', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(parseCount(String(value))).toBe(value)
      }),
      runs,
    )
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('0', '1', '9', ' ', '-', '+', '.', 'e', 'x', '\n'),
          maxLength: 20,
        }),
        (text) => {
          const value = parseCount(text)
          if (value !== null) expect(String(value)).toBe(text)
        },
      ),
      runs,
    )
  })
})

describe('a prefix in a pattern', () => {
  it('stands for itself alone', () => {
    expect(globEscape('a*b?[c]^\\-')).toBe('a\\*b\\?\\[c\\]\\^\\\\\\-')
  })
})
