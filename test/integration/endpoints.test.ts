import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { commandCounts, openWorld, type World } from '../support/world.ts'

// 2026-11-24 is day 20781.
const nowMs = Date.parse('2026-11-24T09:30:30Z')
const many = 10_000

describe('the endpoints of a Redis with an index of 10,000', () => {
  let redis: RedisServer
  let world: World

  beforeAll(async () => {
    redis = await startRedis()
    const members = Array.from({ length: many }, (_, i) => ['1795512630', `/api/v1/item-${i}`]).flat()
    await redis.command('ZADD', 'stats:index:apis', ...members)
    await redis.command('ZADD', 'stats:index:apis', '1795512630', Buffer.from('/odd/\xff', 'latin1'))
    await redis.command('ZADD', 'stats:index:statuses', '1795512630', 'success')
    await redis.seed({
      'stats:day:20781:total': '60',
      'stats:day:20781:status:success': '60',
      'stats:day:20781:api:/api/v1/item-7': '10',
      'stats:day:20781:api:/api/v1/item-77': '50',
    })
    world = await openWorld([], { nowMs, redis })
  })
  afterAll(async () => {
    await world.close()
    await redis.stop()
  })

  const find = (search: string, limit = 100) => world.watch.endpoints({ search, limit })

  it('are found by a part of their name, as few as asked for, the bytes of a name as they are written', async () => {
    expect(await find('', 3)).toMatchObject({ matches: many + 1, known: many + 1 })
    expect((await find('', 3)).names).toHaveLength(3)
    expect(await find('ITEM-999', 200)).toMatchObject({ matches: 11 })
    expect((await find('\\xff')).names).toEqual(['/odd/\\xff'])
  })

  it('that are called most stand first, once they were read', async () => {
    await world.overview()
    expect((await find('item-7', 3)).names.slice(0, 2)).toEqual(['/api/v1/item-77', '/api/v1/item-7'])
  })

  it('were never looked for among the keys', async () => {
    const counts = await commandCounts(redis)
    expect(counts.has('keys')).toBe(false)
    expect(counts.has('scan')).toBe(false)
  })
})
