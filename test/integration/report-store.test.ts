import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/core/clock.ts'
import { createReportStore } from '../../electron/core/source/create.ts'
import type { ReportStore } from '../../electron/core/source/report-store.ts'
import { startFaultProxy, type Fault } from '../support/fault-proxy.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { errorOf, inputFor, keptLog, until } from '../support/source-kit.ts'

const year = 365 * 86_400
const one = '0123456789abcdef0123456789abcdef'
const other = 'fedcba9876543210fedcba9876543210'
let redis: RedisServer
const closing: (() => Promise<void> | void)[] = []

beforeEach(async () => {
  redis = await startRedis()
  closing.push(() => redis.stop())
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function store(url = redis.url, reportPrefix = 'report:daily'): ReportStore {
  const made = createReportStore(inputFor(url, { reportPrefix }), { clock: systemClock(), log: keptLog() })!
  closing.push(() => made.close())
  return made
}

const get = (key: string): Promise<unknown> => redis.command('GET', key)

describe('a stored report', () => {
  it('is written with a year to live where none stands', async () => {
    expect(await store().write('2026-11-22', '{"a":"é"}')).toBe('written')
    expect(await get('report:daily:2026-11-22')).toBe('{"a":"é"}')
    expect(await redis.command('TTL', 'report:daily:2026-11-22')).toBeGreaterThan(year - 60)
    expect(await redis.command('DBSIZE')).toBe(1)
  })

  it('is never written over another, and counts as written where it stands already', async () => {
    await redis.seed({ 'report:daily:2026-11-22': 'theirs' })
    expect(await store().write('2026-11-22', 'ours')).toBe('taken')
    expect(await store().write('2026-11-22', 'theirs')).toBe('written')
    expect(await redis.command('TTL', 'report:daily:2026-11-22')).toBe(-1)
  })

  it('is replaced only where the one that stands there may be', async () => {
    await redis.seed({ 'report:daily:2026-11-22': 'old', 'report:daily:2026-11-21': 'foreign' })
    await redis.command('LPUSH', 'report:daily:2026-11-20', 'x')
    const isOurs = (present: string): boolean => present === 'old'
    expect(await store().replace('2026-11-22', 'new', isOurs)).toBe('written')
    expect(await get('report:daily:2026-11-22')).toBe('new')
    expect(await redis.command('TTL', 'report:daily:2026-11-22')).toBeGreaterThan(year - 60)
    expect(await store().replace('2026-11-21', 'new', isOurs)).toBe('taken')
    expect(await get('report:daily:2026-11-21')).toBe('foreign')
    expect(await store().replace('2026-11-20', 'new', isOurs)).toBe('taken')
    expect(await store().replace('2026-11-19', 'new', isOurs)).toBe('written')
    expect(await get('report:daily:2026-11-19')).toBe('new')
  })

  it('is not replaced where another program changed it meanwhile', async () => {
    await redis.seed({ 'report:daily:2026-11-22': 'old' })
    const proxy = await startFaultProxy(redis)
    closing.push(() => proxy.stop())
    proxy.set({ kind: 'latency', ms: 200 })
    const seen: string[] = []
    const outcome = await store(proxy.url).replace('2026-11-22', 'new', (present) => {
      seen.push(present)
      // Ours is on its way for longer than this.
      if (present === 'old') void redis.command('SET', 'report:daily:2026-11-22', 'meanwhile')
      return present === 'old'
    })
    expect([outcome, seen]).toEqual(['taken', ['old', 'meanwhile']])
    expect(await get('report:daily:2026-11-22')).toBe('meanwhile')
  })

  it('stands under an odd prefix byte for byte', async () => {
    expect(await store(redis.url, 'r *\\xff[é').write('2026-11-22', 'x')).toBe('written')
    const key = Buffer.concat([Buffer.from('r *'), Buffer.from([0xff]), Buffer.from('[é:2026-11-22')])
    expect(await redis.command('GET', key)).toBe('x')
  })
})

describe('the lock', () => {
  it('is held by one token until it is given back', async () => {
    const [a, b] = [store(), store()]
    expect(await a.takeLock(one, 60_000)).toBe(true)
    expect(await b.takeLock(other, 60_000)).toBe(false)
    expect(await get('report:daily-lock')).toBe(one)
    await b.releaseLock(other)
    expect(await b.renewLock(other, 60_000)).toBe(false)
    expect(await get('report:daily-lock')).toBe(one)
    await a.releaseLock(one)
    await until(async () => (await get('report:daily-lock')) === null, 'the lock is free')
    expect(await b.takeLock(other, 60_000)).toBe(true)
    expect(await a.renewLock(one, 60_000)).toBe(false)
  })

  it('lives as long as it is renewed', async () => {
    const a = store()
    await a.takeLock(one, 500)
    await a.renewLock(one, 60_000)
    expect(await redis.command('PTTL', 'report:daily-lock')).toBeGreaterThan(50_000)
    await redis.command('PEXPIRE', 'report:daily-lock', 1)
    await until(async () => (await get('report:daily-lock')) === null, 'the lock has ended')
    expect(await a.renewLock(one, 60_000)).toBe(false)
    expect(await get('report:daily-lock')).toBeNull()
  })
})

describe('a connection that breaks in the middle', () => {
  const faults: Fault[] = [{ kind: 'cut' }, { kind: 'reset' }, { kind: 'garbage' }]
  it.each(faults)('is asked again what stands there: $kind', async (fault) => {
    const proxy = await startFaultProxy(redis)
    closing.push(() => proxy.stop())
    const through = store(proxy.url)
    proxy.set(fault, ['set'], true)
    const writing = through.write('2026-11-22', 'ours')
    await until(async () => (await get('report:daily:2026-11-22')) === 'ours', 'the server heard it')
    expect(await writing).toBe('written')
    proxy.set(fault, ['set'], true)
    const taking = through.takeLock(one, 60_000)
    await until(async () => (await get('report:daily-lock')) === one, 'the server heard it')
    expect(await taking).toBe(true)
    proxy.set(fault, ['exec'], true)
    await redis.command('PEXPIRE', 'report:daily-lock', 30_000)
    const renewing = through.renewLock(one, 60_000)
    await until(
      async () => Number(await redis.command('PTTL', 'report:daily-lock')) > 50_000,
      'the server heard it',
    )
    expect(await renewing).toBe(true)
  })

  it('fails with a code while the server is away, and works when it is back', async () => {
    const through = store()
    await redis.kill('SIGKILL')
    expect((await errorOf(through.write('2026-11-22', 'x'))).code).toMatch(/unreachable|connection_lost/)
    await redis.restart()
    expect(await through.write('2026-11-22', 'x')).toBe('written')
  })
})

describe('missing rights', () => {
  it.each(['-set', '-watch', '-multi', '-exec'])('are named without %s', async (right) => {
    await redis.seed({ 'report:daily:2026-11-22': 'old' })
    await redis.command('ACL', 'SETUSER', 'default', right)
    const { code, message } = await errorOf(store().replace('2026-11-22', 'new', () => true))
    expect(code).toBe('no_permission')
    expect(message).toContain('connection test')
    expect(await get('report:daily:2026-11-22')).toBe('old')
  })

  it('and a replica are told apart', async () => {
    await redis.command('REPLICAOF', '127.0.0.1', '1')
    expect((await errorOf(store().write('2026-11-22', 'x'))).code).toBe('not_supported')
  })
})
