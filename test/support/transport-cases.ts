import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import type { Api, EventName, Events } from '../../shared/api.ts'
import { defaultPreferences } from '../../shared/preferences.ts'
import type { Bridge, Client } from '../../shared/rpc.ts'
import type { RedisServer } from './redis-server.ts'
import { archiveCases } from './archive-cases.ts'
import { exportCases } from './export-cases.ts'
import { reportCases } from './report-cases.ts'
import { roomIn } from './room-in.ts'
import { until } from './source-kit.ts'
import { connectTo, daysNow, rejectsWith, type TransportCase } from './transport-kit.ts'
import { userCases } from './user-cases.ts'

/** An id that no connection has. */
const noConnection = '00000000-0000-4000-8000-000000000000'

/**
 * What each method must do over every transport, from sample data on. A method without a case does not compile; each case
 * tells two answers of its method apart, so that a method that answers a constant fails.
 */
export const transportCases: Record<keyof Api, TransportCase> = {
  async appInfo({ client: { api }, redis, host }) {
    const info = await api.appInfo()
    assert.equal(info.host, host)
    assert.match(info.version, /^\d+\.\d+\.\d+/)
    assert.match(info.dataDir, /tallyscope-/)
    assert.equal(info.settingsFile, join(info.dataDir, 'settings.json'))
    assert.equal(info.logDir, host === 'electron' ? join(info.dataDir, 'logs') : null)
    assert.equal(info.archive, null)
    assert.equal(info.zone, new Intl.DateTimeFormat().resolvedOptions().timeZone)
    await connectTo(api, redis)
    const { archive } = await api.appInfo()
    assert.equal(dirname(archive!.file), join(info.dataDir, 'archives'))
    assert.ok(archive!.bytes > 0)
  },

  async preferences({ client: { api } }) {
    const usual = { ...defaultPreferences, lastView: '/usual' }
    await api.setPreferences({ lastView: '/usual' })
    assert.deepEqual(await api.preferences(), usual)
    await api.setPreferences({ theme: 'dark' })
    assert.deepEqual(await api.preferences(), { ...usual, theme: 'dark' })
  },

  async setPreferences({ client: { api } }) {
    const changes = { language: 'zh', refreshSeconds: 60, isPaused: true, lastView: '/?zone=UTC' } as const
    assert.deepEqual(await api.setPreferences(changes), { ...defaultPreferences, ...changes })
    const back = await api.setPreferences({ language: null, numbers: 'short' })
    assert.deepEqual(back, { ...defaultPreferences, ...changes, language: null, numbers: 'short' })
    await rejectsWith('bad_input', api.setPreferences({ refreshSeconds: 61 }))
    await rejectsWith('bad_input', api.setPreferences({ lastView: 'https://example.org/' }))
  },

  async connection({ client: { api }, redis }) {
    assert.equal((await api.connection()).sample, true)
    await connectTo(api, redis)
    const state = await api.connection()
    assert.equal(state.sample, false)
    assert.equal(state.source.address, `redis://127.0.0.1:${redis.port}/0`)
  },

  async connections({ client: { api }, redis, host }) {
    assert.deepEqual(await api.connections(), {
      items: [],
      openId: null,
      storage: { canStore: false, why: host === 'electron' ? 'plain_text' : 'host' },
    })
    const { source } = await connectTo(api, redis)
    const { items, openId } = await api.connections()
    assert.equal(openId, source.id)
    assert.deepEqual(items, [
      {
        id: source.id,
        name: 'Transport',
        address: `redis://127.0.0.1:${redis.port}/0`,
        place: { tls: false, host: '127.0.0.1', port: redis.port, db: 0 },
        user: null,
        colour: 'teal',
        production: false,
        prefix: 'stats',
        reportPrefix: 'report:daily',
        bucketOffsetMinutes: 0,
        reportZone: null,
        statusLists: null,
        retentionDays: { minute: null, hour: null, day: null },
        scanLimit: null,
        shareReports: false,
        password: 'none',
      },
    ])
  },

  async saveConnection({ client: { api }, redis }) {
    const first = await api.saveConnection({ url: `redis://reader:canary-pw@127.0.0.1:${redis.port}/3` })
    assert.equal(first.user, 'reader')
    assert.equal(first.place.db, 3)
    assert.equal(first.password, 'session')
    const changed = await api.saveConnection({
      id: first.id,
      name: 'Orders',
      production: true,
      colour: 'red',
      reportZone: 'Asia/Kathmandu',
      statusLists: { success: ['Fine'], error: ['Broken'] },
      retentionDays: { minute: 3, hour: null, day: 400 },
      scanLimit: 5_000,
      password: null,
    })
    assert.deepEqual(changed, {
      ...first,
      name: 'Orders',
      production: true,
      colour: 'red',
      reportZone: 'Asia/Kathmandu',
      statusLists: { success: ['fine'], error: ['broken'] },
      retentionDays: { minute: 3, hour: null, day: 400 },
      scanLimit: 5_000,
      password: 'none',
    })
    assert.equal((await api.connections()).items.length, 1)
    await rejectsWith('bad_url', api.saveConnection({ url: 'http://127.0.0.1/' }))
    await rejectsWith('bad_input', api.saveConnection({ id: first.id, reportZone: 'Not/AZone' }))
    await rejectsWith(
      'bad_input',
      api.saveConnection({ id: first.id, statusLists: { success: ['A'], error: ['a'] } }),
    )
    await rejectsWith('unknown_connection', api.saveConnection({ id: noConnection, name: 'x' }))
  },

  async duplicateConnection({ client: { api }, redis }) {
    const first = await api.saveConnection({ url: redis.url, name: 'Orders', scanLimit: 900 })
    const copy = await api.duplicateConnection({ id: first.id })
    assert.notEqual(copy.id, first.id)
    assert.deepEqual(copy, { ...first, id: copy.id, name: 'Orders 2' })
    const third = await api.duplicateConnection({ id: first.id })
    assert.equal(third.name, 'Orders 3')
    const ids = (await api.connections()).items.map(({ id }) => id)
    assert.deepEqual(ids, [first.id, third.id, copy.id])
    await rejectsWith('unknown_connection', api.duplicateConnection({ id: noConnection }))
  },

  async deleteConnection({ client: { api }, redis }) {
    const kept = await api.saveConnection({ url: 'redis://127.0.0.1:1' })
    const { source } = await connectTo(api, redis)
    const rest = await api.deleteConnection({ id: source.id! })
    assert.deepEqual(
      rest.items.map(({ id }) => id),
      [kept.id],
    )
    assert.equal(rest.openId, null)
    assert.equal((await api.connection()).sample, true)
    await rejectsWith('unknown_connection', api.deleteConnection({ id: source.id! }))
  },

  async restoreConnection({ client: { api }, redis }) {
    const first = await api.saveConnection({ url: redis.url, password: 'canary-pw' })
    const second = await api.saveConnection({ url: 'redis://127.0.0.1:1' })
    await api.deleteConnection({ id: first.id })
    assert.deepEqual(await api.restoreConnection({ id: first.id }), first)
    assert.deepEqual((await api.connections()).items, [first, second])
    await rejectsWith('unknown_connection', api.restoreConnection({ id: noConnection }))
  },

  async openConnection({ client: { api }, redis }) {
    const { id } = await api.saveConnection({
      url: redis.url,
      name: 'Saved',
      colour: 'pink',
      production: true,
    })
    const away = await api.saveConnection({ url: 'redis://127.0.0.1:1' })
    const { source } = await api.openConnection({ id, archive: 'new' })
    assert.deepEqual([source.id, source.colour, source.production], [id, 'pink', true])
    assert.equal((await api.overview({ zone: 'UTC', complete: true })).today.calls, 42)
    await rejectsWith('unreachable', api.openConnection({ id: away.id }))
    assert.equal((await api.connections()).openId, id)
    await rejectsWith('unknown_connection', api.openConnection({ id: noConnection }))
  },

  async testConnection({ client: { api }, redis }) {
    const reached = await api.testConnection({ url: redis.url })
    assert.equal(reached.ok, true)
    assert.equal(reached.callsToday, 42)
    assert.equal(reached.server, 'standalone')
    const { id } = await api.saveConnection({ url: redis.url, prefix: 'other' })
    assert.equal((await api.testConnection({ id })).callsToday, null)
    assert.equal((await api.testConnection({ id, prefix: 'stats' })).callsToday, 42)
    await rejectsWith('bad_url', api.testConnection({ url: 'redis://h:0' }))
    await rejectsWith('bad_input', api.testConnection({}))
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
    const hours = await api.trend({ range: 'hour', zone: 'UTC', compare: 'period', endpoint: '/api/a' })
    assert.equal(hours.points.length, 24)
    assert.equal(hours.previous?.length, 24)
    assert.equal(hours.points.at(-1)!.calls, 30)
    assert.equal(hours.until, null)
    const until = hours.points[0]!.start
    const before = await api.trend({ range: 'hour', zone: 'UTC', compare: 'weekday', until })
    assert.deepEqual([before.compare, before.until, before.later], ['weekday', until, null])
    assert.equal(before.points.at(-1)!.partial, false)
    assert.equal((await api.trend({ range: 'day', zone: 'UTC' })).points.length, 30)
    const year = await api.trend({ range: 'day', zone: 'UTC', from: '2025-11-22', to: '2026-11-21' })
    assert.deepEqual([year.points.length, year.points[0]?.start], [365, '2025-11-22T00:00:00.000Z'])
    await rejectsWith('bad_input', api.trend({ range: 'day', zone: 'UTC', from: '2026-02-30' }))
    await rejectsWith('bad_input', api.trend({ range: 'minute', zone: 'UTC', from: '2025-11-22' }))
    await rejectsWith('bad_input', api.trend({ range: 'hour', zone: 'UTC', until: '2026-13-01T00:00:00Z' }))
  },

  async endpoints({ client: { api }, redis }) {
    const sample = await api.endpoints({ limit: 3 })
    assert.equal(sample.names.length, 3)
    assert.ok(sample.known > 3)
    await connectTo(api, redis)
    await api.overview({ zone: 'UTC', complete: true })
    const all = await api.endpoints({})
    assert.deepEqual(all, { names: ['/api/a', '__proto__'], matches: 2, known: 2 })
    const found = await api.endpoints({ search: 'PROTO' })
    assert.deepEqual(found, { names: ['__proto__'], matches: 1, known: 2 })
    await rejectsWith('bad_input', api.endpoints({ limit: 201 }))
  },

  async discover({ client: { api }, redis }) {
    await connectTo(api, redis)
    // Where a page had one begun by itself, this waits for that one.
    const first = await api.discover()
    assert.deepEqual([first.state, first.lastOutcome], ['idle', 'done'])
    await redis.seed({ [`stats:day:${daysNow()}:api:/api/late`]: '7' })
    await redis.command('INCRBY', `stats:day:${daysNow()}:total`, 7)
    const second = await api.discover()
    assert.deepEqual([second.state, second.lastOutcome, second.reason], ['idle', 'done', 'asked'])
    assert.ok(second.startedAt! >= first.lastEndedAt!)
    assert.ok(second.startedAt! <= second.lastEndedAt!)
    assert.equal(second.lastFound!.endpoints, 1)
    const { hotApis } = await api.overview({ zone: 'UTC', complete: true })
    assert.ok(hotApis.some(({ endpoint }) => endpoint === '/api/late'))
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

  async usage({ client: { api }, redis }) {
    const sample = await api.usage({ zone: 'Asia/Kathmandu', limit: 2 })
    assert.equal(sample.sample, true)
    assert.equal(sample.items.length, 2)
    assert.equal(sample.next, 2)
    await connectTo(api, redis)
    const today = new Date(daysNow() * 86_400_000).toISOString().slice(0, 10)
    const usage = await api.usage({ zone: 'UTC', from: today, to: today, complete: true })
    const rows = usage.items.map(({ endpoint, calls, share }) => [endpoint, calls, share])
    assert.deepEqual(rows, [
      ['/api/a', 30, 30 / 42],
      ['__proto__', 12, 12 / 42],
    ])
    assert.equal(usage.total, 42)
    await rejectsWith('bad_input', api.usage({ zone: 'UTC', from: '2026-02-30' }))
    await rejectsWith('bad_input', api.usage({ zone: 'UTC', from: '2999-01-01', to: '2999-01-02' }))
  },

  async usageSparklines({ client: { api }, redis }) {
    await connectTo(api, redis)
    const [first, second, ...rest] = await api.usageSparklines({
      zone: 'UTC',
      endpoints: ['/api/a', '__proto__'],
    })
    assert.deepEqual(rest, [])
    assert.deepEqual([first!.endpoint, first!.calls.length, first!.calls.at(-1)], ['/api/a', 7, 30])
    assert.equal(second!.calls.at(-1), 12)
    const many = Array<string>(101).fill('x')
    await rejectsWith('bad_input', api.usageSparklines({ zone: 'UTC', endpoints: many }))
  },

  async endpointUsage({ client: { api }, redis }) {
    await connectTo(api, redis)
    const days = await api.endpointUsage({ zone: 'UTC', endpoint: '/api/a' })
    assert.equal(days.points.length, 7)
    assert.deepEqual([days.points.at(-1)!.calls, days.points.at(-1)!.total], [30, 42])
    const hours = await api.endpointUsage({ zone: 'UTC', endpoint: '__proto__', step: 'hour' })
    assert.deepEqual([hours.points.at(-1)!.calls, hours.points.at(-1)!.share], [12, 12 / 42])
    const year = { zone: 'UTC', endpoint: '/api/a', from: '2020-01-01', to: '2020-02-01' }
    await rejectsWith('bad_input', api.endpointUsage({ ...year, step: 'hour' }))
  },

  async health({ client: { api }, redis }) {
    const sample = await api.health()
    assert.deepEqual([sample.sample, sample.coverage.apis, sample.issues], [true, 1, []])
    await redis.seed({ [`stats:day:${daysNow()}:api:/api/broken`]: 'many' })
    await connectTo(api, redis)
    const health = await api.health()
    assert.equal(health.date, new Date(daysNow() * 86_400_000).toISOString().slice(0, 10))
    assert.deepEqual(health.coverage, { apis: 1, statuses: 1, users: null })
    const broken = health.issues.find(({ code }) => code === 'bad_value')
    assert.equal(broken?.key, `stats:day:${daysNow()}:api:/api/broken`)
    assert.equal(broken?.severity, 'problem')
    assert.ok(health.issues.some(({ code }) => code === 'no_expiry'))
  },

  async cancelTask({ client: { api }, redis }) {
    await connectTo(api, redis)
    const idle = await api.cancelTask({ task: 'usage' })
    assert.deepEqual(idle, { task: 'usage', state: 'idle', done: 0, of: null })
    assert.equal((await api.cancelTask({ task: 'health' })).task, 'health')
    await rejectsWith('bad_input', api.cancelTask({ task: 'overview' as 'usage' }))
  },

  async detectScheme({ client: { api }, redis }) {
    const found = await api.detectScheme({ url: redis.url })
    assert.equal(found.follows, true)
    assert.deepEqual(found.proposal?.differs, [])
    const other = await api.detectScheme({ url: redis.url, prefix: 'counts', bucketOffsetMinutes: 480 })
    assert.equal(other.proposal?.prefix, 'stats')
    assert.deepEqual(other.proposal?.differs, ['prefix', 'bucketOffsetMinutes'])
    assert.equal((await api.connection()).sample, true)
    await rejectsWith('unreachable', api.detectScheme({ url: 'redis://127.0.0.1:1' }))
  },

  ...reportCases,
  ...userCases,
  ...archiveCases,
  ...exportCases,
}

/** Puts back what cases of before left behind, where several run on one app. */
export async function resetTransport({ api }: Client): Promise<void> {
  await api.useSample()
  for (const { id } of (await api.connections()).items) await api.deleteConnection({ id })
  await api.setPreferences(defaultPreferences)
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

/** A change of the list and of the preferences reaches every page. */
export async function expectSharedFacts(client: Client): Promise<void> {
  const list = nextOf(client, 'connections')
  const { id } = await client.api.saveConnection({ url: 'redis://127.0.0.1:1' })
  assert.deepEqual(
    (await list).items.map((item) => item.id),
    [id],
  )
  const preferences = nextOf(client, 'preferences')
  await client.api.setPreferences({ density: 'compact' })
  assert.equal((await preferences).density, 'compact')
}

function nextOf<E extends EventName>({ on }: Client, event: E): Promise<Events[E]> {
  return new Promise((resolve) => {
    const stop = on(event, (payload) => {
      stop()
      resolve(payload)
    })
  })
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
