import assert from 'node:assert/strict'
import type { Api } from '../../shared/api.ts'
import type { RedisServer } from './redis-server.ts'
import { connectTo, daysNow, rejectsWith, type TransportCase } from './transport-kit.ts'

type ReportMethod =
  | 'reports'
  | 'report'
  | 'makeReport'
  | 'rebuildReport'
  | 'makeMissingReports'
  | 'foreignReports'
  | 'reportPeriods'
  | 'reportPeriod'
  | 'runs'

/** What each method about daily reports must do over every transport. */
export const reportCases: Record<ReportMethod, TransportCase> = {
  async reports({ client: { api }, redis }) {
    const sample = await api.reports({})
    assert.deepEqual([sample.sample, sample.zone, sample.days.length], [true, 'UTC', 35])
    await seedClosedDays(redis)
    const { source } = await connectTo(api, redis)
    const unasked = await api.reports({})
    assert.deepEqual([unasked.zone, unasked.days, unasked.firstDate], [null, [], null])
    await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
    await api.makeReport({ date: dateOf(-3) })
    const reports = await api.reports({ from: dateOf(-4), to: dateOf(-3) })
    assert.deepEqual([reports.zone, reports.today, reports.firstDate], ['UTC', dateOf(0), dateOf(-3)])
    assert.deepEqual(
      reports.days.map(({ date, state, summary }) => [date, state, summary?.calls]),
      [[dateOf(-3), 'done', 30]],
    )
    await rejectsWith('bad_input', api.reports({ from: dateOf(-2), to: dateOf(-3) }))
    await rejectsWith('bad_input', api.reports({ from: '2026-02-30' }))
  },

  async report({ client: { api }, redis }) {
    await rejectsWith('bad_input', api.report({ date: '2026-13-01' }))
    await openWithZone(api, redis)
    const none = await api.report({ date: dateOf(0) })
    assert.deepEqual([none.report, none.revision, none.revisions], [null, 0, []])
    await api.makeReport({ date: dateOf(-2) })
    const stored = await api.report({ date: dateOf(-2), revision: 1 })
    assert.deepEqual([stored.report?.date, stored.report?.total_calls], [dateOf(-2), 20])
    assert.deepEqual([stored.day.state, stored.revision, stored.revisions.length], ['done', 1, 1])
    await rejectsWith('bad_input', api.report({ date: dateOf(-2), revision: 2 }))
  },

  async makeReport({ client: { api }, redis }) {
    const { source } = await connectTo(api, redis)
    await rejectsWith('no_report_zone', api.makeReport({ date: dateOf(-2) }))
    await seedClosedDays(redis)
    await connectTo(api, redis)
    await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
    assert.equal((await api.makeReport({ date: dateOf(-3) })).report?.total_calls, 30)
    assert.equal((await api.makeReport({ date: dateOf(-2) })).report?.total_calls, 20)
    await rejectsWith('day_running', api.makeReport({ date: dateOf(0) }))
    await rejectsWith('no_report', api.makeReport({ date: dateOf(-20) }))
  },

  async rebuildReport({ client: { api }, redis }) {
    await openWithZone(api, redis)
    await api.makeReport({ date: dateOf(-2) })
    await redis.command('INCRBY', `stats:day:${daysNow() - 2}:total`, 5)
    const shown = await api.rebuildReport({ date: dateOf(-2) })
    assert.deepEqual([shown.stored?.total_calls, shown.rebuilt.total_calls], [20, 25])
    assert.equal(shown.isReplaced, false)
    assert.equal((await api.report({ date: dateOf(-2) })).report?.total_calls, 20)
    assert.equal((await api.rebuildReport({ date: dateOf(-2), replace: true })).isReplaced, true)
    const { report, revision, revisions } = await api.report({ date: dateOf(-2) })
    assert.deepEqual([report?.total_calls, revision, revisions.map(({ calls }) => calls)], [25, 2, [20, 25]])
    await rejectsWith('day_running', api.rebuildReport({ date: dateOf(0) }))
  },

  async makeMissingReports({ client: { api }, redis }) {
    const { source } = await connectTo(api, redis)
    await rejectsWith('no_report_zone', api.makeMissingReports())
    await seedClosedDays(redis)
    await connectTo(api, redis)
    await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
    const { made } = await api.makeMissingReports()
    // The schedule of an app that runs may have been quicker with some.
    assert.ok(made.every((date) => date >= dateOf(-3) && date < dateOf(0)))
    const { days } = await api.reports({ from: dateOf(-3), to: dateOf(-2) })
    assert.deepEqual(
      days.map(({ state, summary }) => [state, summary?.calls]),
      [
        ['done', 30],
        ['done', 20],
      ],
    )
    assert.deepEqual((await api.makeMissingReports()).made, [])
  },

  async reportPeriods({ client: { api }, redis }) {
    const sample = await api.reportPeriods({ kind: 'month' })
    assert.deepEqual([sample.sample, sample.kind, sample.zone], [true, 'month', 'UTC'])
    await openWithZone(api, redis)
    await api.makeReport({ date: dateOf(-2) })
    const { items, earlier } = await api.reportPeriods({ kind: 'week', until: dateOf(-2) })
    assert.deepEqual([items[0]!.coverage.known > 0, earlier], [true, null])
    assert.ok(items[0]!.from <= dateOf(-2) && items[0]!.to >= dateOf(-2))
    await rejectsWith('bad_input', api.reportPeriods({ kind: 'year' as 'week' }))
  },

  async reportPeriod({ client: { api }, redis }) {
    const { source } = await connectTo(api, redis)
    await rejectsWith('no_report_zone', api.reportPeriod({ kind: 'week', date: dateOf(0) }))
    await seedClosedDays(redis)
    await connectTo(api, redis)
    await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
    await api.makeReport({ date: dateOf(-2) })
    const week = await api.reportPeriod({ kind: 'week', date: dateOf(-2) })
    assert.equal(week.days.find(({ date }) => date === dateOf(-2))!.calls, 20)
    assert.equal(week.days.length, 7)
    assert.equal(week.endpoints?.[0]?.endpoint, '/api/a')
    await rejectsWith('bad_input', api.reportPeriod({ kind: 'week', date: '2026-02-30' }))
  },

  async runs({ client: { api }, redis }) {
    await openWithZone(api, redis)
    await api.makeReport({ date: dateOf(-3) })
    const { sample, items } = await api.runs({ outcome: 'done' })
    assert.equal(sample, false)
    assert.ok(
      items.some(({ kind, date, outcome }) => kind === 'report' && date === dateOf(-3) && outcome === 'done'),
    )
    assert.deepEqual((await api.runs({ outcome: 'failed', before: 1 })).items, [])
    await rejectsWith('bad_input', api.runs({ limit: 0 }))
    await rejectsWith('bad_input', api.runs({ outcome: 'lost' as 'done' }))
  },

  async foreignReports({ client: { api }, redis }) {
    assert.deepEqual((await api.foreignReports({})).items, [])
    await seedClosedDays(redis)
    const old = `{"date":"${dateOf(-3)}","total_calls":31,"api_breakdown":{"/api/a":31},"success_rate":0.5}`
    await redis.seed({ [`report:daily:${dateOf(-3)}`]: old })
    await connectTo(api, redis)
    const { items, sample } = await api.foreignReports({ from: dateOf(-4), to: dateOf(0) })
    assert.equal(sample, false)
    assert.deepEqual(
      items.map(({ seenAt, ...item }) => [Number.isNaN(Date.parse(seenAt)), item]),
      [
        [
          false,
          {
            date: dateOf(-3),
            key: `report:daily:${dateOf(-3)}`,
            form: 'old',
            totalCalls: 31,
            successRate: 0.5,
            zone: null,
            generator: null,
            document: old,
            bytes: old.length,
          },
        ],
      ],
    )
    assert.deepEqual((await api.foreignReports({ from: dateOf(-2), to: dateOf(0) })).items, [])
    await rejectsWith('bad_input', api.foreignReports({ from: dateOf(-2), to: dateOf(-3) }))
  },
}

/** Literal counters of two closed UTC days and the one after: 30, 20 and 10 calls. */
async function seedClosedDays(redis: RedisServer): Promise<void> {
  for (const back of [3, 2, 1]) {
    await redis.seed({
      [`stats:day:${daysNow() - back}:total`]: String(back * 10),
      [`stats:hour:${(daysNow() - back) * 24 + 5}:total`]: String(back * 10),
      [`stats:day:${daysNow() - back}:api:/api/a`]: String(back * 10),
      [`stats:day:${daysNow() - back}:status:success`]: String(back * 10),
    })
  }
}

/** Opens a Redis with these days, reported by UTC. */
export async function openWithZone(api: Api, redis: RedisServer): Promise<void> {
  await seedClosedDays(redis)
  const { source } = await connectTo(api, redis)
  await api.saveConnection({ id: source.id!, reportZone: 'UTC' })
}

/** The UTC date so many days from today. */
export function dateOf(daysFromNow: number): string {
  return new Date((daysNow() + daysFromNow) * 86_400_000).toISOString().slice(0, 10)
}
