import { describe, expect, it } from 'vitest'
import type { Call } from '../support/calls.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createMapSource } from '../support/map-source.ts'
import { watching } from '../support/watching.ts'

const minuteMs = 60_000

/** One call in every minute from one instant to another. */
function everyMinute(fromIso: string, toIso: string): Call[] {
  const calls: Call[] = []
  for (let atMs = Date.parse(fromIso); atMs < Date.parse(toIso); atMs += minuteMs) {
    calls.push({ atMs: atMs + 7, user: '1', endpoint: '/a', status: 'ok' })
  }
  return calls
}

/** The literal keys of calls of services that cut their buckets `offset` minutes ahead of UTC. */
function keysOf(calls: Call[], offset = 0, isKept: (width: string, startMs: number) => boolean = () => true) {
  const keys = new Map<string, number>()
  for (const { atMs, endpoint, status } of calls) {
    for (const [name, width] of [
      ['minute', 60_000],
      ['hour', 3_600_000],
      ['day', 86_400_000],
    ] as const) {
      const n = Math.floor((atMs + offset * minuteMs) / width)
      if (!isKept(name, n * width - offset * minuteMs)) continue
      for (const end of ['total', `api:${endpoint}`, ...(name === 'day' ? [`status:${status}`] : [])]) {
        const key = `stats:${name}:${n}:${end}`
        keys.set(key, (keys.get(key) ?? 0) + 1)
      }
    }
  }
  return keys
}

function open(keys: Map<string, number>, nowIso: string, bucketOffsetMinutes = 0) {
  const clock = createFakeClock(Date.parse(nowIso))
  return watching(createMapSource(clock, keys, { bucketOffsetMinutes }), clock)
}

async function dayOf(keys: Map<string, number>, nowIso: string, zone: string, start: string, offset = 0) {
  const { points, previous } = await open(keys, nowIso, offset).trend('day', { zone, compare: 'period' })
  return [...previous!, ...points].find((point) => point.start === start)
}

describe('a local day', () => {
  it.each([
    ['UTC', '2026-11-22T00:00:00.000Z', 1_440],
    ['Asia/Shanghai', '2026-11-21T16:00:00.000Z', 1_440],
    ['Asia/Kolkata', '2026-11-21T18:30:00.000Z', 1_440],
    ['Asia/Kathmandu', '2026-11-21T18:15:00.000Z', 1_440],
    ['Pacific/Chatham', '2026-11-21T10:15:00.000Z', 1_440],
  ])('in %s is exact to the minute', async (zone, start, minutes) => {
    const keys = keysOf(everyMinute('2026-11-20T00:00:00Z', '2026-11-24T09:30:00Z'))
    expect(await dayOf(keys, '2026-11-24T09:30:30Z', zone, start)).toMatchObject({
      calls: minutes,
      approximate: false,
    })
  })

  it.each([
    ['2026-11-01T04:00:00.000Z', 25],
    ['2026-10-31T04:00:00.000Z', 24],
    ['2026-11-02T05:00:00.000Z', 24],
  ])('that starts at %s in New York has %i hours of calls', async (start, hours) => {
    const keys = keysOf(everyMinute('2026-10-30T00:00:00Z', '2026-11-03T09:30:00Z'))
    expect(await dayOf(keys, '2026-11-03T09:30:30Z', 'America/New_York', start)).toMatchObject({
      calls: hours * 60,
      approximate: false,
    })
  })

  it('of 23 hours is exact, and so is one of 23 hours and a half', async () => {
    const keys = keysOf(everyMinute('2026-03-06T00:00:00Z', '2026-03-10T09:30:00Z'))
    const spring = await dayOf(keys, '2026-03-10T09:30:30Z', 'America/New_York', '2026-03-08T05:00:00.000Z')
    expect(spring).toMatchObject({ calls: 23 * 60, approximate: false })
    const late = keysOf(everyMinute('2026-10-02T00:00:00Z', '2026-10-06T09:30:00Z'))
    const island = await dayOf(
      late,
      '2026-10-06T09:30:30Z',
      'Australia/Lord_Howe',
      '2026-10-03T13:30:00.000Z',
    )
    expect(island).toMatchObject({ calls: 23.5 * 60, approximate: false })
  })

  it('whose edge minutes are gone counts each straddling hour to the day in which it starts, approximate', async () => {
    const now = '2026-11-24T09:30:30Z'
    const isKept = (width: string, startMs: number) =>
      width !== 'minute' || startMs > Date.parse('2026-11-20T00:00Z')
    const calls = [
      ...everyMinute('2026-11-01T00:00:00Z', '2026-11-24T09:30:00Z'),
      // 18:00 to 18:30 UTC is still 2026-11-10 in Kolkata: this hour starts on that day.
      { atMs: Date.parse('2026-11-10T18:45:00Z'), user: '1', endpoint: '/a', status: 'ok' },
    ]
    const keys = keysOf(calls, 0, isKept)
    expect(await dayOf(keys, now, 'Asia/Kolkata', '2026-11-09T18:30:00.000Z')).toMatchObject({
      calls: 1_441,
      approximate: true,
    })
    expect(await dayOf(keys, now, 'Asia/Kolkata', '2026-11-10T18:30:00.000Z')).toMatchObject({
      calls: 1_440,
      approximate: true,
    })
    // A zone on full hours needs no minutes.
    expect(await dayOf(keys, now, 'Asia/Shanghai', '2026-11-09T16:00:00.000Z')).toMatchObject({
      calls: 1_440,
      approximate: false,
    })
  })

  it('whose hours are gone is the UTC day of its date, approximate', async () => {
    const now = '2026-11-24T09:30:30Z'
    const isKept = (width: string, startMs: number) =>
      width === 'day' || startMs > Date.parse('2026-10-25T12:00Z')
    const calls = everyMinute('2026-10-01T00:00:00Z', '2026-11-24T09:30:00Z').filter(
      ({ atMs }) => atMs % 86_400_000 < 3_600_000 * 20,
    )
    const keys = keysOf(calls, 0, isKept)
    expect(await dayOf(keys, now, 'Asia/Shanghai', '2026-10-14T16:00:00.000Z')).toMatchObject({
      calls: 1_200,
      approximate: true,
    })
  })

  it('of which an hour was lost is unknown, also where its edge minutes are gone', async () => {
    const isKept = (width: string) => width !== 'minute'
    const keys = keysOf(everyMinute('2026-11-01T00:00:00Z', '2026-11-24T09:30:00Z'), 0, isKept)
    keys.delete(`stats:hour:${Date.parse('2026-11-10T05:00:00Z') / 3_600_000}:total`)
    for (const [zone, start] of [
      ['Asia/Kolkata', '2026-11-09T18:30:00.000Z'],
      ['Asia/Shanghai', '2026-11-09T16:00:00.000Z'],
    ] as const) {
      expect(await dayOf(keys, '2026-11-24T09:30:30Z', zone, start)).toMatchObject({
        calls: null,
        approximate: false,
        why: 'unconfirmed',
      })
    }
  })

  it('whose hours are gone is 0 for an endpoint that was not called, once the others are found', async () => {
    const at = (date: string, endpoint: string): Call => ({
      atMs: Date.parse(`${date}T05:00:00Z`),
      user: '1',
      endpoint,
      status: 'ok',
    })
    const calls = [at('2026-10-08', '/b'), at('2026-10-10', '/a'), at('2026-10-12', '/b')]
    const keys = keysOf(calls, 0, (width) => width === 'day')
    const trend = await open(keys, '2026-11-24T09:30:30Z').trend('day', {
      zone: 'Asia/Shanghai',
      endpoint: '/b',
      compare: 'period',
    })
    expect(trend.previous!.find(({ start }) => start === '2026-10-09T16:00:00.000Z')).toMatchObject({
      calls: 0,
      approximate: true,
    })
  })

  it('is a day bucket where services cut their buckets in local time', async () => {
    const now = '2026-11-24T09:30:30Z'
    const keys = keysOf(everyMinute('2026-11-20T00:00:00Z', '2026-11-24T09:30:00Z'), 480)
    const local = open(keys, now, 480)
    const overview = await local.overview('Asia/Shanghai')
    expect(overview.today).toMatchObject({
      date: '2026-11-24',
      calls: (9.5 + 8) * 60,
      comparable: (9.5 + 8) * 60,
      previous: (9.5 + 8) * 60,
      change: 0,
      successRate: 1,
      successRateUtcDay: 1,
    })
    expect(overview.hours.slice(0, 17).every(({ calls, previous }) => calls === 60 && previous === 60)).toBe(
      true,
    )
    expect((await local.overview('UTC')).today.calls).toBe(9.5 * 60)
    expect(await dayOf(keys, now, 'UTC', '2026-11-22T00:00:00.000Z', 480)).toMatchObject({ calls: 1_440 })
  })

  it('in a zone off the full hours of the services buckets is exact too', async () => {
    const keys = keysOf(everyMinute('2026-11-20T00:00:00Z', '2026-11-24T09:30:00Z'), 330)
    const { today, hours } = await open(keys, '2026-11-24T09:30:30Z', 330).overview('UTC')
    expect(today).toMatchObject({ calls: 9.5 * 60, previous: 9.5 * 60 })
    expect(hours[0]).toMatchObject({ minutes: 30, calls: 30, previous: 30 })
  })
})
