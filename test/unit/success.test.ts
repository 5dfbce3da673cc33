import { describe, expect, it } from 'vitest'
import { classifyStatus, countSuccess, successRate, unclassifiedShare } from '../../shared/success.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { settled, watching } from '../support/watching.ts'

describe('a status', () => {
  it.each(['success', 'OK', '2xx', '3XX', '200', '204', '302', '399'])('%s is success', (status) => {
    expect(classifyStatus(status)).toBe('success')
  })

  it.each(['error', 'FAIL', 'failed', 'Failure', 'timeout', 'exception', '4xx', '5XX', '400', '404', '599'])(
    '%s is error',
    (status) => {
      expect(classifyStatus(status)).toBe('error')
    },
  )

  it.each([
    '',
    '199',
    '600',
    '2000',
    '20',
    ' 200',
    '200 ',
    '200\n',
    '٢٠٠',
    'cached',
    '1xx',
    'succes',
    'constructor',
  ])('%j is neither', (status) => {
    expect(classifyStatus(status)).toBe('unclassified')
  })

  it('may be classed by lists of the connection', () => {
    const lists = { success: ['fine', '404'], error: ['200'] }
    expect(['FINE', '404', '200', '500', 'ok'].map((status) => classifyStatus(status, lists))).toEqual([
      'success',
      'success',
      'error',
      'error',
      'unclassified',
    ])
  })
})

describe('the success rate', () => {
  it('is success by success and error, unclassified left out', () => {
    const counts = countSuccess([
      ['ok', 90],
      ['200', 6],
      ['timeout', 4],
      ['cached', 100],
    ])
    expect(counts).toEqual({ successes: 96, errors: 4, unclassified: 100 })
    expect(successRate(counts)).toBe(0.96)
    expect(unclassifiedShare(counts)).toBe(0.5)
  })

  it('is null where neither was counted', () => {
    expect(successRate(countSuccess([['cached', 3]]))).toBeNull()
    expect(unclassifiedShare(countSuccess([]))).toBeNull()
  })

  it.each([
    ['is unknown where the counter of a status was lost', 100, null],
    ['is that of the statuses where the total itself is too large', 95, 90 / 95],
  ])('of a day %s', async (_what, ofEndpoint, rate) => {
    const source = createMapSource(createFakeClock(Date.parse('2026-11-24T09:30:30Z')), [
      ['stats:day:20781:total', 100],
      ['stats:day:20781:api:/a', ofEndpoint],
      ['stats:day:20781:status:ok', 90],
      ...(rate === null ? [] : [['stats:day:20781:status:error', 5] as const]),
    ])
    const clock = createFakeClock(Date.parse('2026-11-24T09:30:30Z'))
    const { today, success, coverage, issues } = await watching(source, clock).overview()
    expect(today).toMatchObject({ successRate: rate, successRateUtcDay: rate })
    expect(success.why).toBe(rate === null ? 'unconfirmed' : null)
    expect(coverage.statuses).toBe(rate === null ? 0.9 : 0.95)
    expect(issues).toContainEqual(expect.objectContaining({ code: 'unexplained_statuses' }))
  })

  it('of today outside UTC stays null where a status was not known at local midnight', async () => {
    const clock = createFakeClock(Date.parse('2026-11-23T15:50:00Z'))
    const source = createMapSource(clock, [
      ['stats:day:20779:total', 5],
      ['stats:day:20780:total', 90],
      ['stats:day:20780:status:ok', 90],
    ])
    const { watch, overview } = watching(source, clock)
    await overview('Asia/Shanghai')
    source.keys.set('stats:day:20780:total', '100')
    source.keys.set('stats:day:20780:status:late', '10')
    await clock.advance(590_000)
    for (let i = 0; i < 3; i++) {
      await clock.advance(20_000)
      await watch.tick()
      await settled()
    }
    source.keys.set('stats:day:20780:total', '110')
    source.keys.set('stats:day:20780:status:ok', '100')
    await watch.discover()
    const evening = await overview('Asia/Shanghai')
    expect(evening.today).toMatchObject({ date: '2026-11-24', successRate: null, successRateUtcDay: 1 })
  })

  it('of today outside UTC is null, beside that of the UTC day, until a note of local midnight makes it exact', async () => {
    const clock = createFakeClock(Date.parse('2026-11-23T15:59:30Z'))
    const source = createMapSource(clock, [
      ['stats:day:20779:total', 5],
      ['stats:day:20780:total', 100],
      ['stats:day:20780:status:ok', 90],
      ['stats:day:20780:status:error', 10],
    ])
    const { watch, overview } = watching(source, clock)
    const before = await overview('Asia/Shanghai')
    expect(before.today).toMatchObject({ successRate: null, successRateUtcDay: 0.9 })
    expect(before.success).toMatchObject({ rate: 0.9, isUtcDay: true, since: '2026-11-23T00:00:00.000Z' })
    for (let i = 0; i < 3; i++) {
      await clock.advance(20_000)
      await watch.tick()
      await settled()
    }
    source.keys.set('stats:day:20780:total', '150')
    source.keys.set('stats:day:20780:status:ok', '110')
    source.keys.set('stats:day:20780:status:error', '40')
    await clock.advance(3_600_000)
    const evening = await overview('Asia/Shanghai')
    expect(evening.today).toMatchObject({ date: '2026-11-24', successRate: 0.4 })
    expect(evening.success).toMatchObject({ rate: 0.4, isUtcDay: false, successes: 20, errors: 30 })
    await clock.advance(9 * 3_600_000)
    for (const [key, value] of Object.entries({ total: '10', 'status:ok': '10' })) {
      source.keys.set(`stats:day:20781:${key}`, value)
    }
    expect((await overview('Asia/Shanghai')).today).toMatchObject({ successRate: 0.5, successRateUtcDay: 1 })
  })
})
