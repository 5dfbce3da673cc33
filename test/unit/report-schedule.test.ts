import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { createZone } from '../../shared/time.ts'
import { fakeReports, type FakeReports } from '../support/fake-reports.ts'
import { randomOf } from '../support/random.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000

/** The dates from one to another, both included, spelled out by the calendar alone. */
function datesFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(`${first}T00:00:00Z`) + i * dayMs).toISOString().slice(0, 10),
  )
}

const stateOf = ({ archive, at }: FakeReports, date: string) => archive.ledger(at.zone!.id, date, date)[0]

describe('a computer that was off', () => {
  it.each([1, 2, 7, 30])(
    'for %i days makes every missed day once at the next tick, oldest first',
    async (days) => {
      const reports = fakeReports({ now: '2026-03-01T12:00:00Z', first: '2026-02-27T05:00:00Z' })
      await reports.tick()
      expect(reports.composed).toEqual(['2026-02-27', '2026-02-28'])
      reports.at.nowMs += days * dayMs
      await reports.tick()
      await reports.tick()
      expect(reports.composed.slice(2)).toEqual(datesFrom('2026-03-01', days))
      expect(reports.told).toEqual(reports.composed)
    },
  )

  it('makes nothing of more than 400 days ago', async () => {
    const reports = fakeReports({ now: '2026-03-01T12:00:00Z', first: '2024-01-01T00:00:00Z' })
    await reports.tick()
    expect(reports.composed).toEqual(datesFrom('2025-01-25', 400))
  })
})

describe('500 random pauses', () => {
  it.each(['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
    'and clocks that jump back make every day of %s once, oldest first',
    async (id) => {
      const random = randomOf(`pauses in ${id}`)
      const reports = fakeReports({ now: '2025-01-01T12:00:00Z', first: '2025-01-01T12:00:00Z', zone: id })
      const zone = createZone(id)
      const firstDate = zone.dayAt(reports.at.nowMs).date
      let latestMs = reports.at.nowMs
      for (let i = 0; i < 500; i++) {
        const pauseMs = random() < 0.1 ? random() * 6 * dayMs : random() * 12 * hourMs
        // One time in eight the clock is put back, by up to two days.
        reports.at.nowMs += Math.round(random() < 0.125 ? -random() * 2 * dayMs : pauseMs)
        latestMs = Math.max(latestMs, reports.at.nowMs)
        await reports.tick()
      }
      reports.at.nowMs = latestMs + 2 * dayMs
      await reports.tick()
      const lastDate = zone.dayAt(reports.at.nowMs - 25 * hourMs).date
      const count = Math.round((Date.parse(lastDate) - Date.parse(firstDate)) / dayMs) + 1
      expect(reports.composed).toEqual(datesFrom(firstDate, count))
      expect(count).toBeGreaterThan(60)
    },
  )
})

describe('two apps on one archive', () => {
  it.each(['UTC', 'America/New_York', 'Pacific/Apia'])(
    'that sleep, start anew and have clocks that jump make every day of %s once, each app the oldest first',
    async (id) => {
      const random = randomOf(`two apps in ${id}`)
      const begun = { now: '2011-11-01T12:00:00Z', first: '2011-11-01T12:00:00Z', zone: id }
      const one = fakeReports(begun)
      const start = () => fakeReports({ ...begun, archive: one.archive })
      const apps = [one, start()]
      let nowMs = one.at.nowMs
      let latestMs = nowMs
      for (let i = 0; i < 500; i++) {
        nowMs += Math.round(random() < 0.1 ? -random() * dayMs : random() * 10 * hourMs)
        latestMs = Math.max(latestMs, nowMs)
        // An app that ends and starts again knows only what the archive knows.
        if (random() < 0.1) apps[Math.floor(random() * 2)] = start()
        const awake = apps.filter(() => random() < 0.7)
        const before = new Map(awake.map((app) => [app, app.composed.length]))
        for (const app of awake) app.at.nowMs = nowMs + Math.round(random() * minuteMs)
        await Promise.all(awake.map((app) => app.tick()))
        for (const app of awake) {
          const dates = app.composed.slice(before.get(app))
          expect(dates).toEqual(dates.toSorted())
        }
      }
      for (const app of apps) {
        app.at.nowMs = latestMs + 2 * dayMs
        await app.tick()
      }
      const zone = createZone(id)
      const lastDate = zone.dayAt(latestMs + 2 * dayMs - 25 * hourMs).date
      const closed = datesFrom('2011-11-01', 400).filter((date) => {
        const { startMs, endMs } = zone.day(date)
        return date <= lastDate && endMs > startMs
      })
      expect(closed.length).toBeGreaterThan(60)
      const kept = one.archive.ledger(id, '2011-01-01', '2013-01-01').map(({ date }) => date)
      expect(kept).toEqual(closed)
      for (const date of closed)
        expect(one.archive.revisions(id, date).map(({ revision }) => revision)).toEqual([1])
      const made = one.archive.runs({ limit: 1_000 }).filter(({ kind }) => kind === 'report')
      expect(made.map(({ date }) => date).toSorted()).toEqual(closed)
    },
  )
})

describe('a day', () => {
  it('is made at its time of day in the report zone and not before', async () => {
    const reports = fakeReports({
      now: '2026-11-22T16:59:59Z',
      first: '2026-11-21T20:00:00Z',
      zone: 'Asia/Shanghai',
    })
    await reports.tick()
    expect(reports.composed).toEqual([])
    reports.at.nowMs += 1_000
    await reports.tick()
    expect(reports.composed).toEqual(['2026-11-22'])
  })

  it('is not made while no report zone was chosen, and at the tick after it was', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-20T00:00:00Z' })
    reports.at.zone = null
    await reports.tick()
    expect(reports.composed).toEqual([])
    reports.at.zone = createZone('UTC')
    await reports.tick()
    expect(reports.composed).toEqual(['2026-11-20', '2026-11-21'])
  })

  it('that gets no report is noted with its reason and not tried again', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-20T00:00:00Z' })
    reports.outcomes.set('2026-11-20', { kind: 'skip', why: 'lost' })
    await reports.tick()
    reports.at.nowMs += 3 * hourMs
    await reports.tick()
    expect(reports.composed).toEqual(['2026-11-20', '2026-11-21'])
    expect(stateOf(reports, '2026-11-20')).toMatchObject({ state: 'skipped', why: 'lost', summary: null })
  })

  it('that fails holds up no other, says why and is tried again after 1, 2, 4 minutes and so on up to an hour', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-20T00:00:00Z' })
    reports.outcomes.set('2026-11-20', new AppError('no_permission', 'The account may not read it.'))
    const startMs = reports.at.nowMs
    const tries: number[] = []
    for (let i = 0; i < 8 * 60; i++) {
      const before = reports.composed.length
      await reports.tick()
      if (reports.composed.slice(before).includes('2026-11-20'))
        tries.push((reports.at.nowMs - startMs) / minuteMs)
      reports.at.nowMs += minuteMs
    }
    expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303, 363, 423])
    expect(stateOf(reports, '2026-11-21')?.state).toBe('done')
    expect(stateOf(reports, '2026-11-20')).toMatchObject({
      state: 'failed',
      message: 'The account may not read it.',
      attempts: 13,
      nextTryMs: startMs + 483 * minuteMs,
    })
    reports.outcomes.clear()
    reports.at.nowMs = startMs + 483 * minuteMs
    await reports.tick()
    expect(stateOf(reports, '2026-11-20')).toMatchObject({ state: 'done', attempts: 0, message: null })
  })

  it('that failed by a clock that was ahead is tried again by the right one', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-21T00:00:00Z' })
    reports.at.nowMs += 9 * hourMs
    reports.outcomes.set('2026-11-21', new Error('once'))
    await reports.tick()
    reports.outcomes.clear()
    reports.at.nowMs -= 9 * hourMs
    await reports.tick()
    expect(stateOf(reports, '2026-11-21')?.state).toBe('done')
  })

  it('that a clock ahead of its time took for lost is made when it has really closed', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-22T00:00:00Z' })
    reports.outcomes.set('2026-11-23', { kind: 'skip', why: 'lost' })
    reports.at.nowMs += 2 * dayMs
    await reports.tick()
    expect(stateOf(reports, '2026-11-23')?.state).toBe('skipped')
    reports.at.nowMs -= 2 * dayMs
    await reports.tick()
    reports.outcomes.clear()
    reports.at.nowMs += 2 * dayMs
    await reports.tick()
    expect(stateOf(reports, '2026-11-23')?.state).toBe('done')
  })

  it('is not blamed for a source that is away: nothing is noted, and all is made when it is back', async () => {
    const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-19T00:00:00Z' })
    const compose = reports.world.compose
    reports.world.compose = async (zone, day, isAnew) => {
      if (day.date === '2026-11-20') reports.at.isAway = true
      if (reports.at.isAway) throw new AppError('connection_lost', 'The connection was lost.')
      return compose(zone, day, isAnew)
    }
    await reports.tick()
    expect(reports.archive.ledger('UTC', '2026-01-01', '2026-12-31').map(({ date }) => date)).toEqual([
      '2026-11-19',
    ])
    reports.world.compose = compose
    reports.at.isAway = false
    await reports.tick()
    expect(reports.composed).toEqual(['2026-11-19', '2026-11-20', '2026-11-21'])
  })

  it('is kept once where two programs make it at the same time', async () => {
    const one = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-11-10T00:00:00Z' })
    const two = fakeReports({
      now: '2026-11-22T12:00:00Z',
      first: '2026-11-10T00:00:00Z',
      archive: one.archive,
    })
    await Promise.all([one.tick(), two.tick()])
    for (const date of datesFrom('2026-11-10', 12)) {
      expect(one.archive.revisions('UTC', date).map(({ revision }) => revision)).toEqual([1])
    }
  })
})

describe('the making of several days', () => {
  const three = { now: '2026-11-22T12:00:00Z', first: '2026-11-19T00:00:00Z' }
  const runsOf = ({ archive }: FakeReports) => archive.runs({ limit: 100 })

  it('tells how far it is, and in the end once what became of all', async () => {
    const reports = fakeReports(three)
    reports.outcomes.set('2026-11-20', { kind: 'skip', why: 'lost' })
    await reports.tick()
    expect(reports.progress).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ])
    expect(reports.ended).toEqual([
      {
        made: ['2026-11-19', '2026-11-21'],
        adopted: [],
        skipped: [{ date: '2026-11-20', why: 'lost' }],
        failed: [],
      },
    ])
    await reports.tick()
    expect(reports.ended).toHaveLength(1)
  })

  it('is noted in the log of runs, and each day of it', async () => {
    const reports = fakeReports(three)
    reports.outcomes.set('2026-11-20', { kind: 'skip', why: 'lost' })
    reports.outcomes.set('2026-11-21', new AppError('no_permission', 'The account may not read it.'))
    await reports.tick()
    expect(runsOf(reports)).toMatchObject([
      { kind: 'catch_up', by: 'schedule', outcome: 'done', count: 1, date: null },
      {
        kind: 'report',
        outcome: 'failed',
        date: '2026-11-21',
        code: 'no_permission',
        message: 'The account may not read it.',
        times: 1,
      },
      { kind: 'report', outcome: 'skipped', date: '2026-11-20', code: 'lost' },
      { kind: 'report', by: 'schedule', outcome: 'done', date: '2026-11-19', code: null, message: null },
    ])
    reports.at.nowMs += minuteMs
    await reports.tick()
    expect(runsOf(reports)[0]).toMatchObject({ kind: 'report', outcome: 'failed', times: 2 })
    expect(runsOf(reports)).toHaveLength(4)
  })

  it('ends when a person stops it, rests for an hour and then goes on where it was', async () => {
    const reports = fakeReports(three)
    const rest = reports.world.rest
    reports.world.rest = () => {
      reports.cancel()
      return rest()
    }
    await reports.tick()
    expect(reports.composed).toEqual(['2026-11-19'])
    expect(runsOf(reports)[0]).toMatchObject({ kind: 'catch_up', outcome: 'cancelled', count: 1, code: null })
    reports.world.rest = rest
    reports.at.nowMs += hourMs - 1
    await reports.tick()
    expect(reports.composed).toEqual(['2026-11-19'])
    reports.at.nowMs += 1
    await reports.tick()
    expect(reports.composed).toEqual(['2026-11-19', '2026-11-20', '2026-11-21'])
  })
})

describe('calls that arrive late', () => {
  const late = ({ archive }: FakeReports, date: string) =>
    archive.ledger('UTC', date, date)[0]?.summary?.lateCalls

  it('are found within the hour for 7 days after a report was made, and leave it as it is', async () => {
    const reports = fakeReports({ now: '2026-11-22T01:00:00Z', first: '2026-11-21T00:00:00Z' })
    await reports.tick()
    reports.calls.set('2026-11-21', 107)
    reports.at.nowMs += hourMs - 1
    await reports.tick()
    expect(late(reports, '2026-11-21')).toBe(0)
    reports.at.nowMs += 1
    await reports.tick()
    expect(late(reports, '2026-11-21')).toBe(7)
    expect(reports.told).toEqual(['2026-11-21', '2026-11-21'])
    expect(reports.archive.report('UTC', '2026-11-21')?.report.total_calls).toBe(100)
    reports.calls.set('2026-11-21', 112)
    reports.at.nowMs = Date.parse('2026-11-29T00:59:00Z')
    await reports.tick()
    expect(late(reports, '2026-11-21')).toBe(12)
    reports.calls.set('2026-11-21', 999)
    reports.at.nowMs = Date.parse('2026-11-29T02:00:00Z')
    await reports.tick()
    expect(late(reports, '2026-11-21')).toBe(12)
  })

  it('are none where Redis lost counts since, and none after the report was made anew', async () => {
    const reports = fakeReports({ now: '2026-11-22T01:00:00Z', first: '2026-11-21T00:00:00Z' })
    await reports.tick()
    reports.calls.set('2026-11-21', 40)
    reports.at.nowMs += hourMs
    await reports.tick()
    expect(late(reports, '2026-11-21')).toBe(0)
    reports.calls.set('2026-11-21', 130)
    reports.at.nowMs += hourMs
    await reports.tick()
    expect(late(reports, '2026-11-21')).toBe(30)
    const { report } = reports.archive.report('UTC', '2026-11-21')!
    const place = { zone: 'UTC', date: '2026-11-21', dueMs: 1 }
    expect(reports.archive.addRevision(place, { ...report, total_calls: 130 })).toBe(2)
    expect(late(reports, '2026-11-21')).toBe(0)
  })
})
