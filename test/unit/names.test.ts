import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareNames, isPlainName, nameFromBytes, nameFromText, nameToBytes } from '../../shared/names.ts'

const runs = { numRuns: 10_000 }
/** Bytes that are likely to be near an escape or a UTF-8 sequence. */
const nearEscape = fc.array(
  fc.oneof(
    fc.constantFrom(
      0x5c,
      0x78,
      0x66,
      0x35,
      0x63,
      0x30,
      0xff,
      0xc3,
      0xa9,
      0xe5,
      0xed,
      0xa0,
      0x80,
      0xf0,
      0xf4,
      0x90,
    ),
    fc.integer({ min: 0, max: 255 }),
  ),
  { maxLength: 40 },
)
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  nearEscape.map((list) => Uint8Array.from(list)),
)

describe('a name', () => {
  it('comes back as the same bytes, whatever they are', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        expect([...nameToBytes(nameFromBytes(given))]).toEqual([...given])
      }),
      runs,
    )
  })

  it('is well-formed text without loss, and plain exactly where its bytes are its UTF-8', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const name = nameFromBytes(given)
        expect(name.isWellFormed()).toBe(true)
        const utf8 = Buffer.from(name, 'utf8')
        expect(isPlainName(name)).toBe(utf8.equals(Buffer.from(given)))
      }),
      runs,
    )
  })

  it('is never that of other bytes', () => {
    const seen = new Map<string, string>()
    fc.assert(
      fc.property(bytes, (given) => {
        const hex = Buffer.from(given).toString('hex')
        const name = nameFromBytes(given)
        expect(seen.get(name) ?? hex).toBe(hex)
        seen.set(name, hex)
      }),
      runs,
    )
    expect(seen.size).toBeGreaterThan(5_000)
  })

  it.each([
    [[0xff], '\\xff'],
    [[0x5c, 0x78, 0x66, 0x66], '\\x5cxff'],
    [[0x5c, 0x58, 0x46, 0x46], '\\XFF'],
    [[0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
    [[0xc0, 0x80], '\\xc0\\x80'],
    [[0xf4, 0x90, 0x80, 0x80], '\\xf4\\x90\\x80\\x80'],
    [[0xe5, 0xa4, 0xa9], '天'],
    [[0xe5, 0xa4], '\\xe5\\xa4'],
    [[0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
    [[0], '\0'],
    [[], ''],
  ])('of the bytes %j is %j', (given, name) => {
    expect(nameFromBytes(Uint8Array.from(given))).toBe(name)
  })

  it('in a document of text is that of its UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(nameFromText(text)).toBe(nameFromBytes(Buffer.from(text.toWellFormed(), 'utf8')))
      }),
      runs,
    )
  })

  it('of 64 KB of broken bytes is found at once', () => {
    const broken = new Uint8Array(65_536).fill(0xff)
    expect(nameFromBytes(broken)).toHaveLength(4 * 65_536)
    expect(nameToBytes(nameFromBytes(broken))).toEqual(broken)
  })
})

describe('the order of names', () => {
  it('is that of their code points', () => {
    const text = fc.array(fc.constantFrom('a', 'B', '9', '\uffff', '\ue000', '😀', '𠀀', '天', ''), {
      maxLength: 5,
    })
    fc.assert(
      fc.property(text, text, (one, two) => {
        const a = one.join('')
        const b = two.join('')
        expect(Math.sign(compareNames(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))
      }),
      runs,
    )
  })
})
