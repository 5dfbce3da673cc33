import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Source } from '../../electron/core/source/source.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { sourceFor } from '../support/source-kit.ts'

const head = 'stats:day:1:api:'
let server: RedisServer
let source: Source

beforeAll(async () => {
  server = await startRedis()
  source = sourceFor(server.url)
  await source.open()
})
afterAll(async () => {
  await source.close()
  await server.stop()
})

const nameBytes = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => new TextEncoder().encode(text)),
  fc
    .array(fc.constantFrom('\\x', '\\', 'ff', '5c', 'x', '*', '[', '\n', ':', '\u{1f326}', '__proto__'), {
      maxLength: 6,
    })
    .map((parts) => new TextEncoder().encode(parts.join(''))),
)
const valueBytes = fc.oneof(
  fc.nat().map(String),
  fc.bigInt({ min: 0n, max: 10n ** 17n }).map(String),
  fc.string({ unit: fc.constantFrom('0', '7', '-', '.', ' ', 'e', '\n'), maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
)

/** The rule of counters, written anew: digits without a leading zero, at most 2^53-1. */
function expectedCount(text: string): number | 'bad_value' {
  const isPlain = text === '0' || (/^[1-9]\d*$/.test(text) && !/[^0-9]/.test(text))
  return isPlain && BigInt(text) <= 9_007_199_254_740_991n ? Number(text) : 'bad_value'
}

test('10,000 keys and values of any bytes are read as they are: no name merged, no number coerced', async () => {
  const names = fc.sample(nameBytes, { numRuns: 10_000, seed: 20_781 })
  const values = fc.sample(valueBytes, { numRuns: 10_000, seed: 20_782 })
  const written = new Map<string, string>()
  names.forEach((name, i) => written.set(Buffer.from(name).toString('hex'), values[i]!))
  await server.seed(
    [...written].map(([hex, value]): [Buffer, string] => [
      Buffer.concat([Buffer.from(head), Buffer.from(hex, 'hex')]),
      value,
    ]),
  )

  const found = new Set<string>()
  let cursor: string | null = null
  do {
    const step = await source.scanStep({ cursor, match: `${head}*`, count: 1_000 })
    for (const key of step.keys) found.add(key)
    cursor = step.cursor
  } while (cursor !== null)
  expect(found.size).toBe(written.size)

  const keys = [...found]
  for (let from = 0; from < keys.length; from += 2_500) {
    const chunk = keys.slice(from, from + 2_500)
    const { totals, parts } = await source.read({ totals: chunk.slice(0, 100), parts: chunk })
    expect(totals).toEqual(parts.slice(0, 100))
    chunk.forEach((key, i) => {
      const value = written.get(hexOf(key.slice(head.length)))
      if (value === undefined) throw new Error(`${key} is a name that was never written`)
      if (parts[i] !== expectedCount(value))
        throw new Error(`${JSON.stringify(value)} was read as ${String(parts[i])}`)
    })
  }
})

/** The bytes of an escaped name, read by the rule alone: `\xNN` is a byte, all else is UTF-8. */
function hexOf(name: string): string {
  return name
    .split(/(\\x[0-9a-f]{2})/)
    .map((part, i) => (i % 2 === 1 ? part.slice(2) : Buffer.from(part).toString('hex')))
    .join('')
}
