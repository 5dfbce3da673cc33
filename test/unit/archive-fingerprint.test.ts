import { describe, expect, it } from 'vitest'
import { compareFingerprint } from '../../shared/fingerprint.ts'

const days = [20_000, 20_001, 20_002, 20_003, 20_004, 20_005, 20_006, 20_007]
const all = (calls: number): Map<number, number> => new Map(days.map((day) => [day, calls]))
const changed = (calls: number, changes: [number, number | null][]): Map<number, number | null> =>
  new Map<number, number | null>([...all(calls), ...changes])

describe('a fingerprint', () => {
  it('fits where the days are equal', () => {
    expect(compareFingerprint(all(1_000), all(1_000))).toBe('same')
  })

  it('fits where the archive is empty', () => {
    expect(compareFingerprint(new Map(), all(1_000))).toBe('same')
  })

  it('fits where an archived day is larger by 1% and no more', () => {
    expect(compareFingerprint(changed(1_000, [[20_003, 1_010]]) as Map<number, number>, all(1_000))).toBe(
      'same',
    )
    expect(compareFingerprint(changed(1_000, [[20_003, 1_011]]) as Map<number, number>, all(1_000))).toBe(
      'other',
    )
  })

  it('differs where a day that the archive has is missing in Redis', () => {
    expect(compareFingerprint(all(1_000), changed(1_000, [[20_005, null]]))).toBe('other')
  })

  it('fits where Redis grew by more than 1% on one day, and differs from two days on', () => {
    expect(compareFingerprint(all(1_000), changed(1_000, [[20_000, 1_500]]))).toBe('same')
    const two: [number, number][] = [
      [20_000, 1_011],
      [20_001, 1_011],
    ]
    expect(compareFingerprint(all(1_000), changed(1_000, two))).toBe('other')
  })

  it('leaves out days that could not be read and days that were never archived', () => {
    const live = new Map([
      [20_000, 5],
      [20_001, 7],
    ])
    expect(
      compareFingerprint(
        new Map([
          [20_000, 5],
          [20_002, 900],
        ]),
        live,
      ),
    ).toBe('same')
  })

  it('looks at the last 8 days alone', () => {
    expect(compareFingerprint(all(1_000).set(19_999, 9_999), all(1_000).set(19_999, 1))).toBe('same')
  })

  it('takes archived zeros against zeros for the same, and against calls for growth', () => {
    expect(compareFingerprint(all(0), changed(0, [[20_001, null]]))).toBe('same')
    expect(
      compareFingerprint(
        all(0),
        changed(0, [
          [20_001, 1],
          [20_002, 1],
        ]),
      ),
    ).toBe('other')
  })
})
