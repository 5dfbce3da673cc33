import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { codesOf, settled, watching } from '../support/watching.ts'

// 2026-11-24 is day 20781; 09:30:30 UTC lies in hour 498753 and minute 29925210.
const nowMs = Date.parse('2026-11-24T09:30:30Z')

function read(values: Record<string, string | number>) {
  const clock = createFakeClock(nowMs)
  const source = createMapSource(clock, Object.entries(values))
  return { ...watching(source, clock), source, clock }
}

const day = { 'stats:day:20781:total': 30, 'stats:day:20780:total': 100 }

async function hourAt(values: Record<string, string | number>, start: string) {
  const { points } = await read(values).trend('hour')
  return points.find((point) => point.start === `2026-11-${start}:00:00.000Z`)
}

describe('a missing total', () => {
  it('of an hour is 0 where the hours of the UTC day add up', async () => {
    const values = { ...day, 'stats:hour:498748:total': 10, 'stats:hour:498753:total': 20 }
    expect(await hourAt(values, '24T05')).toMatchObject({ calls: 0, why: null })
  })

  it('of an hour is unknown where they do not', async () => {
    const values = { ...day, 'stats:hour:498748:total': 9, 'stats:hour:498753:total': 20 }
    expect(await hourAt(values, '24T05')).toMatchObject({ calls: null, why: 'unconfirmed' })
  })

  it('of an hour of a closed day is unknown where its hours add up to more', async () => {
    const values = { ...day, 'stats:hour:498730:total': 101 }
    expect(await hourAt(values, '23T11')).toMatchObject({ calls: null, why: 'unconfirmed' })
  })

  it('of a minute is 0 where the minutes of the hour add up, else unknown', async () => {
    const base = { ...day, 'stats:hour:498753:total': 30, 'stats:minute:29925190:total': 10 }
    const whole = await read({ ...base, 'stats:minute:29925200:total': 20 }).trend('minute')
    expect(whole.points.slice(30).every(({ calls }) => calls !== null)).toBe(true)
    const short = await read({ ...base, 'stats:minute:29925200:total': 19 }).trend('minute')
    expect(short.points.at(-5)).toMatchObject({ calls: null, why: 'unconfirmed' })
    expect(short).toMatchObject({ total: null, atLeast: 29 })
  })

  it('of a minute is unknown where the running day holds less than its hours', async () => {
    const values = { ...day, 'stats:day:20781:total': 0, 'stats:hour:498748:total': 10 }
    const { points } = await read(values).trend('minute')
    expect(points[0]).toMatchObject({ start: '2026-11-24T08:31:00.000Z', calls: null })
  })

  it('of a day is unknown, and so is the sum, with what is sure beside it', async () => {
    const trend = await read({ ...day, 'stats:day:20776:total': 7 }).trend('day')
    expect(trend.points.at(-3)).toMatchObject({ calls: null, why: 'unconfirmed' })
    expect(trend).toMatchObject({ total: null, atLeast: 137 })
  })

  it('before the first counted day is unknown: not counted yet', async () => {
    const trend = await read(day).trend('day')
    expect(trend.points.at(-3)).toMatchObject({ calls: null, why: 'not_counted_yet' })
    expect(await hourAt({ 'stats:day:20781:total': 30 }, '23T12')).toMatchObject({ why: 'not_counted_yet' })
  })

  it('of the running day is unknown, never 0', async () => {
    const { today } = await read({ 'stats:day:20780:total': 100 }).overview()
    expect(today).toMatchObject({ calls: null, comparable: null, change: null, atLeast: 0 })
  })

  it('of any bucket is unknown where nothing was ever counted', async () => {
    const overview = await read({}).overview()
    expect(overview.today.calls).toBeNull()
    expect(overview.hours.every(({ calls }) => calls === null)).toBe(true)
    expect(overview.coverage).toEqual({ apis: null, statuses: null, users: null })
    expect(overview.hotApis).toEqual([])
  })

  it('of a local day whose hours are gone is that of the UTC day, approximate', async () => {
    const values = { ...day, 'stats:day:20740:total': 1, 'stats:day:20747:total': 5 }
    const trend = await read(values).trend('day', { zone: 'Asia/Shanghai', compare: 'period' })
    const point = trend.previous!.find(({ start }) => start === '2026-10-20T16:00:00.000Z')
    expect(point).toMatchObject({ calls: 5, approximate: true })
  })
})

describe('a counter that is none', () => {
  it.each(['007', '1e3', '+5', ' 5', '5 ', '9007199254740992', '-1', '', '5.0', 'NaN', '٣', '1_000'])(
    'reading %j is unknown, an issue that names the key, and stops nothing else',
    async (text) => {
      const { overview } = read({ ...day, 'stats:day:20781:total': text, 'stats:hour:498753:total': 20 })
      const answer = await overview()
      expect(answer.today).toMatchObject({ calls: null, why: 'bad_value' })
      expect(answer.currentHour.calls).toBe(20)
      expect(answer.issues).toContainEqual(
        expect.objectContaining({ code: 'bad_value', key: 'stats:day:20781:total' }),
      )
    },
  )

  it.each([
    ['0', 0],
    ['9007199254740991', 9_007_199_254_740_991],
  ])('%s is a counter', async (text, value) => {
    expect((await read({ ...day, 'stats:day:20781:total': text }).overview()).today.calls).toBe(value)
  })

  it('of another type is unknown and an issue, for a total and for an endpoint whose day falls short', async () => {
    const { source, overview } = read({
      ...day,
      'stats:day:20781:api:/a': 10,
      'stats:day:20781:api:/b': 20,
      'stats:hour:498753:total': 30,
    })
    source.keys.set('stats:day:20781:api:/b', { type: 'hash' })
    source.keys.set('stats:hour:498753:total', { type: 'list' })
    const answer = await overview()
    expect(answer.currentHour).toMatchObject({ calls: null, why: 'wrong_type' })
    const keys = answer.issues.filter(({ code }) => code === 'wrong_type').map(({ key }) => key)
    expect(keys.sort()).toEqual(['stats:day:20781:api:/b', 'stats:hour:498753:total'])
    expect(answer.hotApis.find(({ endpoint }) => endpoint === '/b')?.calls ?? null).toBeNull()
  })

  it('in one endpoint leaves the others right', async () => {
    const answer = await read({
      ...day,
      'stats:day:20781:api:/a': 10,
      'stats:day:20781:api:/b': '1e1',
    }).overview()
    expect(answer.hotApis).toContainEqual(expect.objectContaining({ endpoint: '/a', calls: 10 }))
    expect(codesOf(answer)).toContain('bad_value')
  })
})

describe('many keys that hold no counter', () => {
  it('name 200 of them and hide no other issue', async () => {
    const bad = Array.from({ length: 300 }, (_, i): [string, string] => [`stats:day:20781:api:/${i}`, 'text'])
    const { source, overview } = read({ ...day, ...Object.fromEntries(bad) })
    source.ttlOf.set('stats:day:20781:total', -1)
    await overview()
    const answer = await overview()
    const named = answer.issues.filter(({ code }) => code === 'bad_value')
    expect(named.length).toBeGreaterThan(190)
    expect(named.length).toBeLessThanOrEqual(200)
    expect(codesOf(answer)[0]).toBe('no_expiry')
  })
})

describe('a missing endpoint', () => {
  const hours = { 'stats:hour:498748:total': 10, 'stats:hour:498753:total': 20 }
  const whole = {
    ...day,
    ...hours,
    'stats:day:20781:api:/a': 25,
    'stats:day:20781:api:/b': 5,
    'stats:hour:498748:api:/a': 5,
    'stats:hour:498748:api:/b': 5,
    'stats:hour:498753:api:/a': 20,
  }
  const pointAt = async (values: Record<string, string | number>, start: string) => {
    const { points } = await read(values).trend('hour', { endpoint: '/b' })
    return points.find((point) => point.start === start)
  }

  it('is 0 in an hour with calls where the day of endpoints adds up', async () => {
    expect(await pointAt(whole, '2026-11-24T09:00:00.000Z')).toMatchObject({ calls: 0 })
  })

  it('is unknown where the endpoints of the day do not add up', async () => {
    const values = { ...whole, 'stats:day:20781:api:/a': 24 }
    expect(await pointAt(values, '2026-11-24T09:00:00.000Z')).toMatchObject({
      calls: null,
      why: 'unconfirmed',
    })
  })

  it('is unknown where its own hours do not add up to its day', async () => {
    const { 'stats:hour:498748:api:/b': _evicted, ...values } = whole
    expect(await pointAt(values, '2026-11-24T04:00:00.000Z')).toMatchObject({
      calls: null,
      why: 'unconfirmed',
    })
  })

  it('is of another type than a counter where its hours fall short and the server says so', async () => {
    const { 'stats:hour:498748:api:/b': _list, ...values } = whole
    const { source, trend, glance } = read(values)
    source.keys.set('stats:hour:498748:api:/b', { type: 'list' })
    const { points, issues } = await trend('hour', { endpoint: '/b' })
    expect(points.find(({ start }) => start === '2026-11-24T04:00:00.000Z')).toMatchObject({
      calls: null,
      why: 'wrong_type',
    })
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'wrong_type', key: 'stats:hour:498748:api:/b' }),
    )
    await glance('Asia/Shanghai')
    await settled()
    await trend('hour', { endpoint: '/b' })
    expect(source.asked.types.filter((key) => key === 'stats:hour:498748:api:/b')).toHaveLength(1)
  })

  it('stays among the hot APIs of a zone whose hours of it were lost, its calls unknown', async () => {
    const { 'stats:hour:498748:api:/b': _evicted, ...values } = whole
    const { hotApis } = await read({ ...values, 'stats:day:20780:total': 0 }).overview('Asia/Shanghai')
    expect(hotApis.map(({ endpoint, calls }) => [endpoint, calls])).toEqual([
      ['/a', 25],
      ['/b', null],
    ])
  })

  it('stays there too where the hours of all calls do not add up', async () => {
    const { 'stats:hour:498748:api:/b': _evicted, ...rest } = whole
    const values = { ...rest, 'stats:day:20780:total': 0, 'stats:hour:498748:total': 0 }
    const { hotApis } = await read(values).overview('Asia/Shanghai')
    expect(hotApis.map(({ endpoint }) => endpoint)).toEqual(['/a', '/b'])
  })

  it('is 0 where its hour had no calls at all', async () => {
    expect(await pointAt(whole, '2026-11-24T03:00:00.000Z')).toMatchObject({ calls: 0 })
  })
})

describe('retention', () => {
  it('is the smaller of the table and a sample of expiries, which is an issue', async () => {
    const { source, overview, trend } = read({
      ...day,
      'stats:hour:498753:total': 30,
      'stats:hour:498729:total': 100,
    })
    source.ttlOf.set('stats:hour:498753:total', 6 * 3_600)
    expect(codesOf(await overview())).toContain('short_expiry')
    const { points } = await trend('hour')
    // The hours of that day add up, but this one is older than hours are kept.
    expect(points.find(({ start }) => start === '2026-11-23T20:00:00.000Z')).toMatchObject({ why: 'expired' })
    // A counter that is still there after its time is read all the same.
    const { previous } = await trend('hour', { compare: 'period' })
    expect(previous!.find(({ start }) => start === '2026-11-23T09:00:00.000Z')).toMatchObject({ calls: 100 })
  })

  it('counts from a test clock that is ahead of the server, by which the counters were written', async () => {
    const clock = createFakeClock(nowMs - 40 * 86_400_000)
    const counters = { ...day, 'stats:hour:498753:total': 30, 'stats:minute:29925200:total': 30 }
    const source = createMapSource(clock, Object.entries(counters))
    source.ttlOf.set('stats:minute:29925200:total', 604_800 - 630)
    const { points, issues } = await watching(source, clock, { testNowMs: nowMs }).trend('minute')
    expect(points.slice(30).map(({ calls }) => calls)).toEqual(
      points.slice(30).map(({ start }) => (start === '2026-11-24T09:20:00.000Z' ? 30 : 0)),
    )
    expect(codesOf({ issues })).toEqual([])
  })

  it('without any expiry is an issue', async () => {
    const { source, overview } = read(day)
    source.ttlOf.set('stats:day:20781:total', -1)
    expect(codesOf(await overview())).toContain('no_expiry')
  })
})
