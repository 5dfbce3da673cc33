import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { periodOf, type PeriodAsk } from '../../shared/period.ts'
import { createZone } from '../../shared/time.ts'

const dayMs = 86_400_000
const keptMs = { minute: 7 * dayMs, hour: 30 * dayMs, day: 365 * dayMs }
const nowMs = Date.parse('2026-11-24T09:41:30Z')

function period(zone: string, from: string | null, to: string | null, more: Partial<PeriodAsk> = {}) {
  return periodOf({ from, to, zone: createZone(zone), nowMs, offsetMinutes: 0, keptMs, ...more })
}

function ends(found: ReturnType<typeof period>): [string, string] | null {
  const iso = (ms: number): string => new Date(ms).toISOString()
  return found.compared && [iso(found.compared.present.untilMs), iso(found.compared.previous.untilMs)]
}

describe('a range of days', () => {
  it('is the last seven where none is named, today the last', () => {
    const { days, previous, isRunning } = period('UTC', null, null)
    expect(days.map(({ date }) => date)).toEqual([
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
      '2026-11-23',
      '2026-11-24',
    ])
    expect(previous.days.map(({ date }) => date).join()).toMatch(/^2026-11-11,.*,2026-11-17$/)
    expect(isRunning).toBe(true)
  })

  it('has its days in the zone: at 17:00 UTC it is tomorrow in Shanghai', () => {
    const late = { nowMs: Date.parse('2026-11-24T17:00:00Z') }
    expect(period('Asia/Shanghai', null, null, late).days.at(-1)!.date).toBe('2026-11-25')
    expect(period('UTC', null, null, late).days.at(-1)!.date).toBe('2026-11-24')
  })

  it('is compared whole where it is closed, with as many days before', () => {
    const closed = period('UTC', '2026-11-20', '2026-11-22')
    expect(closed.previous.days.map(({ date }) => date)).toEqual(['2026-11-17', '2026-11-18', '2026-11-19'])
    expect(ends(closed)).toEqual(['2026-11-23T00:00:00.000Z', '2026-11-20T00:00:00.000Z'])
  })

  it('that ends today is compared until the last whole minute while those of the earlier side are kept', () => {
    expect(ends(period('UTC', '2026-11-24', null))).toEqual([
      '2026-11-24T09:41:00.000Z',
      '2026-11-23T09:41:00.000Z',
    ])
    expect(ends(period('UTC', '2026-11-19', null))![1]).toBe('2026-11-18T09:41:00.000Z')
  })

  it('of seven days is compared until the last whole hour, as minutes are kept seven days', () => {
    expect(ends(period('UTC', null, null))).toEqual(['2026-11-24T09:00:00.000Z', '2026-11-17T09:00:00.000Z'])
    expect(ends(period('Asia/Shanghai', null, null))).toEqual([
      '2026-11-24T09:00:00.000Z',
      '2026-11-17T09:00:00.000Z',
    ])
  })

  it('of thirty days is compared by whole days, as hours are kept thirty days', () => {
    expect(ends(period('UTC', '2026-10-26', null))).toEqual([
      '2026-11-24T00:00:00.000Z',
      '2026-10-25T00:00:00.000Z',
    ])
  })

  it('is not compared where Redis keeps too little of the day before', () => {
    expect(
      period('UTC', '2026-11-24', null, { keptMs: { ...keptMs, minute: 1, hour: 1 } }).compared,
    ).toBeNull()
  })

  it('is cut at the same wall-clock time where a clock change lies between', () => {
    const at = { nowMs: Date.parse('2026-03-29T10:20:00Z') }
    expect(ends(period('Europe/Berlin', '2026-03-29', null, at))).toEqual([
      '2026-03-29T10:20:00.000Z',
      '2026-03-28T11:20:00.000Z',
    ])
  })

  it.each([
    ['2026-11-24', '2026-11-20', /before it begins/],
    [null, '2026-11-25', /today is 2026-11-24/],
    ['2025-11-01', null, /389 days/],
  ])('from %s to %s is refused', (from, to, why) => {
    const ask = (): unknown => period('UTC', from, to)
    expect(ask).toThrow(why)
    expect(ask).toThrow(AppError)
  })
})
