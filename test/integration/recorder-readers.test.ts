import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCalls, manyEndpoints } from '../support/calls.ts'
import { recordAll, recordingTo } from '../support/recorded.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const fromMs = Date.parse('2096-02-29T13:00:00Z')
const endpoints = manyEndpoints(120)

test('a reader between two slices never sees a total without its parts, nor minutes without their hour', async () => {
  const calls = makeCalls({
    seed: 'readers',
    fromMs,
    toMs: fromMs + 180_000,
    count: 20_000,
    endpoints,
    users: 5_000,
  })
  const keys = [
    'stats:day:46080:total',
    'stats:hour:1105933:total',
    ...[66355980, 66355981, 66355982].map((minute) => `stats:minute:${minute}:total`),
    ...['success', 'error', 'timeout'].map((status) => `stats:day:46080:status:${status}`),
    ...endpoints.map((endpoint) => `stats:day:46080:api:${endpoint}`),
    ...endpoints.map((endpoint) => `stats:hour:1105933:api:${endpoint}`),
  ]
  const reader = new Redis(server.port, '127.0.0.1')
  const recorder = recordingTo(server.port)
  recordAll(recorder, calls)
  let isOver = false
  const flushed = recorder.flush().finally(() => (isOver = true))
  const seen = new Set<number>()
  while (!isOver) {
    // One MGET is one instant of the server.
    const values = (await reader.mget(keys)).map(Number)
    const sum = (from: number, to: number): number =>
      values.slice(from, to).reduce((all, next) => all + next, 0)
    const [total] = values
    seen.add(total!)
    expect([sum(1, 2), sum(2, 5), sum(5, 8), sum(8, 128), sum(128, 248)]).toEqual(Array(5).fill(total))
  }
  expect(await flushed).toMatchObject({ recorded: 20_000 })
  expect(seen.size).toBeGreaterThan(3)
  reader.disconnect()
  await recorder.close()
})
