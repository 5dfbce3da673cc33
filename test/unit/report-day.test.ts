import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Counters } from '../../shared/counters.ts'
import { ownDayFigure, reportHours } from '../../shared/report-day.ts'
import { hourPieces } from '../../shared/span.ts'
import { createZone, type LocalDay } from '../../shared/time.ts'
import { callsOnDate, keysOfCalls, type Call } from '../support/calls.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Zones with offsets of whole, half and quarter hours, clocks that change by an hour and by half an hour, and dates of theirs. */
const places: [zone: string, date: string, hours: number][] = [
  ['UTC', '2026-11-22', 24],
  ['Asia/Kathmandu', '2026-11-22', 24],
  ['Asia/Kathmandu', '1986-01-01', 23.75],
  ['America/New_York', '2026-03-08', 23],
  ['America/New_York', '2026-11-01', 25],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ['Pacific/Chatham', '2026-09-27', 23],
  ['Pacific/Chatham', '2026-04-05', 25],
  ['Antarctica/Troll', '2026-03-29', 22],
  ['Antarctica/Troll', '2026-10-25', 26],
  ['Pacific/Apia', '2011-12-29', 24],
]

/** Everything that was counted, nothing of it gone. */
function countersOf(calls: Call[], nowMs: number, offsetMinutes = 0): Counters {
  const keys = keysOfCalls(calls.map((call) => ({ ...call, atMs: call.atMs + offsetMinutes * minuteMs })))
  const endless = Number.POSITIVE_INFINITY
  return {
    nowMs,
    offsetMinutes,
    retentionMs: { minute: endless, hour: endless, day: endless },
    firstDay: Number.NEGATIVE_INFINITY,
    get: (series, granularity, bucket) => keys.get(`stats:${granularity}:${bucket}:${series}`) ?? null,
    floor: () => 0,
    addsUp: () => true,
    fallsShort: () => undefined,
    sums: new Map(),
  }
}

const dayOf = (zone: string, date: string): LocalDay => createZone(zone).day(date)

describe('the hours of a day', () => {
  it.each(places)('in %s on %s are %d hours', (zone, date, hours) => {
    const pieces = hourPieces(dayOf(zone, date), 0)
    expect(pieces.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(hours * 60)
  })

  it('follow each other from its first instant to its last, cut at the edges alone, in every zone', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    const date = fc
      .date({ min: new Date('1975-01-01'), max: new Date('2037-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10))
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        date,
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (zone, on, offset) => {
          const day = dayOf(zone, on)
          const pieces = hourPieces(day, offset)
          let ms = day.startMs
          for (const [i, { startMs, endMs, minutes }] of pieces.entries()) {
            expect(startMs).toBe(ms)
            expect(minutes).toBe((endMs - startMs) / minuteMs)
            if (i > 0) expect((startMs + offset * minuteMs) % hourMs).toBe(0)
            if (i > 0 && i < pieces.length - 1) expect(minutes).toBe(60)
            ms = endMs
          }
          expect(ms).toBe(day.endMs)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the calls of a day', () => {
  const names = ['/a', '/b', '__proto__', '']
  // Each UTC day that the days of a zone touch has calls: one without any is unknown, not empty.
  const callsAround = (middleMs: number): fc.Arbitrary<Call[]> =>
    fc
      .array(fc.tuple(fc.integer({ min: -2 * dayMs, max: 3 * dayMs }), fc.constantFrom(...names)), {
        maxLength: 60,
      })
      .map((some) => [
        ...some.map(([after, endpoint]) => ({ atMs: middleMs + after, endpoint })),
        ...[-2, -1, 0, 1, 2, 3].map((days) => ({ atMs: middleMs + days * dayMs, endpoint: '/a' })),
      ])
      .map((some) => some.map((call) => ({ ...call, user: '1', status: 'ok' })))

  it.each(places)('in %s on %s are those of that date, by endpoint and hour by hour', (zone, date) => {
    const day = dayOf(zone, date)
    const middleMs = day.startMs + 12 * hourMs
    fc.assert(
      fc.property(callsAround(middleMs), fc.constantFrom(0, 0, 330, -570), (calls, offset) => {
        const counters = countersOf(calls, middleMs + 9 * dayMs, offset)
        const ofDay = callsOnDate(calls, date, zone)
        expect(ownDayFigure(counters, 'total', day)).toMatchObject({
          value: ofDay.length,
          approximate: false,
        })
        for (const name of names) {
          const expected = ofDay.filter(({ endpoint }) => endpoint === name).length
          expect(ownDayFigure(counters, `api:${name}`, day)).toMatchObject({
            value: expected,
            approximate: false,
          })
        }
        const hours = reportHours(counters, day)
        for (const { startMs, minutes, calls: found } of hours) {
          const inside = ofDay.filter(({ atMs }) => atMs >= startMs && atMs < startMs + minutes * minuteMs)
          expect(found).toBe(inside.length)
        }
        expect(hours.reduce((sum, { calls: found }) => sum + found!, 0)).toBe(ofDay.length)
      }),
      { numRuns: 25 },
    )
  })

  it('come from the hours that start in it where the minutes of its edges are gone', () => {
    const at = (time: string): Call => ({
      atMs: Date.parse(`2026-11-${time}:00Z`),
      endpoint: '/a',
      user: '1',
      status: 'ok',
    })
    // In Kathmandu 22 November runs from 18:15 to 18:15 UTC.
    const calls = ['21T18:10', '21T18:20', '21T19:00', '22T18:05', '22T18:50', '22T18:51', '22T19:10'].map(at)
    const whole = countersOf(calls, Date.parse('2026-11-25T00:00:00Z'))
    const counters: Counters = {
      ...whole,
      get: (series, granularity, bucket) =>
        granularity === 'minute' ? null : whole.get(series, granularity, bucket),
      retentionMs: { ...whole.retentionMs, minute: 0 },
    }
    const day = dayOf('Asia/Kathmandu', '2026-11-22')
    expect(ownDayFigure(whole, 'total', day)).toMatchObject({ value: 3, approximate: false })
    expect(ownDayFigure(counters, 'total', day)).toMatchObject({ value: 4, approximate: true })
    expect(ownDayFigure(whole, 'total', day, { byHours: true })).toMatchObject({
      value: 4,
      approximate: true,
    })
    const hours = reportHours(counters, day)
    expect([hours[0]?.calls, hours.at(-1)?.calls]).toEqual([null, null])
  })

  it('are never those of the UTC day of that date', () => {
    const atMs = Date.parse('2026-11-22T12:00:00Z')
    const whole = countersOf([{ atMs, endpoint: '/a', user: '1', status: 'ok' }], atMs + 60 * dayMs)
    const counters: Counters = {
      ...whole,
      get: (series, granularity, bucket) =>
        granularity === 'day' ? whole.get(series, granularity, bucket) : null,
      retentionMs: { ...whole.retentionMs, minute: 0, hour: 0 },
    }
    expect(ownDayFigure(counters, 'total', dayOf('Asia/Shanghai', '2026-11-22')).value).toBeNull()
    expect(ownDayFigure(counters, 'total', dayOf('UTC', '2026-11-22')).value).toBe(1)
  })
})
