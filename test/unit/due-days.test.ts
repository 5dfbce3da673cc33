import { describe, expect, it } from 'vitest'
import { closedDays, dueAt, dueDays, lastClosedDate, nextDueAt } from '../../shared/due-days.ts'
import { createZone } from '../../shared/time.ts'
import { startOfDate } from '../support/expected.ts'

const graceMs = 120_000
const dayMs = 86_400_000
const firstDate = Date.parse('2017-01-01T00:00:00Z')
const dates = Array.from({ length: 3_652 }, (_, i) =>
  new Date(firstDate + i * dayMs).toISOString().slice(0, 10),
)
const at = (iso: string): number => Date.parse(iso)
const dueIn = (id: string, date: string, time: string): string => {
  const zone = createZone(id)
  return new Date(dueAt(zone, zone.day(date), time)).toISOString()
}

describe('every zone of the runtime over ten years', () => {
  const ids = [...Intl.supportedValuesOf('timeZone'), 'UTC']

  it(`has one due instant for each local date, in order, after its day and the grace (${ids.length} zones)`, () => {
    for (const id of ids) {
      const zone = createZone(id)
      const time = ['00:00', '01:00', '02:30', '23:59'][ids.indexOf(id) % 4]!
      let beforeMs = 0
      for (const date of dates) {
        const day = zone.day(date)
        const dueMs = dueAt(zone, day, time)
        const isInNextDay = dueMs < day.endMs + 27 * 3_600_000
        if (dueMs <= beforeMs || dueMs < day.endMs + graceMs || !isInNextDay) throw new Error(`${id} ${date}`)
        beforeMs = dueMs
      }
    }
  })

  it('is due at the wall time as Intl reads it wherever the clock shows that time', () => {
    let compared = 0
    for (const id of ids) {
      const zone = createZone(id)
      const format = new Intl.DateTimeFormat('en-GB', {
        timeZone: id,
        hour: '2-digit',
        minute: '2-digit',
      })
      for (let i = 0; i < dates.length; i += 97) {
        const shown = format.format(dueAt(zone, zone.day(dates[i]!), '01:00'))
        if (shown === '01:00') compared++
        // The clock jumped over it.
        else if (shown < '01:00' || shown > '02:00') throw new Error(`${id} ${dates[i]} ${shown}`)
      }
    }
    expect(compared).toBeGreaterThan(ids.length * 36)
  })
})

describe('the time of day at which a report is due', () => {
  it.each([
    ['UTC', '2026-11-22', '01:00', '2026-11-23T01:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-22', '01:00', '2026-11-22T19:15:00.000Z'],
    // 02:00 to 03:00 is left out on 2026-03-08: the first instant after it is 03:00.
    ['America/New_York', '2026-03-07', '02:30', '2026-03-08T07:00:00.000Z'],
    // 01:00 to 02:00 comes twice on 2026-11-01: the first one counts.
    ['America/New_York', '2026-10-31', '01:30', '2026-11-01T05:30:00.000Z'],
    // The day begins at 01:00, an hour after the one before it ended by the clock.
    ['Africa/Cairo', '2026-04-23', '00:30', '2026-04-23T22:02:00.000Z'],
    // No report before the grace for calls in flight is over.
    ['UTC', '2026-11-22', '00:00', '2026-11-23T00:02:00.000Z'],
    ['UTC', '2026-11-22', '00:01', '2026-11-23T00:02:00.000Z'],
  ])('in %s of %s by %s is %s', (id, date, time, due) => {
    expect(dueIn(id, date, time)).toBe(due)
  })
})

describe('the days that are due', () => {
  const zone = createZone('UTC')
  const asked = (iso: string, time: string, settled: string[] = []): string[] =>
    dueDays(zone, '2026-11-19', {
      nowMs: at(iso),
      time,
      isSettled: (date) => settled.includes(date),
    }).map(({ date }) => date)

  it('are all that are closed and past their time, oldest first, without those that are settled', () => {
    expect(asked('2026-11-22T00:59:59Z', '01:00')).toEqual(['2026-11-19', '2026-11-20'])
    expect(asked('2026-11-22T01:00:00Z', '01:00')).toEqual(['2026-11-19', '2026-11-20', '2026-11-21'])
    expect(asked('2026-11-22T01:00:00Z', '01:00', ['2026-11-20'])).toEqual(['2026-11-19', '2026-11-21'])
    expect(asked('2026-11-22T23:58:00Z', '23:59')).toEqual(['2026-11-19', '2026-11-20'])
  })

  it('are none before the first', () => {
    expect(asked('2026-11-19T23:59:00Z', '01:00')).toEqual([])
  })

  it('are followed by the next one at its own instant', () => {
    const next = (iso: string, time: string): string =>
      new Date(nextDueAt(zone, { nowMs: at(iso), time })).toISOString()
    expect(next('2026-11-22T00:59:59Z', '01:00')).toBe('2026-11-22T01:00:00.000Z')
    expect(next('2026-11-22T01:00:00Z', '01:00')).toBe('2026-11-23T01:00:00.000Z')
    expect(next('2026-11-22T00:01:00Z', '00:00')).toBe('2026-11-22T00:02:00.000Z')
  })

  it('leave out a date that the zone skipped', () => {
    const apia = createZone('Pacific/Apia')
    const days = closedDays(apia, '2011-12-28', '2012-01-01', at('2012-06-01T00:00:00Z'))
    expect(days.map(({ date }) => date)).toEqual(['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01'])
  })

  it('are closed only when the grace is over', () => {
    const midnightMs = startOfDate('Asia/Shanghai', '2026-11-22')
    const shanghai = createZone('Asia/Shanghai')
    expect(lastClosedDate(shanghai, midnightMs + graceMs - 1)).toBe('2026-11-20')
    expect(lastClosedDate(shanghai, midnightMs + graceMs)).toBe('2026-11-21')
  })
})
