import { Cluster } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRecorder, type Loss, type Recorder, type RecorderStats } from '../../electron/recorder.ts'
import { makeCalls, manyEndpoints } from '../support/calls.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { countersIn, empty, recordAll, recordedKeys } from '../support/recorded.ts'
import { clusterClient, startCluster, type RedisCluster } from '../support/redis-cluster.ts'
import { until } from '../support/source-kit.ts'

const fromMs = Date.parse('2096-02-29T13:00:00Z')
const endpoints = manyEndpoints(60)
const calls = makeCalls({
  seed: 'cluster',
  fromMs,
  toMs: fromMs + 180_000,
  count: 6_000,
  endpoints,
  users: 800,
})

let cluster: RedisCluster
let recorder: Recorder
const losses: Loss[] = []

beforeAll(async () => {
  cluster = await startCluster()
})
beforeEach(() => {
  losses.length = 0
  const redis = clusterClient(cluster)
  recorder = createRecorder({ redis, timeoutMs: 3_000, onLoss: (loss) => void losses.push(loss) })
})
afterEach(async () => {
  await recorder.close()
  await cluster.everywhere(empty)
})
afterAll(() => cluster.stop())

async function flushed(claim = ({ waiting }: RecorderStats) => waiting === 0): Promise<RecorderStats> {
  await until(async () => claim(await recorder.flush()), 'the flush that is waited for', 25_000)
  return recorder.stats()
}

async function counters(): Promise<Map<string, number>> {
  const found = await cluster.everywhere((node) => countersIn(node))
  return new Map(found.flatMap((each) => [...each]))
}

describe('a recorder over a cluster', () => {
  it('leaves every counter on its node, each with its expiry', async () => {
    recordAll(recorder, calls)
    expect(await flushed()).toEqual({ recorded: 6_000, waiting: 0, dropped: 0, uncertain: 0, problem: null })
    expect(await counters()).toEqual(recordedKeys(calls))
    const sizes = await cluster.everywhere(async (node) => Number(await node.command('DBSIZE')))
    expect(Math.min(...sizes)).toBeGreaterThan(100)
    await cluster.everywhere(async (node) => {
      for (const key of (await node.command('KEYS', 'stats:*')) as string[]) {
        const kept = { minute: 7, hour: 30, day: 365, index: 0 }[key.split(':')[1]!]!
        const [, width = '', n = ''] = key.split(':')
        const startS = Number(n) * ({ minute: 60, hour: 3_600, day: 86_400 }[width] ?? 0)
        const expected = kept === 0 ? -1 : startS + kept * 86_400
        expect([key, await node.command('EXPIRETIME', key)]).toEqual([key, expected])
      }
    })
    const index = await cluster.ownerOf('stats:index:apis')
    const users = await cluster.ownerOf('stats:day:46080:users')
    expect(await index.command('ZCARD', 'stats:index:apis')).toBe(60)
    const called = new Set(calls.map(({ user }) => user)).size
    const estimate = Number(await users.command('PFCOUNT', 'stats:day:46080:users'))
    expect(Math.abs(estimate - called) / called).toBeLessThan(0.05)
  })

  it('never shows a total without its parts to whoever reads the total first', async () => {
    recordAll(recorder, calls)
    let isOver = false
    const sent = flushed().finally(() => (isOver = true))
    const reader = clusterClient(cluster)
    const sumOf = async (keys: string[]): Promise<number> =>
      (await Promise.all(keys.map((key) => reader.get(key)))).reduce((sum, value) => sum + Number(value), 0)
    const minutes = [66355980, 66355981, 66355982].map((minute) => `stats:minute:${minute}:total`)
    const widths = [
      ['day', 46080, ['stats:hour:1105933:total']] as const,
      ['hour', 1105933, minutes] as const,
    ]
    let looks = 0
    while (!isOver || looks === 0) {
      for (const [width, number, narrower] of widths) {
        const total = Number(await reader.get(`stats:${width}:${number}:total`))
        const parts = await sumOf(endpoints.map((endpoint) => `stats:${width}:${number}:api:${endpoint}`))
        expect(parts).toBeGreaterThanOrEqual(total)
        expect(await sumOf([...narrower])).toBeGreaterThanOrEqual(total)
      }
      looks += 1
    }
    await sent
    reader.disconnect()
  })

  it('follows a slot that is moving, and one that has moved', async () => {
    recordAll(recorder, calls.slice(0, 1_000))
    await flushed()
    const key = 'stats:day:46080:user:a moving one'
    const from = await cluster.ownerOf(key)
    const to = cluster.nodes.find((node) => node !== from)!
    const slot = Number(await from.command('CLUSTER', 'KEYSLOT', key))
    const ids = new Map(
      await cluster.everywhere(
        async (node) => [node, String(await node.command('CLUSTER', 'MYID'))] as const,
      ),
    )
    await to.command('CLUSTER', 'SETSLOT', slot, 'IMPORTING', ids.get(from)!)
    await from.command('CLUSTER', 'SETSLOT', slot, 'MIGRATING', ids.get(to)!)
    recorder.record('a moving one', '/api/service-0', 'success', fromMs)
    await flushed()
    expect(await from.command('GET', key).catch(String)).toMatch(/ASK/)

    for (const node of [to, from]) await node.command('CLUSTER', 'SETSLOT', slot, 'NODE', ids.get(to)!)
    recorder.record('a moving one', '/api/service-0', 'success', fromMs)
    expect(await flushed()).toMatchObject({ recorded: 1_002, uncertain: 0, dropped: 0 })
    expect(await to.command('GET', key)).toBe('2')
    const moved = Array(2).fill({
      ...calls[0]!,
      atMs: fromMs,
      user: 'a moving one',
      endpoint: '/api/service-0',
      status: 'success',
    })
    expect(await counters()).toEqual(recordedKeys([...calls.slice(0, 1_000), ...moved]))
  })

  it('waits for a node that is frozen, and nothing is lost or uncertain', async () => {
    recordAll(recorder, calls.slice(0, 3_000))
    await flushed()
    cluster.nodes[1]!.pause()
    recordAll(recorder, calls.slice(3_000))
    expect(await recorder.flush()).toMatchObject({ waiting: 3_000, uncertain: 0 })
    cluster.nodes[1]!.resume()
    expect(await flushed()).toMatchObject({ recorded: 6_000, uncertain: 0, dropped: 0 })
    expect(await counters()).toEqual(recordedKeys(calls))
  })

  it('goes on when a node that was killed is back', async () => {
    recordAll(recorder, calls.slice(0, 3_000))
    await flushed()
    const lost = cluster.nodes[2]!
    await lost.command('SAVE')
    await lost.kill('SIGKILL')
    recordAll(recorder, calls.slice(3_000))
    expect(await recorder.flush()).toMatchObject({ waiting: 3_000, uncertain: 0 })
    await lost.restart({ keep: true })
    expect(await flushed()).toMatchObject({ recorded: 6_000, uncertain: 0, dropped: 0 })
    expect(await counters()).toEqual(recordedKeys(calls))
  })

  it('counts nothing twice where a node answers no more in the middle, and calls uncertain what may be missing', async () => {
    const proxies = await Promise.all(cluster.nodes.map((node) => startFaultProxy(node)))
    const natMap = Object.fromEntries(
      cluster.nodes.map(({ port }, i) => [
        `127.0.0.1:${port}`,
        { host: '127.0.0.1', port: proxies[i]!.port },
      ]),
    )
    const through = createRecorder({ redis: clusterClient(cluster, natMap), timeoutMs: 3_000 })
    recordAll(through, calls.slice(0, 500))
    await until(async () => (await through.flush()).waiting === 0, 'the first calls are sent')
    recordAll(through, calls.slice(500))
    proxies[1]!.set({ kind: 'reset' }, ['incrby'])
    await until(async () => (await through.flush()).uncertain > 0, 'some are uncertain')
    proxies[1]!.set({ kind: 'none' })
    await until(async () => (await through.flush()).waiting === 0, 'all else is sent', 25_000)
    const { recorded, uncertain, dropped } = await through.close()
    expect([recorded + uncertain, dropped]).toEqual([6_000, 0])
    const held = await counters()
    for (const [key, expected] of recordedKeys(calls)) {
      const missing = expected - (held.get(key) ?? 0)
      expect(missing).toBeGreaterThanOrEqual(0)
      expect(missing).toBeLessThanOrEqual(uncertain)
    }
    for (const proxy of proxies) await proxy.stop()
  })

  it('needs no more rights than the guide names', async () => {
    const rights = ['+incrby', '+expireat', '+pfadd', '+zadd', '+ping', '+cluster|slots', '+cluster|info']
    await cluster.everywhere((node) =>
      node.command('ACL', 'SETUSER', 'counting', 'on', '>secret', '~stats:*', '-@all', ...rights),
    )
    const startupNodes = cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port }))
    const account = { username: 'counting', password: 'secret' }
    const redis = new Cluster(startupNodes, { lazyConnect: true, redisOptions: account })
    const own = createRecorder({ redis })
    recordAll(own, calls)
    await until(async () => (await own.flush()).waiting === 0, 'everything is sent', 25_000)
    expect(await own.close()).toMatchObject({ recorded: 6_000, problem: null })
    expect(await counters()).toEqual(recordedKeys(calls))
  })
})
