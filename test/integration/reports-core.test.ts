import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../electron/core/clock.ts'
import { startCore, type Core } from '../../electron/core/index.ts'
import type { ReportsChanged } from '../../shared/reports.ts'
import { callsOnDate, makeCalls, seedOfCalls } from '../support/calls.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { roomIn } from '../support/room-in.ts'
import { keptLog, until } from '../support/source-kit.ts'

// A whole core runs by the server's own clock, so the calls end now.
let nowMs: number
const dayMs = 86_400_000
const closing: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  await roomIn('day', 90_000)
  nowMs = Date.now()
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** The computer's clock, but for the tick of the core, which comes every 50 ms. */
function quickTicks(): Clock {
  const clock = systemClock()
  return { ...clock, after: (ms, callback) => clock.after(ms === 20_000 ? 50 : ms, callback) }
}

async function core(
  dataDir: string,
  clock = quickTicks(),
): Promise<{ core: Core; told: ReportsChanged[]; stop(): Promise<void> }> {
  const told: ReportsChanged[] = []
  const started = await startCore({
    host: 'command line',
    version: '1.2.3',
    dataDir,
    log: keptLog(),
    clock,
    emit: (event, payload) => {
      if (event === 'reports') told.push(payload as ReportsChanged)
    },
  })
  closing.push(() => started.stop())
  return { core: started, told, stop: () => started.stop() }
}

async function server(): Promise<{ redis: RedisServer; callsOn(date: string): number }> {
  const calls = makeCalls({ seed: 'core', fromMs: nowMs - 5 * dayMs, toMs: nowMs - 1_000, count: 2_000 })
  const redis = await startRedis()
  closing.push(() => redis.stop())
  await redis.seed(seedOfCalls(calls, nowMs))
  return { redis, callsOn: (date) => callsOnDate(calls, date, 'UTC').length }
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'reports-core-'))
  closing.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const dateBack = (days: number): string => new Date(nowMs - days * dayMs).toISOString().slice(0, 10)

describe('a program that nobody looks at', () => {
  it('makes the reports of the connection that was open last, and tells every page', async () => {
    const dataDir = folder()
    const { redis, callsOn } = await server()
    // It ends before its first tick.
    const first = await core(dataDir, systemClock())
    const { source } = await first.core.api.connect({ url: redis.url })
    await first.core.api.saveConnection({ id: source.id!, reportZone: 'UTC' })
    await first.stop()

    const { core: again, told } = await core(dataDir)
    const dates = [4, 3, 2].map(dateBack)
    const isTold = (date: string): boolean => told.some((changed) => changed.dates.includes(date))
    await until(() => dates.every(isTold), 'the pages are told')
    const { days } = await again.api.reports({ from: dates[0]!, to: dates[2]! })
    expect(days.map(({ date, summary }) => [date, summary?.calls])).toEqual(
      dates.map((date) => [date, callsOn(date)]),
    )
    expect(told.every(({ zone }) => zone === 'UTC')).toBe(true)
  })
})

describe('the time of day of the reports', () => {
  it('is a preference that the next due instant follows', async () => {
    const { core: one } = await core(folder())
    expect((await one.api.reports({})).schedule.time).toBe('01:00')
    await one.api.setPreferences({ reportTime: '13:37' })
    const { schedule } = await one.api.reports({})
    expect(schedule.time).toBe('13:37')
    expect(schedule.nextAt).toMatch(/T13:37:00.000Z$/)
    await expect(one.api.setPreferences({ reportTime: '24:00' })).rejects.toThrow()
  })
})

describe('sample data', () => {
  it('has reports by UTC days as a matter of course, and tells them together', async () => {
    const { core: one, told } = await core(folder())
    await until(async () => {
      const { days } = await one.api.reports({})
      return days.length === 35 && days.slice(0, -1).every(({ state }) => state === 'done')
    }, 'the reports of the sample are made')
    await until(() => told.length > 0, 'the pages are told')
    const dates = told.flatMap((changed) => changed.dates)
    expect(told.length).toBeLessThan(dates.length)
    expect(told.every(({ zone }) => zone === 'UTC')).toBe(true)
  })
})
