import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { ReportDay } from '../../shared/reports.ts'
import { callsOnDate, makeCalls, type Call } from '../support/calls.ts'
import { keptLog, until } from '../support/source-kit.ts'
import { openWorld, type World } from '../support/world.ts'

const dayMs = 86_400_000
const nowMs = Date.parse('2026-11-24T09:30:30Z')
const dates = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']
const calls = makeCalls({
  seed: 'reports',
  fromMs: Date.parse('2026-11-18T00:00:00Z'),
  toMs: nowMs,
  count: 3_000,
})
const closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function opened(options: { archive?: Archive; zone?: string | null } = {}): Promise<World> {
  const { zone = 'UTC', ...more } = options
  const world = await openWorld(calls, { nowMs, ...more })
  closing.push(() => world.close())
  world.source.info.reportZone = zone
  return world
}

function fileArchive(): () => Archive {
  const folder = mkdtempSync(join(tmpdir(), 'reports-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  return () => {
    const archive = openArchive({ file: join(folder, 'one.sqlite'), log: keptLog(), isOwnFile: true })
    closing.push(() => archive.close())
    return archive
  }
}

const daysOf = async ({ watch }: World): Promise<ReportDay[]> => {
  const { days } = await watch.reports.reports({ from: '2026-11-19', to: '2026-11-23' })
  return days
}

const areDone = async (world: World): Promise<boolean> =>
  (await daysOf(world)).every(({ state }) => state === 'done')

const countOn = (date: string, zone: string, list: Call[] = calls): number =>
  callsOnDate(list, date, zone).length

describe('the first connection to a Redis', () => {
  it.each(['UTC', 'Asia/Shanghai', 'Asia/Kathmandu', 'America/St_Johns'])(
    'makes the report of every closed day of %s by itself, with the calls of that day',
    async (zone) => {
      const world = await opened({ zone })
      await world.watch.tick()
      await until(() => areDone(world), 'all reports are made')
      const days = await daysOf(world)
      expect(days.map(({ date, summary }) => [date, summary?.calls])).toEqual(
        dates.map((date) => [date, countOn(date, zone)]),
      )
      const { report } = await world.watch.reports.report({ date: '2026-11-21' })
      expect(report?.hourly.reduce((sum, hour) => sum + (hour.calls ?? NaN), 0)).toBe(
        countOn('2026-11-21', zone),
      )
    },
  )

  it('makes nothing while no report zone was chosen, and says so', async () => {
    const world = await opened({ zone: null })
    await world.watch.tick()
    await world.settled()
    expect(await world.watch.reports.reports({ from: null, to: null })).toMatchObject({
      zone: null,
      days: [],
    })
    await expect(world.watch.reports.makeMissingReports()).rejects.toMatchObject({ code: 'no_report_zone' })
    expect(world.archive.firstReport('UTC')).toBeNull()
  })

  it('keeps the hours of the days that it reports, so that they outlive Redis', async () => {
    const world = await opened({ zone: 'Asia/Shanghai' })
    await world.watch.reports.makeMissingReports()
    const firstHour = Math.floor(Date.parse('2026-11-18T16:00:00Z') / 3_600_000)
    const hours = world.archive.totals('hour', firstHour, firstHour + 23)
    const sum = [...hours.values()].reduce((all, calls) => all + calls, 0)
    expect(sum).toBe(countOn('2026-11-19', 'Asia/Shanghai'))
  })
})

describe('a program that ends in the middle', () => {
  it('goes on with the days that are missing and leaves those that were made', async () => {
    const open = fileArchive()
    const first = await opened({ archive: open() })
    await first.watch.reports.makeReport({ date: '2026-11-20' })
    await first.watch.tick()
    const before = first.archive.ledger('UTC', '2026-11-01', '2026-11-30')
    await first.stop()
    const second = await opened({ archive: open() })
    await second.clock.advance(3_600_000)
    await second.watch.tick()
    await until(() => areDone(second), 'all reports are made')
    for (const { date } of before) expect(second.archive.revisions('UTC', date)).toHaveLength(1)
    const made = second.archive.report('UTC', '2026-11-20')!.report.generated_at
    expect(made).toBe(new Date(nowMs).toISOString())
  })
})

describe('a Redis that goes away and comes back', () => {
  it('costs no day: nothing is noted meanwhile, and what is missing is made afterwards', async () => {
    const world = await opened()
    await world.overview()
    await world.redis.command('SAVE')
    await world.redis.kill('SIGKILL')
    await until(() => world.source.status().state === 'down', 'the loss is noticed')
    await world.watch.tick()
    await expect(world.watch.reports.makeReport({ date: '2026-11-20' })).rejects.toThrow()
    expect(world.archive.ledger('UTC', '2026-01-01', '2026-12-31')).toEqual([])
    // What is due can be told without it.
    expect((await daysOf(world)).map(({ state }) => state)).toEqual(dates.map(() => 'due'))
    await world.redis.restart({ keep: true })
    await world.source.retry()
    await until(() => world.source.status().state === 'ready', 'the source is back')
    await world.watch.tick()
    await until(() => areDone(world), 'all reports are made')
    const days = await daysOf(world)
    expect(days.map(({ summary }) => summary?.calls)).toEqual(dates.map((date) => countOn(date, 'UTC')))
  })
})

describe('two windows on one archive', () => {
  it('make every day once', async () => {
    const open = fileArchive()
    const one = await opened({ archive: open() })
    const two = await opened({ archive: open() })
    await Promise.all([one.watch.tick(), two.watch.tick()])
    await until(async () => (await areDone(one)) && (await areDone(two)), 'all reports are made')
    await one.settled()
    await two.settled()
    for (const date of dates) expect(one.archive.revisions('UTC', date)).toHaveLength(1)
  })
})

describe('calls that arrive after a report was made', () => {
  it.each(['UTC', 'Asia/Kathmandu'])(
    'are told in %s, and counted when the report is made anew',
    async (zone) => {
      const world = await opened({ zone })
      await world.watch.reports.makeMissingReports()
      const late: Call[] = Array.from({ length: 9 }, () => ({
        atMs: Date.parse('2026-11-20T12:00:00Z'),
        user: '1',
        endpoint: '/api/service-0',
        status: 'success',
      }))
      await world.count(late)
      await world.clock.advance(3_600_000)
      await world.watch.tick()
      await until(async () => (await daysOf(world))[1]!.summary!.lateCalls === 9, 'the late calls are told')
      const before = countOn('2026-11-20', zone)
      expect((await world.watch.reports.report({ date: '2026-11-20' })).report?.total_calls).toBe(before)

      const rebuilt = await world.watch.reports.rebuildReport({ date: '2026-11-20', replace: true })
      const breakdown = rebuilt.rebuilt.api_breakdown!
      expect(rebuilt.rebuilt.total_calls).toBe(before + 9)
      expect(breakdown['/api/service-0']).toBe(rebuilt.stored!.api_breakdown!['/api/service-0']! + 9)
      const stored = await world.watch.reports.report({ date: '2026-11-20' })
      expect(stored.revisions.map(({ calls: counted }) => counted)).toEqual([before, before + 9])
      expect(stored.day.summary?.lateCalls).toBe(0)
    },
  )
})

describe('making reports by hand', () => {
  it('refuses a day that is not over, with the instant from which it can be made', async () => {
    const world = await opened({ zone: 'Asia/Shanghai' })
    await expect(world.watch.reports.makeReport({ date: '2026-11-24' })).rejects.toMatchObject({
      code: 'day_running',
      message: expect.stringContaining('2026-11-24T16:02:00.000Z') as unknown,
    })
  })

  it('tells which days get none and why', async () => {
    const world = await opened()
    await world.redis.command('DEL', `stats:day:${Date.parse('2026-11-21T00:00:00Z') / dayMs}:total`)
    const { made, skipped } = await world.watch.reports.makeMissingReports()
    expect(made).toEqual(['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-22', '2026-11-23'])
    expect(skipped).toEqual([{ date: '2026-11-21', why: 'lost' }])
    await expect(world.watch.reports.makeReport({ date: '2026-11-21' })).rejects.toMatchObject({
      code: 'no_report',
    })
  })

  it('can be cancelled, which is no failure of the day', async () => {
    const world = await opened()
    await world.overview()
    // A server that stands still keeps it from its end until it is cancelled.
    world.redis.pause()
    try {
      const running = world.watch.reports.makeMissingReports()
      const ended = expect(running).rejects.toMatchObject({ code: 'cancelled' })
      await until(() => world.watch.cancelTask('reports').state === 'running', 'it runs')
      world.redis.resume()
      await ended
    } finally {
      world.redis.resume()
    }
    expect(world.archive.ledger('UTC', '2026-01-01', '2026-12-31')).toEqual([])
  })
})
