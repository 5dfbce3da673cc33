import { describe, expect, it } from 'vitest'
import { createZone } from '../../shared/time.ts'
import { comparedSlots, trendSlots, type TrendTime } from '../../shared/trend-slots.ts'
import { unknownWhy } from '../support/no-counters.ts'

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

function timeOf(range: TrendTime['range'], now: string, more: Partial<TrendTime> & { in?: string } = {}) {
  const { in: zone = 'UTC', ...rest } = more
  return { range, zone: createZone(zone), nowMs: Date.parse(now), offsetMinutes: 0, ...rest }
}

function startsOf(time: TrendTime): string[] {
  return trendSlots(time).slots.map(({ startMs }) => iso(startMs)!)
}

/** The start of each slot beside that of the one it is compared with, "none" where there is none. */
function pairsOf(time: TrendTime, comparison: 'period' | 'weekday'): [string, string][] {
  const { slots } = trendSlots(time)
  return comparedSlots(slots, time, comparison).map((slot, i) => [
    iso(slots[i]!.startMs)!.slice(0, 16),
    unknownWhy(slot) === 'clock_change' ? 'none' : iso(slot.startMs)!.slice(0, 16),
  ])
}

describe('the slots of a range', () => {
  it('end with the bucket of now, none left out', () => {
    const minutes = startsOf(timeOf('minute', '2026-11-24T09:30:30Z'))
    expect(minutes).toHaveLength(60)
    expect([minutes[0], minutes.at(-1)]).toEqual(['2026-11-24T08:31:00.000Z', '2026-11-24T09:30:00.000Z'])
    const hours = startsOf(timeOf('hour', '2026-11-24T09:30:30Z'))
    expect(hours).toHaveLength(24)
    expect([hours[0], hours.at(-1)]).toEqual(['2026-11-23T10:00:00.000Z', '2026-11-24T09:00:00.000Z'])
  })

  it('of days are the calendar days of the zone, whatever their length', () => {
    const days = startsOf(timeOf('day', '2026-11-03T12:00:00Z', { in: 'America/New_York' }))
    expect(days).toHaveLength(30)
    expect(days.slice(-4)).toEqual([
      '2026-10-31T04:00:00.000Z',
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
      '2026-11-03T05:00:00.000Z',
    ])
  })

  it('end before the instant that is asked for, a bucket that begins there not included', () => {
    const until = (text: string) => ({ untilMs: Date.parse(text) })
    const hours = timeOf('hour', '2026-11-24T09:30:30Z', until('2026-11-20T12:00:00Z'))
    expect(startsOf(hours).at(-1)).toBe('2026-11-20T11:00:00.000Z')
    const within = timeOf('hour', '2026-11-24T09:30:30Z', until('2026-11-20T12:00:00.001Z'))
    expect(startsOf(within).at(-1)).toBe('2026-11-20T12:00:00.000Z')
    const days = timeOf('day', '2026-11-24T09:30:30Z', {
      in: 'Asia/Shanghai',
      ...until('2026-11-20T16:00:00Z'),
    })
    expect(startsOf(days).at(-1)).toBe('2026-11-19T16:00:00.000Z')
  })

  it.each(['minute', 'hour', 'day'] as const)('of %ss never reach beyond now', (range) => {
    const now = '2026-11-24T09:30:30Z'
    for (const untilMs of [Date.parse('2026-11-24T09:30:29Z'), Date.parse('2031-01-01T00:00:00Z')]) {
      const { slots, untilMs: end } = trendSlots(timeOf(range, now, { untilMs }))
      expect(slots).toEqual(
        trendSlots(timeOf(range, now)).slots.map((slot) =>
          expect.objectContaining({ startMs: slot.startMs }),
        ),
      )
      expect(end).toBeNull()
    }
  })
})

describe('stepping through time', () => {
  it.each([
    ['minute', 'UTC', 60],
    ['hour', 'Europe/Berlin', 24],
    ['day', 'America/New_York', 30],
    ['day', 'Australia/Lord_Howe', 30],
  ] as const)(
    'by %ss in %s goes back range by range without gap or overlap, and forward until now',
    (range, zone, length) => {
      const now = '2026-11-24T09:30:30Z'
      const at = (untilMs: number | null) => trendSlots(timeOf(range, now, { in: zone, untilMs }))
      const seen = [at(null)]
      for (let step = 0; step < 14; step++) {
        const shown = seen.at(-1)!
        const before = at(shown.slots[0]!.startMs)
        expect(before.slots).toHaveLength(length)
        expect(before.slots.at(-1)!.endMs).toBe(shown.slots[0]!.startMs)
        expect(before.untilMs).toBe(shown.slots[0]!.startMs)
        for (let i = 1; i < length; i++) expect(before.slots[i]!.startMs).toBe(before.slots[i - 1]!.endMs)
        seen.push(before)
      }
      for (let step = seen.length - 1; step > 0; step--) {
        expect(at(seen[step]!.laterMs).slots[0]!.startMs).toBe(seen[step - 1]!.slots[0]!.startMs)
      }
      expect(seen[1]!.laterMs).toBeNull()
      expect(seen[0]).toMatchObject({ untilMs: null, laterMs: null })
    },
  )

  it('forward from where less than a range is left ends at now', () => {
    const untilMs = Date.parse('2026-11-24T03:00:00Z')
    const { untilMs: end, laterMs } = trendSlots(timeOf('hour', '2026-11-24T09:30:30Z', { untilMs }))
    expect([iso(end), laterMs]).toEqual(['2026-11-24T03:00:00.000Z', null])
  })
})

describe('the period before', () => {
  it('is as many buckets earlier, and 30 calendar days earlier', () => {
    const hours = pairsOf(timeOf('hour', '2026-11-24T09:30:30Z'), 'period')
    expect(hours.at(-1)).toEqual(['2026-11-24T09:00', '2026-11-23T09:00'])
    const days = pairsOf(timeOf('day', '2026-11-24T12:00:00Z', { in: 'America/New_York' }), 'period')
    expect(days[0]).toEqual(['2026-10-26T04:00', '2026-09-26T04:00'])
    expect(days.at(-1)).toEqual(['2026-11-24T05:00', '2026-10-25T04:00'])
  })
})

describe('the same weekday', () => {
  it('of minutes and hours lies a week earlier', () => {
    const minutes = pairsOf(timeOf('minute', '2026-11-24T09:30:30Z'), 'weekday')
    expect(minutes.at(-1)).toEqual(['2026-11-24T09:30', '2026-11-17T09:30'])
    const hours = pairsOf(timeOf('hour', '2026-11-24T09:30:30Z', { in: 'Asia/Kolkata' }), 'weekday')
    expect(hours[0]).toEqual(['2026-11-23T10:00', '2026-11-16T10:00'])
  })

  it('of 30 days lies 35 earlier: whole weeks, and no day on both sides', () => {
    const time = timeOf('day', '2026-11-24T09:30:30Z')
    const days = pairsOf(time, 'weekday')
    expect(days[0]).toEqual(['2026-10-26T00:00', '2026-09-21T00:00'])
    expect(days.at(-1)).toEqual(['2026-11-24T00:00', '2026-10-20T00:00'])
    const weekday = (start: string) => new Date(`${start}Z`).getUTCDay()
    for (const [start, before] of days) expect(weekday(before)).toBe(weekday(start))
  })

  it('keeps the wall-clock time over a change of the clock between the two weeks', () => {
    // In New York 09:00 is 13:00 UTC until the first of November, then 14:00.
    const hours = pairsOf(timeOf('hour', '2026-11-05T14:30:00Z', { in: 'America/New_York' }), 'weekday')
    expect(hours.at(-1)).toEqual(['2026-11-05T14:00', '2026-10-29T13:00'])
    expect(hours[0]).toEqual(['2026-11-04T15:00', '2026-10-28T14:00'])
  })

  it('on the day that the clock goes back has nothing beside the hour that is there twice', () => {
    const hours = pairsOf(timeOf('hour', '2026-11-01T08:30:00Z', { in: 'America/New_York' }), 'weekday')
    expect(hours.slice(-5)).toEqual([
      ['2026-11-01T04:00', '2026-10-25T04:00'],
      ['2026-11-01T05:00', '2026-10-25T05:00'],
      ['2026-11-01T06:00', 'none'],
      ['2026-11-01T07:00', '2026-10-25T06:00'],
      ['2026-11-01T08:00', '2026-10-25T07:00'],
    ])
  })

  it('a week after the clock went forward has nothing beside the hour that was skipped', () => {
    const hours = pairsOf(timeOf('hour', '2026-03-15T08:30:00Z', { in: 'America/New_York' }), 'weekday')
    expect(hours.slice(-4)).toEqual([
      ['2026-03-15T05:00', '2026-03-08T06:00'],
      ['2026-03-15T06:00', 'none'],
      ['2026-03-15T07:00', '2026-03-08T07:00'],
      ['2026-03-15T08:00', '2026-03-08T08:00'],
    ])
  })

  it('never counts a bucket twice in a zone on whole hours, on any day of two years', () => {
    for (const zone of ['America/New_York', 'Africa/Cairo', 'America/Santiago']) {
      for (
        let day = Date.parse('2026-01-01T11:00:00Z');
        day < Date.parse('2028-01-01T00:00:00Z');
        day += 86_400_000
      ) {
        const time = timeOf('hour', new Date(day).toISOString(), { in: zone })
        const { slots } = trendSlots(time)
        const compared = comparedSlots(slots, time, 'weekday').filter(
          (slot) => unknownWhy(slot) !== 'clock_change',
        )
        const distinct = new Set(compared.map(({ startMs }) => startMs))
        if (distinct.size !== compared.length || compared.length < 23) throw new Error(`${zone} ${iso(day)}`)
      }
    }
  }, 60_000)
})
