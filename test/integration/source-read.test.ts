import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Source } from '../../electron/core/source/source.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, sourceFor } from '../support/source-kit.ts'

let server: RedisServer
let source: Source

beforeAll(async () => {
  server = await startRedis()
})
beforeEach(async () => {
  await server.restart()
  source = sourceFor(server.url)
  await source.open()
  return () => source.close()
})
afterAll(() => server.stop())

const read = (totals: string[], parts: string[] = [], again: string[] = []): ReturnType<Source['read']> =>
  source.read({ totals, parts, again })

describe('a reading', () => {
  test('gives totals, parts and the totals once more, in the order asked, with the clock of the server', async () => {
    await server.seed({ 'stats:day:1:total': '12', 'stats:day:1:api:/a': '5', 'stats:day:1:api:/b': '7' })
    const before = Date.now()
    const result = await read(
      ['stats:day:1:total', 'stats:day:2:total'],
      ['stats:day:1:api:/b', 'stats:day:1:api:/none', 'stats:day:1:api:/a'],
      ['stats:day:1:total'],
    )
    expect(result).toMatchObject({ totals: [12, null], parts: [7, null, 5], again: [12], roundTrips: 1 })
    expect(result.serverMs).toBeGreaterThanOrEqual(before)
    expect(result.serverMs).toBeLessThanOrEqual(Date.now())
    expect(result.latencyMs).toBeGreaterThan(0)
  })

  test('of thousands of parts keeps their order over the chunks', async () => {
    const keys = Array.from({ length: 5_100 }, (_, i) => `stats:day:1:api:/e${i}`)
    await server.seed(keys.map((key, i): [string, string] => [key, String(i)]))
    const result = await read([], keys)
    expect(result.parts).toEqual(keys.map((_key, i) => i))
    expect(result.roundTrips).toBe(1)
  })

  test('is one pipeline: TIME, GETs, MGETs of at most 1,000 keys, GETs, TIME', async () => {
    const before = await commandCalls()
    await read(
      ['a', 'b'],
      Array.from({ length: 2_500 }, (_, i) => `p${i}`),
      ['a'],
    )
    const after = await commandCalls()
    const made = Object.fromEntries(
      ['time', 'get', 'mget'].map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]),
    )
    expect(made).toEqual({ time: 2, get: 3, mget: 3 })
  })

  test.each(['12a', '-1', '+5', '007', '1.5', '9007199254740992', '', ' 1', '1e3', '\u0661'])(
    'of the text %j is no counter and stops nothing else',
    async (text) => {
      await server.seed({ bad: text, good: '3' })
      expect(await read(['bad', 'good'], ['bad', 'good'])).toMatchObject({
        totals: ['bad_value', 3],
        parts: ['bad_value', 3],
      })
    },
  )

  test('of the largest exact counter is exact', async () => {
    await server.seed({ a: '9007199254740991' })
    expect((await read(['a'], ['a'])).totals).toEqual([9_007_199_254_740_991])
  })

  test('of a key of another type says so for a total and gives null for a part', async () => {
    await server.command('HSET', 'stats:day:1:total', 'f', '1')
    expect(await read(['stats:day:1:total'], ['stats:day:1:total'])).toMatchObject({
      totals: ['wrong_type'],
      parts: [null],
    })
  })

  test('of nothing asks for the time alone', async () => {
    expect(await read([])).toMatchObject({ totals: [], parts: [], again: [] })
  })
})

describe('odd keys', () => {
  const odd: [what: string, name: Buffer, escaped: string][] = [
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0xfe, 0x62]), 'a\\xff\\xfeb'],
    ['a backslash that looks like an escape', Buffer.from('a\\xff'), 'a\\x5cxff'],
    ['64 KB', Buffer.alloc(65_536, 'k'), 'k'.repeat(65_536)],
    ['a line break', Buffer.from('a\r\nb'), 'a\r\nb'],
    ['__proto__', Buffer.from('__proto__'), '__proto__'],
    ['no name at all', Buffer.alloc(0), ''],
    ['glob signs', Buffer.from('a*[b]?\\^-'), 'a*[b]?\\^-'],
    ['colons and quotes', Buffer.from('a:b:"c" \'d\''), 'a:b:"c" \'d\''],
    ['an emoji and Chinese', Buffer.from('🌦 天气'), '🌦 天气'],
    ['a byte of zero', Buffer.from([0x61, 0, 0x62]), 'a\0b'],
  ]

  test.each(odd)('with %s are found by a scan and read by that name', async (_what, name, escaped) => {
    const key = Buffer.concat([Buffer.from('stats:day:1:api:'), name])
    await server.seed([[key, '41', 1_000]])
    const step = await source.scanStep({ cursor: null, match: 'stats:*', count: 100 })
    expect(step).toMatchObject({ cursor: null, keys: [`stats:day:1:api:${escaped}`] })
    const [found] = step.keys
    expect(await read([found!], [found!, 'stats:none'])).toMatchObject({ totals: [41], parts: [41, null] })
    expect(await source.types([found!])).toEqual(['string'])
    await expectLeft(found!, 1_000)
  })

  test('of bytes and of text that differ stay apart', async () => {
    await server.seed([
      [Buffer.from([0x61, 0xff]), '1'],
      [Buffer.from('a\\xff'), '2'],
      [Buffer.from('a\ufffd'), '3'],
    ])
    expect((await read(['a\\xff', 'a\\x5cxff', 'a\ufffd'])).totals).toEqual([1, 2, 3])
  })

  test('that are empty are read', async () => {
    await server.seed([[Buffer.alloc(0), '9']])
    expect(await read([''], [''])).toMatchObject({ totals: [9], parts: [9] })
  })
})

describe('questions about keys', () => {
  test('types and times to live are those of the server, null where there is no key', async () => {
    await server.seed([
      ['a', '1'],
      ['b', '2', 1_000],
    ])
    await server.command('ZADD', 'z', '1', 'm')
    expect(await source.types(['a', 'z', 'none'])).toEqual(['string', 'zset', null])
    expect(await source.ttls(['a', 'none'])).toEqual([-1, null])
    await expectLeft('b', 1_000)
  })

  test('texts longer than 4 MB, of another type or not UTF-8 are left out', async () => {
    const long = 'x'.repeat(4 * 1024 * 1024)
    await server.seed([
      ['a', '{"total_calls":1}'],
      ['long', `${long}x`],
      ['fits', long],
      ['bytes', Buffer.from([0xff, 0xfe])],
    ])
    await server.command('LPUSH', 'list', 'x')
    const found = await source.texts(['a', 'long', 'fits', 'bytes', 'list', 'none'])
    expect(found).toEqual(['{"total_calls":1}', null, long, null, null, null])
  })

  test('the members of an index come most recent first, whatever their bytes', async () => {
    const members = Array.from({ length: 2_345 }, (_, i) => [String(1_700_000_000 + i), `/api/${i}`]).flat()
    await server.command('ZADD', 'stats:index:apis', ...members, '1800000000', Buffer.from([0xff]))
    const index = (await source.index('stats:index:apis'))!
    expect(index).toHaveLength(2_346)
    expect(index[0]).toEqual({ name: '\\xff', lastSeen: 1_800_000_000 })
    expect(index[1]).toEqual({ name: '/api/2344', lastSeen: 1_700_002_344 })
    expect(index.at(-1)).toEqual({ name: '/api/0', lastSeen: 1_700_000_000 })
  })

  test('an index that is missing or of another type is null', async () => {
    await server.seed({ text: 'x' })
    expect(await source.index('none')).toBeNull()
    expect(await source.index('text')).toBeNull()
  })
})

describe('a scan', () => {
  test('in steps finds every key', async () => {
    const keys = Array.from({ length: 3_000 }, (_, i) => `stats:day:1:api:/e${i}`)
    await server.seed([...keys.map((key): [string, string] => [key, '1']), ['other', '1']])
    const found = new Set<string>()
    let cursor: string | null = null
    let steps = 0
    do {
      const step = await source.scanStep({ cursor, match: 'stats:*', count: 100 })
      for (const key of step.keys) found.add(key)
      expect(step.tookMs).toBeGreaterThan(0)
      cursor = step.cursor
      steps += 1
    } while (cursor !== null)
    expect(found.size).toBe(3_000)
    expect(steps).toBeGreaterThan(10)
  })

  test('takes a prefix of bytes literally', async () => {
    await server.seed([
      [Buffer.from([0xff, 0x3a, 0x61]), '1'],
      ['\\xff:a', '1'],
    ])
    const step = await source.scanStep({ cursor: null, match: '\\\\xff:*', count: 100 })
    expect(step.keys).toEqual(['\\xff:a'])
  })

  test('refuses a cursor that no step gave', async () => {
    expect((await errorOf(source.scanStep({ cursor: '1 MATCH', match: '*', count: 1 }))).code).toBe(
      'bad_input',
    )
  })
})

test('facts are those of the server', async () => {
  await server.seed({ a: '1', b: '2' })
  await server.command('CONFIG', 'SET', 'maxmemory', '200mb')
  await server.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
  expect(await source.facts()).toMatchObject({
    version: expect.stringMatching(/^[0-9]+\.[0-9]+\.[0-9]+$/) as string,
    mode: 'standalone',
    role: 'master',
    runId: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    evictedKeys: 0,
    maxmemory: 200 * 1024 * 1024,
    maxmemoryPolicy: 'allkeys-lru',
    keys: 2,
    mayWrite: true,
  })
})

/** The time to live of a key that was set a moment ago; some of it has gone by. */
async function expectLeft(key: string, seconds: number): Promise<void> {
  const [left] = await source.ttls([key])
  expect(left).toBeLessThanOrEqual(seconds)
  expect(left).toBeGreaterThan(seconds - 120)
}

async function commandCalls(): Promise<Record<string, number>> {
  const info = String(await server.command('INFO', 'commandstats'))
  const calls = [...info.matchAll(/cmdstat_([a-z|]+):calls=([0-9]+)/g)]
  return Object.fromEntries(calls.map(([, name, count]) => [name!, Number(count)]))
}
