import assert from 'node:assert/strict'
import type { Api, AppInfo } from '../../shared/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { Bridge, Client } from '../../shared/rpc.ts'
import type { RedisServer } from './redis-server.ts'
import { roomIn } from './room-in.ts'
import { until } from './source-kit.ts'

export interface TransportContext {
  client: Client
  /** A Redis that holds `seedTransportRedis`. */
  redis: RedisServer
  host: AppInfo['host']
}

type Case = (context: TransportContext) => Promise<void>

/**
 * What each method must do over every transport, from sample data on. A method without a case does not compile; each case
 * tells two answers of its method apart, so that a method that answers a constant fails.
 */
export const transportCases: Record<keyof Api, Case> = {
  async appInfo({ client: { api }, host }) {
    const info = await api.appInfo()
    assert.equal(info.host, host)
    assert.match(info.version, /^\d+\.\d+\.\d+/)
    assert.match(info.dataDir, /tallyscope-/)
    assert.equal(info.zone, new Intl.DateTimeFormat().resolvedOptions().timeZone)
  },

  async connection({ client: { api }, redis }) {
    assert.equal((await api.connection()).sample, true)
    await connectTo(api, redis)
    const state = await api.connection()
    assert.equal(state.sample, false)
    assert.equal(state.source.address, `redis://127.0.0.1:${redis.port}/0`)
  },

  async testConnection({ client: { api }, redis }) {
    const reached = await api.testConnection({ url: redis.url })
    assert.equal(reached.ok, true)
    assert.equal(reached.callsToday, 42)
    const missed = await api.testConnection({ url: 'redis://127.0.0.1:1' })
    assert.equal(missed.ok, false)
    assert.ok(missed.checks.some(({ outcome }) => outcome === 'failed'))
  },

  async connect({ client: { api }, redis }) {
    const state = await connectTo(api, redis)
    assert.equal(state.source.name, 'Transport')
    assert.equal((await api.overview({ zone: 'UTC', complete: true })).today.calls, 42)
    await rejectsWith('bad_url', api.connect({ url: 'http://127.0.0.1/' }))
    assert.equal((await api.connection()).source.name, 'Transport')
  },

  async useSample({ client: { api }, redis }) {
    await connectTo(api, redis)
    const state = await api.useSample()
    assert.equal(state.sample, true)
    assert.equal(state.source.address, 'sample:')
  },

  async retry({ client: { api }, redis }) {
    assert.equal((await api.retry()).sample, true)
    await connectTo(api, redis)
    assert.equal((await api.retry()).status.state, 'ready')
    assert.equal((await api.retry()).sample, false)
  },

  async overview({ client: { api }, redis }) {
    const sample = await api.overview({ zone: 'Asia/Kathmandu', top: 3 })
    assert.equal(sample.sample, true)
    assert.equal(sample.zone, 'Asia/Kathmandu')
    assert.equal(sample.hotApis.length, 3)
    await connectTo(api, redis)
    const real = await api.overview({ zone: 'UTC', complete: true })
    assert.equal(real.sample, false)
    assert.equal(real.today.calls, 42)
    const found = real.hotApis.map(({ endpoint, calls }) => [endpoint, calls])
    assert.deepEqual(found, [
      ['/api/a', 30],
      ['__proto__', 12],
    ])
    await rejectsWith('bad_input', api.overview({ zone: 'Not/AZone' }))
    await rejectsWith('bad_input', api.overview({ zone: 'UTC', top: -1 }))
  },

  async sparklines({ client: { api }, redis }) {
    await connectTo(api, redis)
    const [first, second, ...rest] = await api.sparklines({ endpoints: ['/api/a', '__proto__'] })
    assert.deepEqual(rest, [])
    assert.equal(first!.endpoint, '/api/a')
    assert.equal(first!.calls.length, 24)
    assert.equal(first!.calls.at(-1), 30)
    assert.equal(second!.calls.at(-1), 12)
    await rejectsWith('bad_input', api.sparklines({ endpoints: Array<string>(101).fill('x') }))
  },

  async trend({ client: { api }, redis }) {
    const minutes = await api.trend({ range: 'minute', zone: 'UTC' })
    assert.equal(minutes.points.length, 60)
    assert.equal(minutes.previous, null)
    assert.equal(minutes.sample, true)
    await connectTo(api, redis)
    const hours = await api.trend({ range: 'hour', zone: 'UTC', compare: true, endpoint: '/api/a' })
    assert.equal(hours.points.length, 24)
    assert.equal(hours.previous?.length, 24)
    assert.equal(hours.points.at(-1)!.calls, 30)
    assert.equal((await api.trend({ range: 'day', zone: 'UTC' })).points.length, 30)
  },

  async discover({ client: { api }, redis }) {
    await redis.seed({ [`stats:day:${daysNow()}:api:/api/late`]: '7' })
    await connectTo(api, redis)
    const first = await api.discover()
    assert.equal(first.state, 'idle')
    assert.equal(first.lastOutcome, 'done')
    const { hotApis } = await api.overview({ zone: 'UTC', complete: true })
    assert.ok(hotApis.some(({ endpoint }) => endpoint === '/api/late'))
    const second = await api.discover()
    assert.notEqual(second.lastEndedAt, first.lastEndedAt)
  },

  async cancelDiscovery({ client: { api }, redis }) {
    // Calls of no endpoint lead every search on to the keys.
    await redis.command('INCRBY', `stats:day:${daysNow()}:total`, 5)
    await connectTo(api, redis)
    assert.equal((await api.discover()).lastOutcome, 'done')
    // A server that stands still keeps the search from its end until it is cancelled.
    redis.pause()
    try {
      const running = api.discover()
      await until(async () => (await api.cancelDiscovery()).state === 'running', 'a search runs')
      redis.resume()
      assert.equal((await running).lastOutcome, 'cancelled')
    } finally {
      redis.resume()
    }
    const after = await api.cancelDiscovery()
    assert.deepEqual([after.state, after.lastOutcome], ['idle', 'cancelled'])
  },
}

/** What every transport refuses, as a typed answer. */
export async function expectRefusals(bridge: Bridge): Promise<void> {
  const codeOf = async (method: string, input: unknown): Promise<string> => {
    const answer = await bridge.call(method, input)
    return answer.ok ? 'ok' : answer.code
  }
  assert.equal(await codeOf('constructor', {}), 'unknown_method')
  assert.equal(await codeOf('stop', {}), 'unknown_method')
  assert.equal(await codeOf('overview', { zone: 5 }), 'bad_input')
  assert.equal(await codeOf('appInfo', { more: true }), 'bad_input')
  assert.equal(await codeOf('connect', { url: 'x'.repeat(1_100_000) }), 'too_large')
  assert.equal(await codeOf('appInfo', {}), 'ok')
}

/** A change of the source reaches the page as an event. */
export async function expectEvents(client: Client, redis: RedisServer): Promise<void> {
  const seen = new Promise<string>((resolve) => {
    const stop = client.on('connection', ({ source }) => {
      if (source.kind !== 'redis') return
      stop()
      resolve(source.name)
    })
  })
  await connectTo(client.api, redis)
  assert.equal(await seen, 'Transport')
}

/** Literal counters of the running day, hour and minute: 42 calls, 30 and 12 of two endpoints. */
export async function seedTransportRedis(redis: RedisServer): Promise<void> {
  await roomIn('hour', 30_000)
  await redis.command('FLUSHDB')
  const now = Math.floor(Date.now() / 1000)
  const buckets = { minute: Math.floor(now / 60), hour: Math.floor(now / 3600), day: Math.floor(now / 86400) }
  const counters: Record<string, string> = {
    [`stats:day:${buckets.day}:status:success`]: '40',
    [`stats:day:${buckets.day}:status:error`]: '2',
  }
  for (const [granularity, bucket] of Object.entries(buckets)) {
    counters[`stats:${granularity}:${bucket}:total`] = '42'
    counters[`stats:${granularity}:${bucket}:api:/api/a`] = '30'
    counters[`stats:${granularity}:${bucket}:api:__proto__`] = '12'
  }
  await redis.seed(counters)
}

function connectTo(api: Api, redis: RedisServer): ReturnType<Api['connect']> {
  return api.connect({ url: redis.url, name: 'Transport', archive: 'new' })
}

async function rejectsWith(code: string, call: Promise<unknown>): Promise<void> {
  await assert.rejects(call, (error: unknown) => error instanceof AppError && error.code === code)
}

function daysNow(): number {
  return Math.floor(Date.now() / 86_400_000)
}
