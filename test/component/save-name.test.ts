import { describe, expect, test } from 'vitest'
import { rangeInName, savedName, sourceInName } from '../../renderer/composables/save-name.ts'

const redis = { kind: 'redis', address: 'redis://10.0.0.5:6379/0', prefix: 'stats' } as const

describe('the name of a file', () => {
  test('says the source by its id, what it is and of when', () => {
    const file = { source: '0a7d1c52', what: 'hours', extension: 'csv' } as const
    expect(savedName({ ...file, range: rangeInName('2026-11-24') })).toBe(
      'tallyscope-0a7d1c52-hours-2026-11-24.csv',
    )
  })

  test('says instants in UTC and a range by its two ends', () => {
    expect(rangeInName('2026-11-01', '2026-11-30')).toBe('2026-11-01_2026-11-30')
    expect(rangeInName('2026-11-01', '2026-11-01')).toBe('2026-11-01')
    expect(rangeInName('2026-11-24T03:00:00+08:00', '2026-11-24T07:30:00.000Z')).toBe(
      '2026-11-23t1900z_2026-11-24t0730z',
    )
  })

  test('calls a source as the names of exports do', async () => {
    expect(await sourceInName({ ...redis, id: '0a7d1c52-6a54-4c0e-9d3f-51c6f2a9b001' })).toBe('0a7d1c52')
    expect(await sourceInName({ kind: 'sample', id: null, address: 'sample:', prefix: 'stats' })).toBe(
      'sample',
    )
    // printf '["redis://10.0.0.5:6379/0","stats",null]' | sha256sum
    expect(await sourceInName({ ...redis, id: null })).toBe('f9b1bde7')
  })

  test('holds nothing of a source that is named like a path', async () => {
    const name = await sourceInName({ ...redis, address: '../../etc/passwd', id: '../../x' })
    expect(name).toMatch(/^[0-9a-f]{8}$/)
  })
})
