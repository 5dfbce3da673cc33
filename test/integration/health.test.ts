import { afterEach, describe, expect, it } from 'vitest'
import type { Health } from '../../shared/health.ts'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { keysOfCalls, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, keptLog, sourceFor } from '../support/source-kit.ts'
import { codesOf, watching } from '../support/watching.ts'
import { commandCounts, openWorld, withClock, type World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:41:30Z')
const today = 20_781
const calls = makeCalls({ seed: 'health', fromMs: nowMs - 2 * 86_400_000, toMs: nowMs, count: 1_500 })
const open: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function server(args: string[] = []): Promise<RedisServer> {
  const redis = await startRedis({ args })
  open.push(() => redis.stop())
  return redis
}

async function worldOf(redis: RedisServer, list: Call[] = calls): Promise<World> {
  const world = await openWorld(list, { nowMs, redis })
  open.push(() => world.close())
  return world
}

const found = ({ issues }: Health, code: string) => issues.filter((issue) => issue.code === code)

/** The slow log shows 31 arguments of a long command and says how many more there were. */
function argumentsOf(shown: string[]): number {
  const more = /^\.\.\. \((\d+) more arguments\)$/.exec(shown.at(-1) ?? '')
  return more ? shown.length - 1 + Number(more[1]) : shown.length
}

describe('the health of a source where all is well', () => {
  it('has nothing to mend, explains every call and looks at one bounded sample', async () => {
    const world = await worldOf(await server())
    const health = await world.watch.health()
    expect(health.issues).toEqual([])
    expect(health).toMatchObject({
      date: '2026-11-24',
      asOf: '2026-11-24T09:41:30.000Z',
      coverage: { apis: 1, statuses: 1, users: null },
      looked: { keys: Number(await world.redis.command('DBSIZE')), isWhole: true },
      server: { maxmemoryPolicy: 'noeviction', maxmemory: 0, evictedKeys: 0, flushes: 0 },
      scheme: { sums: { state: 'add_up' } },
    })
    expect(Math.abs(health.clockSkewMs!)).toBeLessThan(2_000)
    expect(health.scheme.expiry.map(({ granularity, state }) => [granularity, state])).toEqual([
      ['minute', 'right'],
      ['hour', 'right'],
      ['day', 'right'],
    ])
  })

  it('tells what the users of the last counted day explain, and nothing before the first census', async () => {
    const world = await worldOf(await server())
    expect((await world.watch.health()).users).toBeNull()
    await world.watch.users.count({ withRunning: false })
    expect((await world.watch.health()).users).toEqual({ date: '2026-11-23', share: 1 })
  })

  it('never asks for more than 250 counters at once, so that others hardly wait', async () => {
    const many = Array.from({ length: 700 }, (_, i): Call => ({
      atMs: nowMs - 60_000 * (i % 120),
      endpoint: `/path/${i}`,
      user: `u${i % 9}`,
      status: 'success',
    }))
    const world = await worldOf(await server(), many)
    await world.watch.overview({ zone: 'UTC', top: 0, complete: true })
    await world.settled()
    await world.redis.command('CONFIG', 'SET', 'slowlog-max-len', '100000')
    await world.redis.command('CONFIG', 'SET', 'slowlog-log-slower-than', '0')
    await world.watch.health()
    const log = (await world.redis.command('SLOWLOG', 'GET', '-1')) as [number, number, number, string[]][]
    const asked = log.flatMap(([, , , [name, ...args]]) => (name === 'mget' ? [argumentsOf(args)] : []))
    expect(asked.reduce((sum, keys) => sum + keys, 0)).toBeGreaterThan(1_400)
    expect(Math.max(...asked)).toBeLessThanOrEqual(250)
  })

  it('looks at no more than 10,000 keys, asks only what is allowed and starts no search', async () => {
    const world = await worldOf(await server())
    await world.redis.seed(Array.from({ length: 30_000 }, (_, i): [string, string] => [`foreign:${i}`, 'x']))
    await world.watch.overview({ zone: 'UTC', top: 0, complete: true })
    await world.redis.command('CONFIG', 'RESETSTAT')
    const { looked } = await world.watch.health()
    const counts = await commandCounts(world.redis)
    expect(looked).toMatchObject({ keys: 10_000, isWhole: false })
    expect(counts.get('scan')).toBe(40)
    expect(counts.has('keys')).toBe(false)
  })

  it('can be cancelled while it looks', async () => {
    const world = await worldOf(await server())
    await world.redis.seed(Array.from({ length: 30_000 }, (_, i): [string, string] => [`foreign:${i}`, 'x']))
    let steps = 0
    const source = {
      ...world.source,
      scanStep: (input: Parameters<World['source']['scanStep']>[0]) => {
        if (++steps === 3) other.watch.cancelTask('health')
        return world.source.scanStep(input)
      },
    }
    const other = watching(source, world.clock)
    expect((await errorOf(other.watch.health())).code).toBe('cancelled')
    expect(steps).toBe(3)
    await other.stop()
  })
})

describe('health names', () => {
  it('counters without expiry, what they cost a day, and the mend', async () => {
    const redis = await server()
    await redis.seed([...keysOfCalls(calls)].map(([key, count]): [string, string] => [key, String(count)]))
    const health = await (await worldOf(redis, [])).watch.health()
    const [minute, ...others] = found(health, 'no_expiry')
    expect(others.map(({ params }) => params!['granularity'])).toEqual(['hour', 'day'])
    expect(minute).toMatchObject({ severity: 'warning', params: { granularity: 'minute', seconds: 604_800 } })
    expect(minute!.message).toContain(`EXPIRE ${minute!.key} 604800`)
    const minutes = [...keysOfCalls(calls).keys()].filter((key) => key.includes(':minute:'))
    const spanDays = 2
    const perDay = Number(minute!.params!['keysPerDay'])
    expect(Math.abs(perDay - minutes.length / spanDays)).toBeLessThan(minutes.length / 50)
    expect(Number(minute!.params!['bytesPerDay']) / perDay).toBeGreaterThan(64 + 28)
    expect(health.coverage).toMatchObject({ apis: 1, statuses: 1 })
  })

  it('minutes that expire after a day', async () => {
    const redis = await server()
    await redis.seed(
      seedOfCalls(calls, nowMs).map(([key, value, left]): [string, string, number] => {
        const kept = String(key).includes(':minute:') ? Math.max(1_000, left! - 6 * 86_400) : left!
        return [String(key), String(value), kept]
      }),
    )
    const health = await (await worldOf(redis, [])).watch.health()
    const [short, ...others] = found(health, 'short_expiry')
    expect(others).toEqual([])
    expect(short).toMatchObject({
      severity: 'warning',
      params: { granularity: 'minute', hours: 24, seconds: 604_800 },
    })
  })

  it('keys that hold no count or are of another type, each with its key', async () => {
    const world = await worldOf(await server())
    await world.redis.command('SET', `stats:day:${today}:api:/bad`, '007', 'EX', 30_000_000)
    await world.redis.command('LPUSH', `stats:hour:${today * 24}:api:/list`, 'x')
    await world.redis.command('EXPIRE', `stats:hour:${today * 24}:api:/list`, 2_500_000)
    const health = await world.watch.health()
    expect(found(health, 'bad_value').map(({ key, severity }) => [key, severity])).toEqual([
      [`stats:day:${today}:api:/bad`, 'problem'],
    ])
    expect(found(health, 'wrong_type').map(({ key }) => key)).toEqual([`stats:hour:${today * 24}:api:/list`])
  })

  it('an endpoint whose calls are not in the total', async () => {
    const redis = await server()
    const uncounted = '/api/service-3'
    const totals = keysOfCalls(calls.filter(({ endpoint }) => endpoint !== uncounted))
    await redis.seed(
      seedOfCalls(calls, nowMs).map(([key, value, left]): [string, string, number] => [
        String(key),
        String(key).endsWith(':total') ? String(totals.get(String(key)) ?? 0) : String(value),
        left!,
      ]),
    )
    const health = await (await worldOf(redis, [])).watch.health()
    const [finding, ...others] = found(health, 'endpoint_not_in_total')
    expect(others).toEqual([])
    expect(finding).toMatchObject({ severity: 'problem', params: { endpoint: uncounted } })
    expect(health.scheme.sums).toMatchObject({ state: 'endpoint_not_in_total', endpoint: uncounted })
    const day = (list: Call[]): number =>
      list.filter(({ atMs }) => Math.floor(atMs / 86_400_000) === today).length
    expect(health.coverage.apis).toBe(
      day(calls) / day(calls.filter(({ endpoint }) => endpoint !== uncounted)),
    )
  })

  it('calls without an endpoint, and those without a status', async () => {
    const world = await worldOf(await server())
    await world.redis.command('INCRBY', `stats:day:${today - 1}:total`, 5)
    const issues = found(await world.watch.health(), 'unexplained')
    expect(issues.map(({ params }) => params!['count'])).toContain(5)
    expect(issues.every(({ severity }) => severity === 'warning')).toBe(true)
  })

  it('a day whose hours do not add up to it', async () => {
    const world = await worldOf(await server())
    const hours = calls.filter(({ atMs }) => Math.floor(atMs / 86_400_000) === today - 1).length
    await world.redis.command('INCRBY', `stats:day:${today - 1}:total`, 5)
    expect(found(await world.watch.health(), 'sums_differ')).toMatchObject([
      { severity: 'problem', params: { hours, total: hours + 5 } },
    ])
  })

  it('a service whose clock is ahead', async () => {
    const world = await worldOf(await server())
    await world.redis.command('SET', `stats:minute:${Math.floor(nowMs / 60_000) + 2}:total`, 1, 'EX', 604_900)
    expect(codesOf(await world.watch.health())).toEqual(['clock_ahead'])
  })

  it("a server's clock that differs from this computer's, by how much", async () => {
    const world = await worldOf(await server())
    const ahead = { ...world.clock, now: () => world.clock.now() + 65_000 }
    const other = watching(withClock(world.source, ahead), world.clock)
    const health = await other.watch.health()
    const [finding] = found(health, 'clocks_differ')
    expect(finding).toMatchObject({ severity: 'warning', params: { skewMs: health.clockSkewMs } })
    // The reply's way back is counted at half the round trip.
    expect(health.clockSkewMs).toBeGreaterThan(60_000)
    expect(health.clockSkewMs).toBeLessThanOrEqual(65_000)
    await other.stop()
  })

  it('evictions and a policy that may evict, also one that takes only keys with expiry', async () => {
    const redis = await server(['--maxmemory', '3mb', '--maxmemory-policy', 'volatile-random'])
    const world = await worldOf(redis, calls.slice(-50))
    for (let i = 0; i < 400; i++) await redis.command('SET', `filler:${i}`, 'x'.repeat(10_000), 'EX', 1_000)
    const health = await world.watch.health()
    expect(found(health, 'may_evict')).toMatchObject([
      { severity: 'warning', params: { policy: 'volatile-random' } },
    ])
    const evicted = found(health, 'evictions')
    expect(evicted).toMatchObject([{ severity: 'problem' }])
    expect(Number(evicted[0]!.params!['count'])).toBeGreaterThan(0)
    expect(health.server.evictedKeys).toBeGreaterThanOrEqual(Number(evicted[0]!.params!['count']))
  })

  it('a flush, and the days that the archive has and Redis lost', async () => {
    const redis = await server()
    const archive = openArchive({ file: ':memory:', log: keptLog() })
    const first = await openWorld(calls, { nowMs, redis, archive })
    await first.overview()
    await first.close()
    await redis.command('FLUSHDB')
    const second = await openWorld([], { nowMs, redis, archive })
    open.push(() => second.close())
    const health = await second.watch.health()
    expect(found(health, 'flushed')).toMatchObject([{ severity: 'problem', params: { count: 1 } }])
    expect(found(health, 'lost_counts')[0]).toMatchObject({ severity: 'problem' })
    expect(health.coverage).toEqual({ apis: null, statuses: null, users: null })
  })
})

describe('health for an account with few rights', () => {
  it('works under the rule of the connection test, and without INFO, SCAN and TIME says what it does not know', async () => {
    const redis = await server()
    await redis.seed(seedOfCalls(calls, nowMs))
    await redis.command(
      ...'ACL SETUSER tallyscope on >PASSWORD resetkeys ~stats:* ~report:daily:* resetchannels -@all +get +mget +strlen +type +ttl +zcard +zrevrange +scan +time +info +dbsize +role +client|setname +acl|whoami +acl|dryrun'.split(
        ' ',
      ),
    )
    const clock = (await worldOf(redis, [])).clock
    const healthOf = async (): Promise<Health> => {
      const source = sourceFor(redis.url.replace('//', '//tallyscope:PASSWORD@'))
      await source.open()
      const held = watching(withClock(source, clock), clock)
      const health = await held.watch.health()
      await held.stop()
      await source.close()
      return health
    }
    const whole = await healthOf()
    expect(whole.issues).toEqual([])
    await redis.command('ACL', 'SETUSER', 'tallyscope', '-info', '-scan', '-time')
    const less = await healthOf()
    expect(less).toMatchObject({
      clockSkewMs: null,
      server: { maxmemoryPolicy: null, evictedKeys: null, flushes: null },
      looked: { keys: 0, isWhole: false },
    })
    expect(codesOf(less)).toContain('no_server_clock')
  })
})
