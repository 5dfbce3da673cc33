import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { bucketAt, bucketStart, createZone, epochDay } from '../../shared/time.ts'
import { instantOfWall, startOfDate } from '../support/expected.ts'

const hourMs = 3_600_000
const dayMs = 86_400_000
const firstDate = Date.parse('2017-01-01T00:00:00Z')
const dates = Array.from({ length: 3_652 }, (_, i) =>
  new Date(firstDate + i * dayMs).toISOString().slice(0, 10),
)

describe('every zone of the runtime over ten years', () => {
  const lengths = new Set<number>()
  const ids = [...Intl.supportedValuesOf('timeZone'), 'UTC']

  it(`has each local date exactly once, its days joined without gap or overlap (${ids.length} zones)`, () => {
    for (const id of ids) {
      const zone = createZone(id)
      let endMs = zone.day(dates[0]!).startMs
      for (const date of dates) {
        const day = zone.day(date)
        if (day.startMs !== endMs || day.endMs <= day.startMs) throw new Error(`${id} ${date}`)
        endMs = day.endMs
        lengths.add((day.endMs - day.startMs) / hourMs)
      }
    }
    for (const length of [21, 22, 23, 23.5, 24, 24.5, 25, 26, 27]) expect(lengths).toContain(length)
  })

  it('begins and ends each day that is not 24 hours long, and those beside it, as Intl says', () => {
    let odd = 0
    for (const id of ids) {
      const zone = createZone(id)
      for (let i = 1; i < dates.length - 1; i++) {
        const day = zone.day(dates[i]!)
        if (day.endMs - day.startMs === dayMs && i % 1_461 !== 0) continue
        odd++
        for (const date of dates.slice(i - 1, i + 2)) {
          const startMs = startOfDate(id, date)
          if (zone.day(date).startMs !== startMs) throw new Error(`${id} ${date}`)
          if (zone.dayAt(startMs).date !== date || zone.dayAt(startMs - 1).date === date) {
            throw new Error(`edge of ${id} ${date}`)
          }
        }
      }
    }
    expect(odd).toBeGreaterThan(2_000)
  })
})

describe('the same wall-clock time', () => {
  it('is the time after a gap as far on as the clock was put, and the first of two', () => {
    const zone = createZone('America/New_York')
    const at = (iso: string) => zone.sameWallTime(Date.parse(iso), '2026-03-08')
    // 02:30 does not exist on 2026-03-08: it is 03:30.
    expect(at('2026-03-07T07:30:00Z')).toBe(Date.parse('2026-03-08T07:30:00Z'))
    // 01:30 is there twice on 2026-11-01: the first is meant.
    expect(zone.sameWallTime(Date.parse('2026-11-02T06:30:00Z'), '2026-11-01')).toBe(
      Date.parse('2026-11-01T05:30:00Z'),
    )
  })

  it.each([
    'UTC',
    'Asia/Kolkata',
    'America/New_York',
    'Pacific/Chatham',
    'Australia/Lord_Howe',
    'Africa/Cairo',
  ])('is what Intl shows on days around clock changes in %s', (id) => {
    const zone = createZone(id)
    for (const date of [
      '2026-03-08',
      '2026-04-05',
      '2026-04-24',
      '2026-09-27',
      '2026-10-04',
      '2026-10-29',
      '2026-11-01',
    ]) {
      const wall = Date.parse(`${date}T00:00:00Z`)
      for (let minutes = 0; minutes < 1_440; minutes += 45) {
        const ms = instantOfWall(id, Date.parse('2026-06-15T00:00:00Z') + minutes * 60_000)
        expect(zone.sameWallTime(ms, date)).toBe(instantOfWall(id, wall + minutes * 60_000))
      }
    }
  })
})

describe('a zone', () => {
  it('that nobody knows is refused with what to write', () => {
    for (const id of ['Mars/Phobos', '', '+99:00', '__proto__', 'UTC\n']) {
      expect(() => createZone(id)).toThrow(AppError)
    }
  })

  it('counts days by the calendar, whatever their length', () => {
    const zone = createZone('America/New_York')
    const day = zone.day('2026-11-02')
    expect(zone.daysBefore(day, 1).date).toBe('2026-11-01')
    expect(zone.daysBefore(day, 300).date).toBe('2026-01-06')
  })

  it('leaves out the date that it never had', () => {
    const apia = createZone('Pacific/Apia')
    const missing = apia.day('2011-12-30')
    expect(missing.startMs).toBe(missing.endMs)
    expect(apia.dayAt(missing.startMs).date).toBe('2011-12-31')
  })
})

describe('a bucket', () => {
  it.each([0, 480, -300, 345])(
    'holds its first instant and not that of the next, %i minutes ahead of UTC',
    (offset) => {
      for (const width of ['minute', 'hour', 'day'] as const) {
        for (const ms of [0, 1, 59_999, 1_795_512_630_123, -1]) {
          const bucket = bucketAt(ms, width, offset)
          expect(bucketStart(bucket, width, offset)).toBeLessThanOrEqual(ms)
          expect(bucketStart(bucket + 1, width, offset)).toBeGreaterThan(ms)
        }
      }
    },
  )

  it('of a day has the number of its date', () => {
    expect(epochDay('1970-01-01')).toBe(0)
    expect(epochDay('2026-11-24')).toBe(20_781)
    expect(bucketAt(Date.parse('2026-11-23T16:00:00Z'), 'day', 480)).toBe(20_781)
  })
})
