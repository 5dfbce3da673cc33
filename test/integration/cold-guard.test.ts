import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { Trend } from '../../shared/figures.ts'
import { callsBetween, keysOfCalls, makeCalls, type Call } from '../support/calls.ts'
import { expire, openColdWorld, takeAll } from '../support/cold-kit.ts'
import { startRedis, type RedisServer, type SeedEntry } from '../support/redis-server.ts'
import { keptLog } from '../support/source-kit.ts'
import { codesOf } from '../support/watching.ts'
import { commandCounts, type World } from '../support/world.ts'

const nowMs = Date.parse('2026-11-24T09:41:30Z')
const dayMs = 86_400_000
const hourMs = 3_600_000
/** 24 November. */
const today = 20_781
/** 23 November, 12:00. */
const noon = (today - 1) * 24 + 12
const calls: Call[] = makeCalls({
  seed: 'guard',
  fromMs: Date.parse('2026-11-22T00:00:00Z'),
  toMs: nowMs,
  count: 3_000,
  endpoints: ['/a', '/b', '/c'],
})

let redis: RedisServer
let archive: Archive
let folder: string
let worlds: World[] = []

beforeEach(async () => {
  redis = await startRedis()
  folder = mkdtempSync(join(tmpdir(), 'tallyscope-cold-'))
  archive = openArchive({ file: join(folder, 'archive.sqlite'), log: keptLog() })
})

afterEach(async () => {
  for (const world of worlds) await world.close()
  worlds = []
  archive.close()
  rmSync(folder, { recursive: true })
  await redis.stop()
})

async function open(list: Call[], atMs: number, more: SeedEntry[] = []): Promise<World> {
  const world = await openColdWorld(list, { nowMs: atMs, redis, archive, more })
  worlds.push(world)
  return world
}

/** The same source after everything but its days is gone from Redis, opened by another start of the program. */
async function reopenedLater(): Promise<World> {
  for (const world of worlds) await world.close()
  worlds = []
  await expire(redis, 'stats:minute:', 'stats:hour:')
  archive.close()
  archive = openArchive({ file: join(folder, 'archive.sqlite'), log: keptLog() })
  return open([], nowMs + 40 * dayMs)
}

async function hoursOf(world: World, endpoint: string | null): Promise<Trend['points']> {
  const { points } = await world.trend('hour', { endpoint, until: '2026-11-24T00:00:00.000Z' })
  return points
}

const callsAt = (hour: number, endpoint: string): number =>
  callsBetween(calls, hour * hourMs, (hour + 1) * hourMs).filter((call) => call.endpoint === endpoint).length

describe('the expiry guard', () => {
  it('reads once a minute at most', async () => {
    const world = await open(calls, nowMs)
    await world.overview()
    await world.watch.tick()
    await redis.command('CONFIG', 'RESETSTAT')
    const readings = async (): Promise<number> => {
      const counts = await commandCounts(redis)
      return (counts.get('get') ?? 0) + (counts.get('mget') ?? 0)
    }
    for (const step of [20_000, 20_000]) {
      await world.clock.advance(step)
      await world.watch.tick()
      expect(await readings()).toBe(0)
    }
    await world.clock.advance(20_000)
    await world.watch.tick()
    expect(await readings()).toBeGreaterThan(0)
    expect(await readings()).toBeLessThanOrEqual(1_000)
  })

  it('keeps all hours and minute totals where services keep minutes one day and hours two', async () => {
    const [fromMs, startMs] = [Date.parse('2026-11-20T00:00:00Z'), Date.parse('2026-11-21T00:00:00Z')]
    const endMs = startMs + 3 * dayMs
    const all = makeCalls({ seed: 'short', fromMs, toMs: endMs, count: 2_000, endpoints: ['/a', '/b'] })
    const kept = { minute: dayMs, hour: 2 * dayMs, day: 365 * dayMs }
    const widths = { minute: 60_000, hour: hourMs, day: dayMs }
    const dropsMs = (key: string): number => {
      const [, width, bucket] = key.split(':') as [string, keyof typeof kept, string]
      return Number(bucket) * widths[width] + kept[width]
    }
    const seed = [...keysOfCalls(callsBetween(all, fromMs, startMs))]
    const living = new Set(seed.map(([key]) => key))
    const world = await open(
      [],
      startMs,
      seed.map(([key, count]) => [key, String(count), Math.ceil((dropsMs(key) - startMs) / 1_000)]),
    )
    const stepMs = 20 * 60_000
    for (let ms = startMs; ms < endMs; ms += stepMs) {
      await world.watch.tick()
      await world.settled()
      await world.clock.advance(stepMs)
      const counted = callsBetween(all, ms, ms + stepMs)
      await world.count(counted)
      for (const key of keysOfCalls(counted).keys()) living.add(key)
      for (const key of living) {
        if (dropsMs(key) > ms + stepMs) continue
        living.delete(key)
        await redis.command('DEL', key)
      }
      if (ms === startMs) await world.overview()
    }
    const counted = (trend: Trend, widthMs: number): number[] =>
      trend.points.map(({ start }) => {
        const at = Date.parse(start)
        return callsBetween(all, at, at + widthMs).filter(
          ({ endpoint }) => trend.endpoint === null || trend.endpoint === endpoint,
        ).length
      })
    for (const until of ['2026-11-21T14:00:00.000Z', '2026-11-22T10:00:00.000Z']) {
      const minutes = await world.trend('minute', { until })
      expect(minutes.points.map((point) => point.calls)).toEqual(counted(minutes, 60_000))
    }
    const hours = await world.trend('hour', { endpoint: '/a', until: '2026-11-22T00:00:00.000Z' })
    expect(hours.points.map((point) => point.calls)).toEqual(counted(hours, hourMs))
    expect([...living].some((key) => key.startsWith(`stats:hour:${(startMs + 12 * hourMs) / hourMs}:`))).toBe(
      false,
    )
  }, 60_000)

  it('takes what is still there after days without the program, and nothing of what is gone', async () => {
    const world = await open(calls, nowMs)
    await expire(redis, `stats:hour:${noon}:`)
    await takeAll(world)
    const later = await reopenedLater()
    const points = await hoursOf(later, '/a')
    expect(points.map((point) => point.calls)).toEqual(
      points.map(({ start }) => {
        const hour = Date.parse(start) / hourMs
        return hour === noon ? null : callsAt(hour, '/a')
      }),
    )
  })
})

describe('a counter that was gone before it was archived', () => {
  it('is unknown, as is what it leaves open, and never zero', async () => {
    expect(callsAt(noon, '/b')).toBeGreaterThan(0)
    const world = await open(calls, nowMs)
    await redis.command('DEL', `stats:hour:${noon}:api:/b`)
    await takeAll(world)
    const later = await reopenedLater()
    const at = (points: Trend['points']): number | null | undefined =>
      points.find(({ start }) => Date.parse(start) === noon * hourMs)?.calls
    expect(at(await hoursOf(later, '/b'))).toBeNull()
    expect(at(await hoursOf(later, '/a'))).toBe(callsAt(noon, '/a'))
    // The day adds up, so one that was not called all day was not called then.
    expect(at(await hoursOf(later, '/elsewhere'))).toBe(0)
    expect((await hoursOf(later, '/b')).filter((point) => point.calls === null)).toHaveLength(1)
  })

  it('leaves its total unknown where no sum confirms it', async () => {
    const world = await open(calls, nowMs)
    await redis.command('DEL', `stats:hour:${noon}:total`)
    await redis.command('DEL', `stats:minute:${noon * 60 + 7}:total`)
    await takeAll(world)
    const later = await reopenedLater()
    const unknown = (await hoursOf(later, null)).filter((point) => point.calls === null)
    expect(unknown.map(({ start }) => start)).toEqual(['2026-11-23T12:00:00.000Z'])
  })
})

describe('what was archived', () => {
  it('stands where Redis has less after a restart, and that is told', async () => {
    const before = await open(calls, nowMs)
    await takeAll(before)
    await before.close()
    worlds = []
    await redis.command('SET', `stats:hour:${noon}:api:/a`, 1)
    await redis.command('DEL', `stats:hour:${noon}:api:/b`)
    const world = await open([], nowMs + hourMs)
    for (const endpoint of ['/a', '/b']) {
      const points = await hoursOf(world, endpoint)
      expect(points[12]).toMatchObject({ start: '2026-11-23T12:00:00.000Z', calls: callsAt(noon, endpoint) })
    }
    expect(codesOf(await world.overview())).toContain('lost_counts')
  })

  it('is corrected by calls that arrived late', async () => {
    const world = await open(calls, nowMs)
    await takeAll(world)
    const late = Array.from({ length: 3 }, (): Call => ({
      atMs: noon * hourMs + 5_000,
      user: '1',
      endpoint: '/a',
      status: 'success',
    }))
    await world.count(late)
    await takeAll(world, 70)
    const later = await reopenedLater()
    const points = await hoursOf(later, '/a')
    expect(points[12]?.calls).toBe(callsAt(noon, '/a') + 3)
  })

  it('makes no refresh slower: a running bucket is not looked for in the archive', async () => {
    const world = await open(calls, nowMs)
    await takeAll(world)
    let asked = 0
    const { coldRow, coldRows } = archive
    Object.assign(archive, {
      coldRow: (...ask: Parameters<Archive['coldRow']>) => (asked++, coldRow(...ask)),
      coldRows: (...ask: Parameters<Archive['coldRows']>) => (asked++, coldRows(...ask)),
    })
    await world.glance()
    await world.settled()
    await world.glance()
    await world.settled()
    asked = 0
    await world.clock.advance(5_000)
    await world.glance()
    expect(asked).toBe(0)
  })
})

describe('another archive in the place of the one that was open', () => {
  it('gets what Redis still has, whatever the one before held', async () => {
    const world = await open(calls, nowMs)
    await takeAll(world)
    const fresh = openArchive({ file: ':memory:', log: keptLog() })
    const { close } = archive
    Object.assign(archive, { ...fresh, file: archive.file, close: () => (fresh.close(), close()) })
    expect(archive.coldMarks()).toEqual([])
    await takeAll(world, 70)
    const row = archive.coldRow('days', today - 1, 'api:/a')
    expect(row?.slice(0, 24)).toEqual(
      Array.from({ length: 24 }, (_, i) => callsAt((today - 1) * 24 + i, '/a')),
    )
  })
})
