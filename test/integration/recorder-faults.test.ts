import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRecorder, type RecorderStats } from '../../electron/recorder.ts'
import { makeCalls } from '../support/calls.ts'
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts'
import {
  countersIn,
  expectCounted,
  recordAll,
  recordedKeys,
  recordingTo,
  type Recording,
} from '../support/recorded.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { until } from '../support/source-kit.ts'
import { commandCounts } from '../support/world.ts'

const atMs = Date.parse('2096-02-29T13:41:07Z')
const calls = makeCalls({ seed: 'faults', fromMs: atMs, toMs: atMs + 120_000, count: 4_000, users: 1_500 })
const total = 'stats:day:46080:total'

let server: RedisServer
let proxy: FaultProxy
let recorder: Recording

beforeEach(async () => {
  server = await startRedis()
  proxy = await startFaultProxy(server)
  recorder = recordingTo(proxy.port)
})
afterEach(async () => {
  await recorder.close()
  await proxy.stop()
  await server.stop()
})

async function flushUntil(claim: (stats: RecorderStats) => boolean): Promise<RecorderStats> {
  let stats = await recorder.flush()
  await until(async () => claim((stats = await recorder.flush())), 'the flush that is waited for', 20_000)
  return stats
}

const flushUntilEmpty = (): Promise<RecorderStats> => flushUntil(({ waiting }) => waiting === 0)

describe('a slice whose answer did not come', () => {
  it.each([
    ['since the connection was reset', { kind: 'reset' } as const],
    ['since the answer was cut', { kind: 'cut' } as const],
    ['in time', { kind: 'hang' } as const],
  ])('%s, is uncertain and never sent again', async (_how, fault) => {
    await recorder.close()
    recorder = recordingTo(proxy.port, { timeoutMs: 400 })
    recordAll(recorder, calls.slice(0, 100))
    await flushUntilEmpty()
    recordAll(recorder, calls.slice(100))
    proxy.set(fault, ['exec'])
    const broken = await flushUntil(({ uncertain }) => uncertain > 0)
    expect(broken.uncertain + broken.waiting).toBe(3_900)
    proxy.set({ kind: 'none' })
    await flushUntilEmpty()
    const { uncertain, ...stats } = recorder.stats()
    expect(stats).toEqual({ recorded: 4_000 - uncertain, waiting: 0, dropped: 0, problem: null })
    const told = recorder.losses.map(({ kind, calls: lost }) => (kind === 'uncertain' ? lost : Number.NaN))
    expect(told.reduce((sum, lost) => sum + lost, 0)).toBe(uncertain)
    await expectCounted(server, calls, recorder.losses)
    const keys = (await server.command('KEYS', 'stats:*:*')) as string[]
    const ttls = await Promise.all(keys.map((key) => server.command('TTL', key)))
    expect(keys.filter((key, i) => ttls[i] === -1 && !key.startsWith('stats:index:'))).toEqual([])
  })
})

describe('a slice that never reached Redis', () => {
  it('is sent once Redis is back', async () => {
    recordAll(recorder, calls)
    proxy.set({ kind: 'down' })
    expect(await recorder.flush()).toMatchObject({ waiting: 4_000, uncertain: 0, recorded: 0 })
    expect(recorder.stats().problem).not.toBeNull()
    proxy.set({ kind: 'none' })
    await flushUntilEmpty()
    expect(recorder.stats()).toMatchObject({ recorded: 4_000, uncertain: 0, dropped: 0, problem: null })
    expect(await countersIn(server)).toEqual(recordedKeys(calls))
  })
})

describe('a server that is frozen', () => {
  beforeEach(async () => {
    await recorder.close()
    recorder = recordingTo(proxy.port, { timeoutMs: 1_500 })
  })

  it('between two flushes makes nothing uncertain', async () => {
    recordAll(recorder, calls.slice(0, 2_000))
    await flushUntilEmpty()
    server.pause()
    recordAll(recorder, calls.slice(2_000))
    for (let i = 0; i < 2; i++) expect(await recorder.flush()).toMatchObject({ waiting: 2_000, uncertain: 0 })
    server.resume()
    await flushUntilEmpty()
    expect(recorder.stats()).toMatchObject({ recorded: 4_000, uncertain: 0, dropped: 0 })
    expect(await countersIn(server)).toEqual(recordedKeys(calls))
  })

  it('does not hold up the caller', async () => {
    server.pause()
    const flushed = recorder.flush()
    for (let i = 0; i < 50; i++) recordAll(recorder, calls)
    expect(recorder.stats().waiting).toBe(200_000)
    await flushed
    server.resume()
    await flushUntilEmpty()
    expect(await server.command('GET', total)).toBe('200000')
  })
})

describe('a server that refuses', () => {
  it.each([
    ['for want of memory', ['maxmemory', '1'], ['maxmemory', '0'], /^OOM/],
    ['for want of replicas', ['min-replicas-to-write', '1'], ['min-replicas-to-write', '0'], /^NOREPLICAS/],
  ])('%s is asked again, and nothing is lost', async (_why, refusing, accepting, problem) => {
    await server.command('CONFIG', 'SET', ...refusing)
    recordAll(recorder, calls)
    const stats = await flushUntil((seen) => problem.test(seen.problem ?? ''))
    expect(stats).toMatchObject({ waiting: 4_000, recorded: 0, uncertain: 0, dropped: 0 })
    await server.command('CONFIG', 'SET', ...accepting)
    await flushUntilEmpty()
    expect(await countersIn(server)).toEqual(recordedKeys(calls))
  })

  it('an account without the rights leaves its calls waiting, and says so', async () => {
    const own = recordingTo(server.port)
    await server.command('ACL', 'SETUSER', 'default', '-incrby')
    recordAll(own, calls)
    expect((await own.flush()).problem).toMatch(/NOPERM.*incrby/)
    await server.command('ACL', 'SETUSER', 'default', '+incrby')
    expect(await own.close()).toMatchObject({ recorded: 4_000, uncertain: 0 })
  })

  it('needs no more rights than the guide names', async () => {
    await server.command(
      ...['ACL', 'SETUSER', 'counting', 'on', 'nopass', '~stats:*', '-@all'],
      ...['+multi', '+exec', '+incrby', '+expireat', '+pfadd', '+zadd', '+ping'],
    )
    await server.command(
      'ACL',
      'SETUSER',
      'default',
      '-@all',
      '+acl',
      '+keys',
      '+mget',
      '+get',
      '+hello',
      '+auth',
    )
    const redis = new Redis(server.port, '127.0.0.1', {
      username: 'counting',
      password: 'any',
      lazyConnect: true,
    })
    const own = createRecorder({ redis })
    recordAll(own, calls)
    expect(await own.close()).toMatchObject({ recorded: 4_000, problem: null })
    expect(await countersIn(server)).toEqual(recordedKeys(calls))
  })

  it('a counter that is none drops its calls, and the others are counted', async () => {
    await server.seed({ 'stats:day:46080:status:error': 'not a number' })
    await server.command('LPUSH', 'stats:day:46080:api:/api/service-0', 'a list')
    recordAll(recorder, calls)
    const stats = await flushUntilEmpty()
    const lacking = calls.filter(({ endpoint }) => endpoint === '/api/service-0').length
    expect(stats.waiting).toBe(0)
    expect(stats.recorded + stats.dropped).toBe(4_000)
    expect(stats.dropped).toBeGreaterThanOrEqual(lacking)
    expect(await server.command('GET', total)).toBe('4000')
    const text = recorder.losses.map(({ why }) => why).join('\n')
    expect(text).toContain('stats:day:46080:api:/api/service-0')
  })
})

describe('a transaction', () => {
  it('is what every slice is sent as', async () => {
    await server.command('CONFIG', 'RESETSTAT')
    recordAll(recorder, calls)
    await flushUntilEmpty()
    const counts = await commandCounts(server)
    expect(counts.get('multi')).toBe(counts.get('exec'))
    expect(counts.get('multi')).toBeGreaterThan(10)
    expect(counts.has('keys')).toBe(false)
  })
})
