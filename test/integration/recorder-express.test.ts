import express, { Router, type Next, type Request, type Response } from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expressRecorder } from '../../electron/recorder/express.ts'
import type { ServedOptions } from '../../electron/recorder/served.ts'
import { listen, loadWith, type Listening } from '../support/load.ts'
import { countedBy, empty, recordingTo, type Recording } from '../support/recorded.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

const atMs = Date.parse('2096-02-29T13:41:07Z')

let redis: RedisServer
let recorder: Recording
let served: Listening

beforeAll(async () => {
  redis = await startRedis()
})
beforeEach(() => {
  recorder = recordingTo(redis.port, { now: () => atMs })
})
afterEach(async () => {
  await served.close()
  await recorder.close()
  await empty(redis)
})
afterAll(() => redis.stop())

async function serve(options: ServedOptions<Request> = {}): Promise<void> {
  const app = express()
  app.use(expressRecorder(recorder, options))
  app.get('/weather/:city', (_request, response) => response.json({ ok: true }))
  app.get('/missing', (_request, response) => response.status(404).send('nothing'))
  const news = Router()
  news.get('/', (_request, response) => response.send('all'))
  news.get('/:id', async (_request, response) => {
    await Promise.resolve()
    response.send('one')
  })
  news.get('/:id/broken', () => {
    throw new Error('broken')
  })
  app.use('/api/news', news)
  const items = Router()
  items.get('/items/:item', (_request, response) => response.send('item'))
  app.use('/users/:user', items)
  // Four parameters are how Express knows a handler of errors.
  app.use((_error: unknown, _request: Request, response: Response, _next: Next) => {
    response.status(500).send('sorry')
  })
  served = await listen(app)
}

const counted = (kind: 'api' | 'status' | 'user', calls: number): Promise<Record<string, number>> =>
  countedBy(kind, { server: redis, recorder, calls })

describe('an Express server under load', () => {
  it('is counted by status as the load tool counts it', async () => {
    await serve({ status: 'code', user: ({ headers }) => headers['x-user'] })
    const requests = [
      { path: '/weather/paris', headers: { 'x-user': 'ann' } },
      { path: '/weather/rome', headers: { 'x-user': 'bob' } },
      { path: '/missing' },
      { path: '/api/news/7/broken' },
      { path: '/api/news/7' },
    ]
    const byStatus = await loadWith(served.url, requests, 3_000)
    expect([...byStatus.keys()].sort()).toEqual(['200', '404', '500'])
    expect(await counted('status', 3_000)).toEqual(Object.fromEntries(byStatus))
    const apis = await counted('api', 3_000)
    expect(Object.keys(apis).sort()).toEqual([
      '/api/news/:id',
      '/api/news/:id/broken',
      '/missing',
      '/weather/:city',
    ])
    expect(apis['/missing']).toBe(byStatus.get('404'))
    expect(apis['/api/news/:id/broken']).toBe(byStatus.get('500'))
    const users = await counted('user', 3_000)
    expect(Object.keys(users).sort()).toEqual(['ann', 'anonymous', 'bob'])
  })
})

describe('the endpoint of a call', () => {
  it.each([
    ['/weather/paris', '/weather/:city'],
    ['/api/news', '/api/news'],
    ['/api/news/7?page=2', '/api/news/:id'],
    ['/API/News/7', '/api/news/:id'],
    ['/api/news/new', '/api/news/:id'],
    ['/api/news/7/broken', '/api/news/:id/broken'],
    ['/users/42/items/9', '/users/:user/items/:item'],
    ['/users/a%20b/items/9', '/users/:user/items/:item'],
    ['/users/users/items/9', '/users/:user/items/:item'],
    ['/what/ever/12345', '(no route)'],
  ])('of %s is %s', async (path, endpoint) => {
    await serve()
    await (await fetch(served.url + path)).text()
    expect(await counted('api', 1)).toEqual({ [endpoint]: 1 })
  })

  it('keeps the letters of a mount where the app tells them apart', async () => {
    const app = express()
    app.enable('case sensitive routing')
    app.use(expressRecorder(recorder))
    const news = Router()
    news.get('/:id', (_request, response) => response.send('one'))
    app.use('/API/News', news)
    served = await listen(app)
    await (await fetch(`${served.url}/API/News/7`)).text()
    expect(await counted('api', 1)).toEqual({ '/API/News/:id': 1 })
  })

  it('is what a function makes of it, and nothing where that gives null', async () => {
    await serve({ endpoint: (_request, pattern) => (pattern === '/missing' ? null : `GET ${pattern}`) })
    for (const path of ['/missing', '/weather/oslo']) await (await fetch(served.url + path)).text()
    expect(await counted('api', 1)).toEqual({ 'GET /weather/:city': 1 })
  })
})

describe('a middleware whose functions fail', () => {
  it('leaves the answer alone and counts the user as anonymous', async () => {
    const fail = (): never => {
      throw new Error('no user here')
    }
    await serve({ user: fail })
    expect((await fetch(`${served.url}/weather/bonn`)).status).toBe(200)
    expect(await counted('user', 1)).toEqual({ anonymous: 1 })
    expect(await counted('status', 1)).toEqual({ '2xx': 1 })
  })

  it('counts nothing where the endpoint cannot be told', async () => {
    await serve({
      endpoint: (request) => {
        if (request.params['city'] === 'bonn') throw new Error('no endpoint here')
        return 'fine'
      },
    })
    for (const city of ['bonn', 'kiel']) {
      expect((await fetch(`${served.url}/weather/${city}`)).status).toBe(200)
    }
    expect(await counted('api', 1)).toEqual({ fine: 1 })
  })
})
