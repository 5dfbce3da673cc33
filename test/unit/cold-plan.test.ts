import { describe, expect, it } from 'vitest'
import { coldUnits, touches, type ColdPlan } from '../../electron/core/stats/cold-plan.ts'
import { createZone } from '../../shared/time.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
/** 24 November 2026. */
const today = 20_781
const nowMs = today * dayMs + 9 * hourMs + 41 * 60_000

const plan = (more: Partial<ColdPlan> = {}): ColdPlan => ({
  nowMs,
  offsetMinutes: 0,
  retentionMs: { minute: 7 * dayMs, hour: 30 * dayMs, day: 365 * dayMs },
  firstDay: today - 400,
  zone: null,
  isTaken: () => false,
  ...more,
})

const bucketsOf = (some: ColdPlan, part: string): number[] =>
  coldUnits(some)
    .filter((unit) => unit.part === part)
    .map(({ bucket }) => bucket)

describe('what the archive takes', () => {
  it('is every closed bucket that Redis keeps, and no other', () => {
    const last = today * 24 + 8
    expect(bucketsOf(plan(), 'hour')).toHaveLength(30 * 24 - 1)
    expect(Math.max(...bucketsOf(plan(), 'hour'))).toBe(last)
    expect(bucketsOf(plan(), 'minutes')[0]).toBe(today * 24 + 9 - 7 * 24)
    expect(Math.max(...bucketsOf(plan(), 'day'))).toBe(today - 1)
    expect(bucketsOf(plan({ nowMs: today * dayMs + 119_999 }), 'day')).not.toContain(today - 1)
    expect(bucketsOf(plan({ nowMs: today * dayMs + 120_000 }), 'day')).toContain(today - 1)
  })

  it('comes in the order in which Redis drops it, oldest first', () => {
    const drops = coldUnits(plan()).map(({ dropsMs }) => dropsMs)
    expect(drops).toEqual([...drops].sort((a, b) => a - b))
    expect(coldUnits(plan())[0]).toMatchObject({ part: 'minutes', bucket: today * 24 + 9 - 7 * 24 })
  })

  it('holds the hours of a day before the day that is judged by them', () => {
    const units = coldUnits(plan({ retentionMs: { minute: dayMs, hour: 2 * dayMs, day: 2 * dayMs } }))
    const day = units.findIndex(({ part }) => part === 'day')
    const { bucket } = units[day]!
    const hours = units.flatMap((unit, i) =>
      unit.part === 'hour' && Math.floor(unit.bucket / 24) === bucket ? [i] : [],
    )
    expect(hours.length).toBeGreaterThan(0)
    expect(Math.max(...hours)).toBeLessThan(day)
  })

  it('has the minutes of endpoints where an edge of a local day cuts an hour, after that hour', () => {
    expect(bucketsOf(plan({ zone: createZone('Asia/Shanghai') }), 'edge')).toEqual([])
    const some = plan({ zone: createZone('Asia/Kathmandu') })
    // Days of Nepal begin at 18:15 UTC.
    expect(bucketsOf(some, 'edge')).toEqual(Array.from({ length: 7 }, (_, i) => (today - 7 + i) * 24 + 18))
    const units = coldUnits(some)
    for (const edge of bucketsOf(some, 'edge')) {
      const at = (part: string): number => units.findIndex((one) => one.part === part && one.bucket === edge)
      expect(at('hour')).toBeLessThan(at('edge'))
    }
  })

  it('begins with the first counted day and leaves out what was taken', () => {
    expect(Math.min(...bucketsOf(plan({ firstDay: today - 2 }), 'hour'))).toBe((today - 2) * 24)
    expect(coldUnits(plan({ firstDay: null }))).toEqual([])
    expect(
      bucketsOf(plan({ isTaken: (part, bucket) => part === 'day' && bucket > today - 364 }), 'day'),
    ).toEqual([today - 364])
  })

  it('of a span are the hours in it and the days that it touches', () => {
    const span = { startMs: (today - 1) * dayMs + 16 * hourMs, endMs: today * dayMs }
    expect(touches({ part: 'hour', bucket: today * 24 - 8, dropsMs: 0 }, span, 0)).toBe(true)
    expect(touches({ part: 'hour', bucket: today * 24 - 9, dropsMs: 0 }, span, 0)).toBe(false)
    expect(touches({ part: 'day', bucket: today - 1, dropsMs: 0 }, span, 0)).toBe(true)
    expect(touches({ part: 'day', bucket: today, dropsMs: 0 }, span, 0)).toBe(false)
  })
})
