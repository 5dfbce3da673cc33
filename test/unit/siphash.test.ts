import { describe, expect, it } from 'vitest'
import { createSipHash } from '../../electron/core/users/siphash.ts'
import { createUserHash } from '../../electron/core/users/user-hash.ts'

/** SipHash-2-4 of the bytes 0, 1, … of each length from 0 on under the key 0, 1, … 15: vectors.h of the reference. */
const vectors = [
  '310e0edd47db6f72',
  'fd67dc93c539f874',
  '5a4fa9d909806c0d',
  '2d7efbd796666785',
  'b7877127e09427cf',
  '8da699cd64557618',
  'cee3fe586e46c9cb',
  '37d1018bf50002ab',
  '6224939a79f5f593',
  'b0e4a90bdf82009e',
  'f3b9dd94c5bb5d7a',
  'a7ad6b22462fb3f4',
  'fbe50e86bc8f1e75',
  '903d84c02756ea14',
  'eef27a8e90ca23f7',
  'e545be4961ca29a1',
  'db9bc2577fcc2a3f',
  '9447be2cf5e99a69',
  '9cd38d96f0b3c14b',
  'bd6179a71dc96dbb',
  '98eea21af25cd6be',
  'c7673b2eb0cbf2d0',
  '883ea3e395675393',
  'c8ce5ccd8c030ca8',
]
const key = Uint8Array.from({ length: 16 }, (_, i) => i)

function hexOf(halves: Uint32Array): string {
  return Buffer.from(halves.buffer).toString('hex')
}

describe('SipHash-2-4', () => {
  it('gives the vectors of its reference', () => {
    const hash = createSipHash(key)
    const into = new Uint32Array(2)
    const found = vectors.map((_, length) => {
      hash(
        Array.from({ length }, (__, i) => i),
        length,
        into,
      )
      return hexOf(into)
    })
    expect(found).toEqual(vectors)
    hash(
      Array.from({ length: 63 }, (_, i) => i),
      63,
      into,
    )
    expect(hexOf(into)).toBe('724506eb4c328a95')
  })
})

describe('the hash of a user', () => {
  const hashOf = (id: string, under = key): string => {
    const into = new Uint32Array(2)
    createUserHash(under)(id, into)
    return hexOf(into)
  }

  it('is that of the bytes of the id', () => {
    const hash = createSipHash(key)
    const into = new Uint32Array(2)
    for (const id of ['42', '天气', 'x'.repeat(300), '']) {
      const bytes = Buffer.from(id)
      hash(bytes, bytes.length, into)
      expect(hashOf(id)).toBe(hexOf(into))
    }
    hash([0xff, 0x41], 2, into)
    expect(hashOf('\\xffA')).toBe(hexOf(into))
  })

  it('is another under another key', () => {
    expect(hashOf('42', new Uint8Array(16))).not.toBe(hashOf('42'))
  })
})
