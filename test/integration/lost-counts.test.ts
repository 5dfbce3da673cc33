import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { keysOfCalls, makeCalls } from '../support/calls.ts'
import { startRedis, type RedisServer, type SeedEntry } from '../support/redis-server.ts'
import { keptLog } from '../support/source-kit.ts'
import { expectOverview } from '../support/same-figures.ts'
import { codesOf } from '../support/watching.ts'
import { openWorld, type World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:30:30Z')
const calls = makeCalls({ seed: 'lost', fromMs: nowMs - 3 * 86_400_000, toMs: nowMs, count: 3_000 })
const open: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function server(args: string[] = []): Promise<RedisServer> {
  const redis = await startRedis({ args })
  open.push(() => redis.stop())
  return redis
}

async function worldOf(redis: RedisServer, file = ':memory:', list = calls): Promise<World> {
  const archive = openArchive({ file, log: keptLog() })
  const world = await openWorld(list, { nowMs, redis, archive })
  open.push(() => world.close())
  return world
}

describe('on a real Redis, nothing that is lost passes for zero', () => {
  it('after a flush while the app watches', async () => {
    const redis = await server()
    const world = await worldOf(redis)
    const before = await world.overview()
    await redis.restart()
    await world.source.retry()
    await world.clock.advance(20_000)
    await world.watch.tick()
    const after = await world.overview()
    expect(after.today).toMatchObject({ calls: null, atLeast: before.today.calls })
    expect(after.currentHour).toMatchObject({ calls: null, atLeast: before.currentHour.calls })
    expect(after.hotApis.every(({ calls: shown, atLeast }) => shown === null && atLeast > 0)).toBe(true)
    expect(codesOf(after)).toEqual(expect.arrayContaining(['lost_counts', 'restarted']))
  })

  it('after a flush between two runs with one archive file', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tallyscope-lost-'))
    open.push(() => rmSync(dir, { recursive: true, force: true }))
    const redis = await server()
    const file = join(dir, 'archive.sqlite')
    const first = await worldOf(redis, file)
    const days = (await first.trend('day')).points.slice(0, 29)
    await first.close()
    first.archive.close()
    await redis.restart()
    const second = await worldOf(redis, file, [])
    const trend = await second.trend('day')
    expect(trend.points.slice(0, 29)).toEqual(days)
    expect(trend.points.at(-1)!.calls).toBeNull()
    expect(codesOf(trend)).toEqual(expect.arrayContaining(['lost_counts', 'restarted']))
    const { today } = await second.overview()
    expect(today).toMatchObject({ calls: null, change: null })
  })

  it('after eviction of any single counter: each figure is right, unknown, or marked', async () => {
    const redis = await server()
    const keys = [...keysOfCalls(calls).keys()].filter((key) => !key.includes(':user:'))
    const world = await worldOf(redis)
    const whole = await world.overview('Asia/Shanghai')
    const real = new Map(whole.hotApis.map(({ endpoint, calls: shown }) => [endpoint, shown]))
    const victims = keys.filter((key, i) => /:(hour|day):/.test(key) && i % 17 === 0).slice(0, 40)
    expect(victims.length).toBeGreaterThan(20)
    for (const victim of victims) {
      const value = String(await redis.command('GET', victim))
      await redis.command('DEL', victim)
      const fresh = await openWorld([], { nowMs, redis })
      const shown = await fresh.overview('Asia/Shanghai')
      if (codesOf(shown).every((code) => code !== 'lost_counts')) {
        expect([null, whole.today.calls], victim).toContain(shown.today.calls)
        expect([null, whole.today.previous], victim).toContain(shown.today.previous)
        for (const { endpoint, calls: figure } of shown.hotApis) {
          expect([null, real.get(endpoint)], `${victim} ${endpoint}`).toContain(figure)
        }
        if (shown.coverage.apis === 1) expect(shown.hotApis).toHaveLength(real.size)
        expect([null, whole.success.rate], victim).toContain(shown.success.rate)
      }
      await fresh.close()
      await redis.command('SET', victim, value, 'EX', '100000')
    }
  })

  it('after evictions that the server counts, which is an issue beside its policy', async () => {
    const redis = await server(['--maxmemory', '3mb', '--maxmemory-policy', 'allkeys-random'])
    const world = await worldOf(redis, ':memory:', calls.slice(0, 50))
    await world.overview()
    for (let i = 0; i < 400; i++) await redis.command('SET', `filler:${i}`, 'x'.repeat(10_000))
    await world.clock.advance(20_000)
    await world.watch.tick()
    const overview = await world.overview()
    expect(codesOf(overview)).toEqual(expect.arrayContaining(['evictions', 'may_evict']))
  })

  it('when counters expire early: older ones are unknown', async () => {
    const redis = await server()
    const list = makeCalls({ seed: 'short', fromMs: nowMs - 30 * 3_600_000, toMs: nowMs, count: 2_000 })
    const counts = [...keysOfCalls(list)].filter(([key]) => {
      const hour = /:hour:(\d+):/.exec(key)
      return !hour || Number(hour[1]) > 498_753 - 6
    })
    await redis.seed(
      counts.map(([key, count]): SeedEntry => [
        key,
        String(count),
        key.includes(':hour:') ? 6 * 3_600 : 31_000_000,
      ]),
    )
    const world = await openWorld([], { nowMs: nowMs, redis })
    open.push(() => world.close())
    const trend = await world.trend('hour')
    expect(trend.points.slice(0, 17).every(({ calls: shown }) => shown === null)).toBe(true)
    expect(trend.points.at(-1)!.calls).not.toBeNull()
  })

  it('and a healthy one shows every figure', async () => {
    const world = await worldOf(await server())
    for (const zone of ['UTC', 'Asia/Kolkata']) expectOverview(await world.overview(zone), calls, nowMs)
    expect(codesOf(await world.overview())).toEqual([])
  })
})
