import { afterEach, describe, expect, it } from 'vitest'
import { startRedis, type RedisServer, type SeedEntry } from '../support/redis-server.ts'
import { codesOf } from '../support/watching.ts'
import { openWorld, type World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:30:30Z')
let redis: RedisServer
let world: World | null = null

afterEach(async () => {
  await world?.close()
  world = null
  await redis.stop()
})

/** Endpoints as bytes, and how the program names them. */
const odd: [bytes: Buffer, name: string][] = [
  [Buffer.from('__proto__'), '__proto__'],
  [Buffer.from('constructor'), 'constructor'],
  [Buffer.from(''), ''],
  [Buffer.from('total'), 'total'],
  [Buffer.from(':total'), ':total'],
  [Buffer.from('/a:b:api:c'), '/a:b:api:c'],
  [Buffer.from('"quoted" \'twice\''), '"quoted" \'twice\''],
  [Buffer.from('two\r\nlines\n'), 'two\r\nlines\n'],
  [Buffer.from('*[a-z]?^\\'), '*[a-z]?^\\'],
  [Buffer.from('天气/😀'), '天气/😀'],
  [Buffer.from([0x2f, 0xff, 0xfe]), '/\\xff\\xfe'],
  [Buffer.from('/\\xff\\xfe'), '/\\x5cxff\\x5cxfe'],
  [Buffer.from([0xed, 0xa0, 0x80]), '\\xed\\xa0\\x80'],
  [Buffer.from([0]), '\0'],
  [Buffer.from(' '), ' '],
  [Buffer.from('7'), '7'],
  [Buffer.from('007'), '007'],
  [Buffer.from('<img src=x onerror=alert(1)>'), '<img src=x onerror=alert(1)>'],
  [Buffer.from('=1+1'), '=1+1'],
  [Buffer.alloc(65_536, 'x'), 'x'.repeat(65_536)],
  [Buffer.alloc(20_000, 0xff), '\\xff'.repeat(20_000)],
]

function keysOf(): SeedEntry[] {
  const total = String(odd.reduce((sum, _, i) => sum + i + 1, 0))
  const keys: SeedEntry[] = [
    ['stats:day:20780:total', '1'],
    ['stats:day:20781:total', total],
    ['stats:hour:498753:total', total],
    ['stats:minute:29925209:total', total],
    ['stats:day:20781:status:ok', total],
  ]
  odd.forEach(([bytes], i) => {
    for (const head of ['day:20781', 'hour:498753', 'minute:29925209']) {
      keys.push([Buffer.concat([Buffer.from(`stats:${head}:api:`), bytes]), String(i + 1)])
    }
  })
  return keys
}

describe('endpoints of any bytes', () => {
  it('are right in the overview and in trends, and none is lost or merged', async () => {
    redis = await startRedis()
    await redis.seed(keysOf())
    world = await openWorld([], { nowMs, redis })
    const overview = await world.overview('UTC', { top: 5_000 })
    expect(overview.coverage.apis).toBe(1)
    expect(codesOf(overview)).not.toContain('unexplained')
    const shown = new Map(overview.hotApis.map(({ endpoint, calls }) => [endpoint, calls]))
    expect(shown).toEqual(new Map(odd.map(([, name], i) => [name, i + 1])))
    for (const [i, [, name]] of odd.entries()) {
      const hour = await world.trend('hour', { endpoint: name })
      expect(hour.points.at(-1)!.calls).toBe(i + 1)
      const minute = await world.trend('minute', { endpoint: name })
      expect(minute.points.at(-2)!.calls).toBe(i + 1)
      expect(minute.points.at(-3)!.calls).toBe(0)
    }
    expect(JSON.parse(JSON.stringify(overview))).toEqual(overview)
  })

  it('come back from the archive as they were', async () => {
    redis = await startRedis()
    await redis.seed(keysOf())
    world = await openWorld([], { nowMs, redis })
    await world.overview()
    await world.watch.tick()
    expect(new Set(world.archive.names('api').map(({ name }) => name))).toEqual(
      new Set(odd.map(([, name]) => name)),
    )
  })
})

describe('keys that are no counters', () => {
  it('under the prefix change nothing', async () => {
    redis = await startRedis()
    await redis.seed([
      ...keysOf(),
      ['stats:day:20781:totals', '99'],
      ['stats:day:020781:api:/no', '99'],
      ['stats:day:20781:apis:/no', '99'],
      ['stats:day:20781:user:1:api:/no', '99'],
      ['stats:day:x:api:/no', '99'],
      ['otherstats:day:20781:api:/no', '99'],
      ['stats:day:20781:api', '99'],
      ['stats::day:20781:api:/no', '99'],
      [Buffer.from([0xff, 0x00]), 'x'],
    ])
    world = await openWorld([], { nowMs, redis })
    const overview = await world.overview('UTC', { top: 5_000 })
    expect(overview.hotApis).toHaveLength(odd.length)
    expect(overview.coverage.apis).toBe(1)
  })

  it('or that hold text or another type are unknown, each named once, and the rest stays', async () => {
    redis = await startRedis()
    await redis.seed([
      ['stats:day:20780:total', '5'],
      ['stats:day:20781:total', '30'],
      ['stats:day:20781:api:/good', '10'],
      ['stats:day:20781:api:/text', 'ten'],
      ['stats:day:20781:api:/seven', '007'],
    ])
    await redis.command('LPUSH', 'stats:day:20781:api:/list', '1')
    await redis.command('HSET', 'stats:hour:498753:total', 'a', '1')
    world = await openWorld([], { nowMs, redis })
    const overview = await world.overview('UTC')
    expect(overview.today.calls).toBe(30)
    expect(overview.currentHour).toMatchObject({ calls: null, why: 'wrong_type' })
    const named = overview.issues
      .filter(({ key }) => key !== undefined)
      .map(({ code, key }) => `${code} ${key}`)
    expect(named.sort()).toEqual([
      'bad_value stats:day:20781:api:/seven',
      'bad_value stats:day:20781:api:/text',
      'wrong_type stats:day:20781:api:/list',
      'wrong_type stats:hour:498753:total',
    ])
    expect(overview.hotApis.find(({ endpoint }) => endpoint === '/good')!.calls).toBe(10)
    await redis.command('SET', 'stats:day:20781:api:/text', '10')
    await world.clock.advance(2_000)
    const healed = await world.overview('UTC')
    expect(healed.hotApis.find(({ endpoint }) => endpoint === '/text')!.calls).toBe(10)
    expect(healed.issues.map(({ key }) => key)).not.toContain('stats:day:20781:api:/text')
  })
})
