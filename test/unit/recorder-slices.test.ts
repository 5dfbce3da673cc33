import { describe, expect, it } from 'vitest'
import { createBook } from '../../electron/recorder/book.ts'
import { cutSlices } from '../../electron/recorder/cut.ts'
import { createExpiries } from '../../electron/recorder/expiries.ts'
import type { Slice } from '../../electron/recorder/slice.ts'
import { makeCalls, type Call } from '../support/calls.ts'
import { recordedKeys } from '../support/recorded.ts'

const fromMs = Date.parse('2096-02-29T22:00:00Z')
const calls = makeCalls({ seed: 'slices', fromMs, toMs: fromMs + 4 * 3_600_000, count: 5_000, users: 900 })

function slicesOf(list: Call[], expiries = createExpiries(10_000)): Slice[] {
  const book = createBook(0)
  for (const call of list) book.add({ ...call, calls: 1 }, Infinity)
  return [...cutSlices(book, expiries, { prefix: 'stats', offsetMinutes: 0, nowMs: fromMs })]
}

function incrementsOf(slices: Slice[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { name, args } of slices.flatMap(({ commands }) => commands)) {
    if (name === 'incrby') sums.set(args[0]!, (sums.get(args[0]!) ?? 0) + Number(args[1]))
  }
  return sums
}

function wireBytes({ commands }: Slice): number {
  const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`
  const all = [['multi'], ...commands.map(({ name, args }) => [name, ...args]), ['exec']]
  return Buffer.byteLength(all.map((parts) => `*${parts.length}\r\n${parts.map(bulk).join('')}`).join(''))
}

describe('the slices of a book', () => {
  const slices = slicesOf(calls)

  it('together count every call in every counter', () => {
    expect(incrementsOf(slices)).toEqual(recordedKeys(calls))
    expect(slices.reduce((sum, slice) => sum + slice.calls, 0)).toBe(calls.length)
  })

  it('are below 16 kB as they are sent, and most of them nearly full', () => {
    const sizes = slices.map(wireBytes)
    expect(Math.max(...sizes)).toBeLessThan(16_000)
    expect(sizes.filter((bytes) => bytes > 10_000).length).toBeGreaterThan(sizes.length / 2)
  })

  it('each hold as many endpoints, statuses and users as their totals, in every bucket', () => {
    expect(slices.length).toBeGreaterThan(20)
    for (const slice of slices) {
      const sums = new Map<string, number>()
      const totals = new Map<string, number>()
      for (const [key, by] of incrementsOf([slice])) {
        const [, bucket, kind] = /^(stats:[a-z]+:[0-9]+):(total|api|status|user)/.exec(key)!
        if (kind === 'total') totals.set(bucket!, by)
        else sums.set(`${bucket} ${kind}`, (sums.get(`${bucket} ${kind}`) ?? 0) + by)
      }
      for (const [bucketAndKind, sum] of sums) expect(sum).toBe(totals.get(bucketAndKind.split(' ')[0]!))
      const wide = (width: string): number =>
        [...totals].reduce((sum, [bucket, by]) => sum + (bucket.includes(width) ? by : 0), 0)
      expect([wide(':minute:'), wide(':hour:'), wide(':day:')]).toEqual(Array(3).fill(slice.calls))
    }
  })

  it('give each key its expiry once', () => {
    const given = slices.flatMap(({ commands }) => commands.filter(({ name }) => name === 'expireat'))
    const keys = given.map(({ args: [key] }) => key!)
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(keys)).toEqual(
      new Set([...recordedKeys(calls).keys(), 'stats:day:46080:users', 'stats:day:46081:users']),
    )
  })

  it('hold a name of any length: alone where it is longer than a slice', () => {
    const long = 'x'.repeat(40_000)
    const list = [...calls.slice(0, 50), { ...calls[0]!, endpoint: long }, { ...calls[1]!, user: long }]
    const withLong = slicesOf(list)
    expect(incrementsOf(withLong)).toEqual(recordedKeys(list))
    expect(withLong.filter((slice) => wireBytes(slice) > 16_000).every((slice) => slice.calls === 1)).toBe(
      true,
    )
  })

  it('leave out counters whose time is over, and keep the wider ones', () => {
    const nowMs = fromMs + 10 * 86_400_000
    const book = createBook(0)
    book.add({ user: '1', endpoint: '/a', status: 'ok', atMs: fromMs, calls: 3 }, Infinity)
    const cut = [...cutSlices(book, createExpiries(10), { prefix: 'stats', offsetMinutes: 0, nowMs })]
    expect([...incrementsOf(cut).keys()].sort()).toEqual([
      'stats:day:46080:api:/a',
      'stats:day:46080:status:ok',
      'stats:day:46080:total',
      'stats:day:46080:user:1',
      'stats:hour:1105942:api:/a',
      'stats:hour:1105942:status:ok',
      'stats:hour:1105942:total',
    ])
  })
})

describe('the memory of expiries', () => {
  it('forgets the oldest keys and keeps at least as many as it should', () => {
    const expiries = createExpiries(100)
    for (let i = 0; i < 1_000; i++) expiries.add(`key ${i}`)
    const kept = Array.from({ length: 1_000 }, (_, i) => i).filter((i) => expiries.has(`key ${i}`))
    expect(kept.length).toBeLessThanOrEqual(200)
    expect(kept).toEqual(expect.arrayContaining(Array.from({ length: 100 }, (_, i) => 900 + i)))
    expiries.forget('key 999')
    expect(expiries.has('key 999')).toBe(false)
  })
})
