import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import express, { Router, type Next, type Request, type Response } from 'express'
import { Redis } from 'ioredis'
import { createRecorder } from '../../electron/recorder.ts'
import { expressRecorder } from '../../electron/recorder/express.ts'
import { listen } from '../support/load.ts'
import { startRedis } from '../support/redis-server.ts'
import { atMost, reported, type BenchContext, type Row } from './row.ts'
import { median, percentile } from './samples.ts'

const warmUps = 2_000
const requests = 30_000

/** What the middleware adds to each request of an Express server under load, while its recorder flushes. */
export async function middlewareTimes(context: BenchContext): Promise<Row[]> {
  const server = await startRedis()
  context.atEnd(server.stop)
  const redis = new Redis(server.port, '127.0.0.1')
  const recorder = createRecorder({ redis, flushIntervalMs: 200 })
  let user = 0
  const times: number[] = []
  const timed = timedMiddleware(
    expressRecorder<Request>(recorder, { user: () => String((user += 7) % 5_000) }),
    (us) => times.push(us),
  )
  const served = await listen(appWith(timed))
  await load(served.url, warmUps)
  times.length = 0
  await load(served.url, requests)
  await served.close()
  const { recorded } = await recorder.close()
  redis.disconnect()
  if (recorded !== warmUps + requests || times.length !== requests)
    throw new Error(`Of ${warmUps + requests} requests ${recorded} were recorded, ${times.length} timed.`)
  const from = `${requests.toLocaleString('en-US')} requests`
  return [
    atMost(20, {
      name: 'Added to a request by the middleware, p99',
      measured: percentile(times, 0.99),
      unit: 'µs',
      from,
    }),
    reported({
      name: 'Added to a request by the middleware, median',
      measured: median(times),
      unit: 'µs',
      from,
    }),
  ]
}

type Middleware = (request: Request, response: Response, next: Next) => void

const spentMs = Symbol('spent')

interface TimedRequest extends Request {
  [spentMs]?: number
}

/** The same middleware, that tells how many microseconds each request spent in it: before, at its route and at its end. */
function timedMiddleware(middleware: Middleware, tell: (us: number) => void): Middleware {
  let timedRoute: PropertyDescriptor | null = null
  return (request: TimedRequest, response, next) => {
    let endedAt = 0
    response.on('finish', () => (endedAt = performance.now()))
    const calledAt = performance.now()
    middleware(request, response, () => {
      request[spentMs] = performance.now() - calledAt
      timedRoute ??= timedSetter(Object.getOwnPropertyDescriptor(request, 'route')!)
      Object.defineProperty(request, 'route', timedRoute)
      response.on('finish', () => tell((request[spentMs]! + performance.now() - endedAt) * 1_000))
      next()
    })
  }
}

/** One for all requests, as the middleware's own is: another for each would make every request slow. */
function timedSetter(noting: PropertyDescriptor): PropertyDescriptor & ThisType<TimedRequest> {
  return {
    ...noting,
    set(route: unknown) {
      const setAt = performance.now()
      noting.set!.call(this, route)
      this[spentMs]! += performance.now() - setAt
    },
  }
}

function appWith(middleware: Middleware) {
  const app = express()
  app.use(middleware)
  app.get('/weather/:city', (_request, response) => response.json({ ok: true }))
  app.get('/missing', (_request, response) => response.status(404).send('nothing'))
  const news = Router()
  news.get('/:id', (_request, response) => response.send('one'))
  app.use('/api/news', news)
  return app
}

async function load(url: string, amount: number): Promise<void> {
  const program = join(import.meta.dirname, 'http-load.ts')
  const child = spawn(process.execPath, [program, url, String(amount)], { stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error('The load tool met errors.')
}
