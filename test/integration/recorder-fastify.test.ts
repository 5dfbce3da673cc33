import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { fastifyRecorder } from '../../electron/recorder/fastify.ts'
import type { ServedOptions } from '../../electron/recorder/served.ts'
import { loadWith } from '../support/load.ts'
import { countedBy, empty, recordingTo, type Recording } from '../support/recorded.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

const atMs = Date.parse('2096-02-29T13:41:07Z')

let redis: RedisServer
let recorder: Recording
let app: FastifyInstance

beforeAll(async () => {
  redis = await startRedis()
})
beforeEach(() => {
  recorder = recordingTo(redis.port, { now: () => atMs })
})
afterEach(async () => {
  await app.close()
  await recorder.close()
  await empty(redis)
})
afterAll(() => redis.stop())

async function serve(options: ServedOptions<FastifyRequest> = {}): Promise<string> {
  app = fastify({ forceCloseConnections: true })
  app.addHook('onResponse', fastifyRecorder(recorder, options))
  app.get('/weather/:city', async () => ({ ok: true }))
  app.get('/missing', async (_request, reply) => reply.code(404).send('nothing'))
  await app.register(
    async (news) => {
      news.get('/:id', async () => 'one')
      news.get('/:id/broken', async () => {
        throw new Error('broken')
      })
    },
    { prefix: '/api/news' },
  )
  return app.listen({ host: '127.0.0.1', port: 0 })
}

const counted = (kind: 'api' | 'status' | 'user', calls: number): Promise<Record<string, number>> =>
  countedBy(kind, { server: redis, recorder, calls })

test('a Fastify server under load is counted by status as the load tool counts it, by route and user', async () => {
  const url = await serve({ status: 'code', user: ({ headers }) => headers['x-user'] as string | undefined })
  const requests = [
    { path: '/weather/paris', headers: { 'x-user': 'ann' } },
    { path: '/api/news/7?page=2' },
    { path: '/missing' },
    { path: '/api/news/7/broken' },
    { path: '/nowhere/123' },
  ]
  const byStatus = await loadWith(url, requests, 3_000)
  expect([...byStatus.keys()].sort()).toEqual(['200', '404', '500'])
  expect(await counted('status', 3_000)).toEqual(Object.fromEntries(byStatus))
  const apis = await counted('api', 3_000)
  expect(apis['/api/news/:id/broken']).toBe(byStatus.get('500'))
  expect(apis['/missing']! + apis['(no route)']!).toBe(byStatus.get('404'))
  expect(apis['/weather/:city']! + apis['/api/news/:id']!).toBe(byStatus.get('200'))
  const users = await counted('user', 3_000)
  expect(users['ann']).toBe(apis['/weather/:city'])
  expect(users['anonymous']).toBe(3_000 - users['ann']!)
})

test('a Fastify server answers where a function of the hook fails', async () => {
  const url = await serve({
    user: () => {
      throw new Error('no user here')
    },
  })
  expect((await fetch(`${url}/weather/bonn`)).status).toBe(200)
  expect(await counted('user', 1)).toEqual({ anonymous: 1 })
  expect(await counted('status', 1)).toEqual({ '2xx': 1 })
})
