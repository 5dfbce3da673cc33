import { describe, expect, it } from 'vitest'
import { byPrefix, reportKeys, schemeKeys } from '../../shared/scheme-keys.ts'
import { offsetFrom } from '../../shared/scheme-offset.ts'
import { callsWithoutEndpoint, uncountedEndpoint } from '../../shared/scheme-sums.ts'
import { bySeverity, severityOf } from '../../shared/severity.ts'

const nowMs = Date.parse('2026-11-24T09:41:30Z')
const minute = 29_925_221

/** The minutes from so many before a bucket up to it. */
const until = (newest: number, count = 15): number[] =>
  Array.from({ length: count }, (_, i) => newest - count + 1 + i)
const offset = (minutes: number[], hasGrown = false) => offsetFrom({ nowMs, minutes, hasGrown })

describe('the offset of buckets', () => {
  it('is 0 where the newest minute is that of UTC', () => {
    expect(Math.floor(nowMs / 60_000)).toBe(minute)
    expect(offset(until(minute))).toEqual({ minutes: 0, confidence: 'sure' })
    expect(offset(until(minute - 1))).toEqual({ minutes: 0, confidence: 'sure' })
    expect(offset([minute])).toEqual({ minutes: 0, confidence: 'likely' })
  })

  it('is 480 where services count in the local time of UTC+8, and 345 in Kathmandu', () => {
    expect(offset(until(minute + 480))).toEqual({ minutes: 480, confidence: 'sure' })
    expect(offset(until(minute + 345))).toEqual({ minutes: 345, confidence: 'sure' })
  })

  it('is only likely where a pause of the services could explain it too', () => {
    expect(offset(until(minute + 470))).toEqual({ minutes: 480, confidence: 'likely' })
  })

  it('is sure where the newest minute grows while one looks', () => {
    expect(offset([minute - 300], true)).toEqual({ minutes: -300, confidence: 'sure' })
  })

  it('is unknown where services have been silent, however steadily they had counted', () => {
    for (const silent of [30, 60, 90, 300])
      expect(offset(until(minute - silent))).toEqual({ minutes: null, confidence: 'unknown' })
  })

  it('is unknown after a pause, without minutes, and with a clock that is only a little ahead', () => {
    const unknown = { minutes: null, confidence: 'unknown' }
    expect(offset([])).toEqual(unknown)
    expect(offset([minute - 300])).toEqual(unknown)
    expect(offset(until(minute - 20))).toEqual(unknown)
    expect(offset(until(minute + 5))).toEqual(unknown)
  })
})

describe('keys of the scheme', () => {
  it('are found under any prefix, the shortest that fits', () => {
    const found = schemeKeys(
      [
        'stats:day:20781:total',
        'app:v2:minute:29925221:api:/a',
        'stats:hour:498753:api:/x:day:20781:total',
        'stats:day:20781:status:ok',
        'stats:day:20781:user:42',
      ],
      nowMs,
    )
    expect(
      found.map(({ prefix, granularity, bucket, series }) => [prefix, granularity, bucket, series]),
    ).toEqual([
      ['stats', 'day', 20_781, { kind: 'total' }],
      ['app:v2', 'minute', 29_925_221, { kind: 'api', name: '/a' }],
      ['stats', 'hour', 498_753, { kind: 'api', name: '/x:day:20781:total' }],
      ['stats', 'day', 20_781, { kind: 'status', name: 'ok' }],
      ['stats', 'day', 20_781, { kind: 'user', name: '42' }],
    ])
    expect(byPrefix(found).map(([prefix, { length }]) => [prefix, length])).toEqual([
      ['stats', 4],
      ['app:v2', 1],
    ])
  })

  it('are not keys whose number is no bucket of about now, and no others', () => {
    const others = [
      'stats:day:5:total',
      'stats:day:20781:totals',
      'stats:day:020781:total',
      'session:1',
      '',
      ':day',
    ]
    expect(schemeKeys(others, nowMs)).toEqual([])
  })

  it('of reports end with a date', () => {
    const found = reportKeys(['report:daily:2026-11-23', 'daily:2026-11-22', 'daily:2026-11-21', 'x:2026-11'])
    expect([...found]).toEqual([
      ['report:daily', ['report:daily:2026-11-23']],
      ['daily', ['daily:2026-11-22', 'daily:2026-11-21']],
    ])
  })
})

describe('closed buckets', () => {
  const bucket = (key: string, total: number, parts: Record<string, number>) => ({
    key,
    total,
    parts: new Map(Object.entries(parts)),
  })

  it('name the one endpoint whose calls are missing from every total', () => {
    const buckets = [
      bucket('a', 10, { '/a': 10, '/lost': 3 }),
      bucket('b', 5, { '/a': 2, '/b': 3, '/lost': 4 }),
      bucket('c', 7, { '/a': 7 }),
    ]
    expect(uncountedEndpoint(buckets)).toEqual({ calls: 7, endpoint: '/lost', keys: ['a', 'b'] })
  })

  it('name none where two could be it, or none fits all', () => {
    expect(uncountedEndpoint([bucket('a', 3, { '/a': 3, '/b': 3 })])).toMatchObject({
      calls: 3,
      endpoint: null,
    })
    const uneven = [bucket('a', 4, { '/a': 4, '/x': 3 }), bucket('b', 4, { '/a': 4, '/x': 5, '/y': 1 })]
    expect(uncountedEndpoint(uneven)).toMatchObject({ calls: 9, endpoint: null })
  })

  it('that add up name nothing, and those with less say how much', () => {
    const fine = [bucket('a', 3, { '/a': 3 })]
    expect(uncountedEndpoint(fine)).toBeNull()
    expect(callsWithoutEndpoint(fine)).toBeNull()
    expect(callsWithoutEndpoint([...fine, bucket('b', 9, { '/a': 4 })])).toEqual({
      calls: 5,
      endpoint: null,
      keys: ['b'],
    })
  })
})

describe('severity', () => {
  it('puts the worst first and keeps the order within', () => {
    const codes = ['not_counted_yet', 'no_expiry', 'bad_value', 'may_evict', 'evictions'] as const
    expect(bySeverity(codes.map((code) => ({ code }))).map(({ code, severity }) => [code, severity])).toEqual(
      [
        ['bad_value', 'problem'],
        ['evictions', 'problem'],
        ['no_expiry', 'warning'],
        ['may_evict', 'warning'],
        ['not_counted_yet', 'info'],
      ],
    )
    expect(severityOf('endpoint_not_in_total')).toBe('problem')
  })
})
