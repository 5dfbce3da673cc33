import { describe, expect, it } from 'vitest'
import { createZone } from '../../shared/time.ts'
import { comparedSlots, trendSlots } from '../../shared/trend-slots.ts'
import { trendSpan, type TrendAsk } from '../../shared/trend-span.ts'

const nowMs = Date.parse('2026-11-24T09:30:30Z')

function span(ask: Partial<TrendAsk>, zoneId = 'UTC') {
  const time = { zone: createZone(zoneId), nowMs, offsetMinutes: 0 }
  return trendSpan({ range: 'day', untilMs: null, from: null, to: null, ...ask }, time)
}

function slots(ask: Partial<TrendAsk>, zoneId = 'UTC') {
  const time = { range: ask.range ?? ('day' as const), zone: createZone(zoneId), nowMs, offsetMinutes: 0 }
  const of = { ...time, ...span(ask, zoneId) }
  const iso = (all: { startMs: number }[]): string[] =>
    all.map(({ startMs }) => new Date(startMs).toISOString())
  const trend = trendSlots(of)
  return {
    ...trend,
    starts: iso(trend.slots),
    before: iso(comparedSlots(trend.slots, of, 'period')),
    weekday: iso(comparedSlots(trend.slots, of, 'weekday')),
  }
}

describe('a range from one date to another', () => {
  it('has every day of it, the day that runs as its last at most', () => {
    const { starts, untilMs } = slots({ from: '2026-11-20', to: '2026-11-22' })
    expect(starts).toEqual([
      '2026-11-20T00:00:00.000Z',
      '2026-11-21T00:00:00.000Z',
      '2026-11-22T00:00:00.000Z',
    ])
    expect(untilMs).toBe(Date.parse('2026-11-23T00:00:00Z'))
    expect(slots({ from: '2026-11-20' }).starts).toHaveLength(5)
    expect(slots({ from: '2026-11-20', to: '2027-03-01' })).toMatchObject({ untilMs: null, laterMs: null })
    expect(slots({ from: '2025-11-25' }).starts).toHaveLength(365)
  })

  it('has the hours of its days in the zone, 25 where the clock is put back, and those that began alone', () => {
    const { starts } = slots({ range: 'hour', from: '2026-11-01', to: '2026-11-01' }, 'America/New_York')
    expect([starts.length, starts[0], starts.at(-1)]).toEqual([
      25,
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T04:00:00.000Z',
    ])
    const today = slots({ range: 'hour', from: '2026-11-24', to: '2026-11-24' })
    expect([today.starts.length, today.untilMs]).toEqual([10, null])
  })

  it('has the hours that lie across its edges where those are no full hours', () => {
    const { starts } = slots({ range: 'hour', from: '2026-11-20', to: '2026-11-20' }, 'Asia/Kathmandu')
    expect([starts.length, starts[0]]).toEqual([25, '2026-11-19T18:00:00.000Z'])
  })

  it('may be named by instants, of which the last does not belong to it', () => {
    const ask = { range: 'minute', from: '2026-11-20T10:00:30Z', to: '2026-11-20T10:05:00Z' } as const
    expect(slots(ask).starts).toHaveLength(5)
    expect(slots(ask).starts[0]).toBe('2026-11-20T10:00:00.000Z')
  })

  it('is compared with as long a time before it, or with whole weeks before that do not overlap', () => {
    const days = slots({ from: '2026-11-11', to: '2026-11-20' })
    expect(days.before[0]).toBe('2026-11-01T00:00:00.000Z')
    expect(days.weekday[0]).toBe('2026-10-28T00:00:00.000Z')
    const hours = slots({ range: 'hour', from: '2026-11-11', to: '2026-11-20' })
    expect([hours.before[0], hours.before.at(-1)]).toEqual([
      '2026-11-01T00:00:00.000Z',
      '2026-11-10T23:00:00.000Z',
    ])
    expect(hours.weekday[0]).toBe('2026-10-28T00:00:00.000Z')
  })

  it('is refused where it ends before it begins, begins after now, is too long or named twice', () => {
    const wrong: Partial<TrendAsk>[] = [
      { from: '2026-11-20', to: '2026-11-19' },
      { from: '2026-11-25' },
      { to: '2026-11-20' },
      { from: '2026-11-20', untilMs: nowMs },
      { from: '2020-01-01' },
      { range: 'hour', from: '2026-08-01', to: '2026-11-01' },
      { range: 'minute', from: '2026-11-20', to: '2026-11-21' },
    ]
    for (const ask of wrong)
      expect(() => span(ask), JSON.stringify(ask)).toThrow(expect.objectContaining({ code: 'bad_input' }))
    expect(span({ range: 'minute', from: '2026-11-20', to: '2026-11-20' }).length).toBe(1_440)
  })
})
