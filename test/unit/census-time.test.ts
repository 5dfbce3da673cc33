import { describe, expect, it } from 'vitest'
import { lastCensusAt, nextCensusAt } from '../../shared/census-time.ts'
import { createZone } from '../../shared/time.ts'

const at = (zone: string, now: string, minutes: number): { last: string; next: string } => {
  const input = { nowMs: Date.parse(now), time: '01:00', minutes }
  return {
    last: new Date(lastCensusAt(createZone(zone), input)).toISOString(),
    next: new Date(nextCensusAt(createZone(zone), input)).toISOString(),
  }
}

describe('a census that begins by itself', () => {
  it('does so each night some minutes after the reports of its zone are due', () => {
    expect(at('UTC', '2026-11-24T09:00:00Z', 17)).toEqual({
      last: '2026-11-24T01:17:00.000Z',
      next: '2026-11-25T01:17:00.000Z',
    })
    expect(at('Asia/Kathmandu', '2026-11-24T09:00:00Z', 0)).toEqual({
      last: '2026-11-23T19:15:00.000Z',
      next: '2026-11-24T19:15:00.000Z',
    })
  })

  it('is due from its minute on, and not a moment before', () => {
    expect(at('UTC', '2026-11-24T01:29:59.999Z', 30)).toEqual({
      last: '2026-11-23T01:30:00.000Z',
      next: '2026-11-24T01:30:00.000Z',
    })
    expect(at('UTC', '2026-11-24T01:30:00Z', 30)).toEqual({
      last: '2026-11-24T01:30:00.000Z',
      next: '2026-11-25T01:30:00.000Z',
    })
  })

  it('waits where the clocks leave its hour out', () => {
    // On 29 March 2026 01:00 does not exist in London: the reports are due at 02:00, which is 01:00 UTC.
    expect(at('Europe/London', '2026-03-29T00:30:00Z', 5).next).toBe('2026-03-29T01:05:00.000Z')
  })
})
