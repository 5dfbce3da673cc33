import { describe, expect, it } from 'vitest'
import { sampleRetention, type Retention } from '../../electron/core/stats/retention.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { keptLog } from '../support/source-kit.ts'
import { watching } from '../support/watching.ts'
import { openArchive } from '../../electron/core/reports/archive.ts'

const nowMs = Date.parse('2026-11-24T09:10:00Z')
const dayMs = 86_400_000
const days = { minute: 7, hour: 30, day: 365 }

/** The retention where day 20781's total lives 9 days from its start, hours and minutes as the table says. */
function retentionOf(ownDays?: Partial<Record<'minute' | 'hour' | 'day', number>>): Promise<Retention> {
  const clock = createFakeClock(nowMs)
  const source = createMapSource(clock, [['stats:day:20781:total', 5]])
  source.ttlOf.set('stats:day:20781:total', 9 * 86_400 - (nowMs - 20_781 * dayMs) / 1_000)
  const own = ownDays && { minute: null, hour: null, day: null, ...ownDays }
  return sampleRetention(source, { nowMs, serverMs: nowMs, ...(own ? { ownDays: own } : {}) })
}

const inDays = ({ keptMs }: Retention): unknown => ({
  minute: keptMs.minute / dayMs,
  hour: keptMs.hour / dayMs,
  day: keptMs.day / dayMs,
})
const codes = ({ issues }: Retention): string[] => issues.map(({ code }) => code)

describe('how long counters are kept', () => {
  it('is the smaller of the table and of what a sample shows', async () => {
    const retention = await retentionOf()
    expect(inDays(retention)).toEqual({ ...days, day: 9 })
    expect(codes(retention)).toEqual(['short_expiry'])
  })

  it('is what a person says in place of both, longer or shorter', async () => {
    expect(inDays(await retentionOf({ day: 800, minute: 2 }))).toEqual({ ...days, minute: 2, day: 800 })
    expect(inDays(await retentionOf({ day: 3 }))).toEqual({ ...days, day: 3 })
  })

  it('is an issue only where the sample shows less than what was said', async () => {
    expect(codes(await retentionOf({ day: 9 }))).toEqual([])
    expect(codes(await retentionOf({ day: 800 }))).toEqual(['short_expiry'])
  })
})

it('a missing day is expired where a person said that it is not kept so long', async () => {
  const reasonOf = async (day: number | null): Promise<unknown> => {
    const clock = createFakeClock(nowMs)
    const source = createMapSource(clock, [
      ['stats:day:20781:total', 5],
      ['stats:day:20741:total', 5],
    ])
    const archive = openArchive({ file: ':memory:', log: keptLog() })
    const rules = {
      statusLists: { success: ['ok'], error: ['error'] },
      retentionDays: { minute: null, hour: null, day },
      scanLimit: null,
    }
    const { points } = await watching(source, clock, { archive, rules }).trend('day')
    return points.find(({ start }) => start.startsWith('2026-11-04'))!.why
  }
  expect(await reasonOf(10)).toBe('expired')
  expect(await reasonOf(null)).not.toBe('expired')
})
