import { beforeEach, describe, expect, test } from 'vitest'
import { inputFor, sourceFor } from '../support/source-kit.ts'
import { createManualClock, type ManualClock } from '../support/manual-clock.ts'
import type { Source } from '../../electron/core/source/source.ts'
import { createSource } from '../../electron/core/source/create.ts'
import { keptLog } from '../support/source-kit.ts'

const now = Date.parse('2026-11-24T14:23:37.456Z')
const day = 20_781
const hour = day * 24 + 14
const minute = hour * 60 + 23

let clock: ManualClock
let source: Source

beforeEach(async () => {
  clock = createManualClock(now)
  source = sourceFor('sample:', { clock })
  await source.open()
})

const sum = (values: unknown[]): number => values.reduce<number>((all, value) => all + Number(value ?? 0), 0)
const range = (count: number, first: number): number[] => Array.from({ length: count }, (_, i) => first + i)
const parts = async (keys: string[]): Promise<unknown[]> =>
  (await source.read({ totals: [], parts: keys })).parts
const value = async (key: string): Promise<unknown> =>
  (await source.read({ totals: [key], parts: [] })).totals[0]

async function namesOf(kind: 'api' | 'status' | 'user', ofDay: number): Promise<string[]> {
  const names = new Set<string>()
  const head = `stats:day:${ofDay}:${kind}:`
  let cursor: string | null = null
  do {
    const step = await source.scanStep({ cursor, match: `${head}*`, count: 5_000 })
    for (const key of step.keys) names.add(key.slice(head.length))
    cursor = step.cursor
  } while (cursor !== null && cursor.startsWith('day:'))
  return [...names]
}

describe('the sample data', () => {
  test('minutes add up to hours and hours to days, for all calls and for each endpoint', async () => {
    for (const series of ['total', 'api:/api/weather', 'api:/api/天气预警', 'api:/api/legacy/export']) {
      const minutes = await parts(range(60, (hour - 3) * 60).map((m) => `stats:minute:${m}:${series}`))
      expect(sum(minutes)).toBe(Number((await value(`stats:hour:${hour - 3}:${series}`)) ?? 0))
      const hours = await parts(range(24, (day - 1) * 24).map((h) => `stats:hour:${h}:${series}`))
      expect(sum(hours)).toBe(await value(`stats:day:${day - 1}:${series}`))
    }
  })

  test('the running minute, hour and day add up too, at any instant', async () => {
    for (const stepMs of [0, 1, 999, 12_345, 61_000, 3_600_000, 7_777_777]) {
      await clock.advance(stepMs)
      const thisDay = Math.floor(clock.now() / 86_400_000)
      const thisHour = Math.floor(clock.now() / 3_600_000)
      const hours = await parts(range(24, thisDay * 24).map((h) => `stats:hour:${h}:total`))
      expect(sum(hours)).toBe(await value(`stats:day:${thisDay}:total`))
      const minutes = await parts(range(60, thisHour * 60).map((m) => `stats:minute:${m}:total`))
      expect(sum(minutes)).toBe(await value(`stats:hour:${thisHour}:total`))
    }
  })

  test.each([
    ['the running day', day, `stats:day:${day}`],
    ['a closed day', day - 5, `stats:day:${day - 5}`],
    ['the running hour', day, `stats:hour:${hour}`],
    ['the running minute', day, `stats:minute:${minute}`],
  ])('endpoints add up to the total of %s', async (_what, ofDay, bucket) => {
    const names = await namesOf('api', ofDay)
    const calls = await parts(names.map((name) => `${bucket}:api:${name}`))
    expect(sum(calls)).toBe(await value(`${bucket}:total`))
  })

  test.each([
    ['the running day', day],
    ['a closed day', day - 2],
    ['a day of an outage', day - 3],
  ])('statuses and users add up to the total of %s', async (_what, ofDay) => {
    const total = await value(`stats:day:${ofDay}:total`)
    for (const kind of ['status', 'user'] as const) {
      const names = await namesOf(kind, ofDay)
      expect(sum(await parts(names.map((name) => `stats:day:${ofDay}:${kind}:${name}`)))).toBe(total)
    }
  })

  test('no counter ever falls while the clock goes on', async () => {
    const users = (await namesOf('user', day)).map((id) => `stats:day:${day}:user:${id}`)
    const apis = (await namesOf('api', day)).map((name) => `stats:day:${day}:api:${name}`)
    const statuses = ['success', 'error', 'timeout'].map((name) => `stats:day:${day}:status:${name}`)
    const keys = [...users, ...apis, ...statuses, `stats:hour:${hour}:total`, `stats:minute:${minute}:total`]
    let before = await parts(keys)
    for (let step = 0; step < 300; step++) {
      await clock.advance(137)
      const after = await parts(keys)
      keys.forEach((key, i) => {
        if (Number(after[i] ?? 0) < Number(before[i] ?? 0)) throw new Error(`${key} fell`)
      })
      before = after
    }
    expect(Number(before.at(-2))).toBeGreaterThan(0)
  })

  test('two sources at one instant agree, whatever was read before and whenever they were made', async () => {
    const keys = ['total', 'api:/api/news', 'status:error'].flatMap((series) =>
      range(200, day - 199).map((d) => `stats:day:${d}:${series}`),
    )
    const older = createManualClock(now - 40 * 86_400_000)
    const other = createSource(inputFor('sample:'), { clock: older, log: keptLog() })
    await other.open()
    await other.read({ totals: [`stats:day:${day - 40}:total`], parts: [] })
    await older.advance(40 * 86_400_000)
    const reversed = await other.read({ totals: [], parts: [...keys].reverse() })
    expect(reversed.parts.reverse()).toEqual(await parts(keys))
  })

  test('a day has 8 to 9 million calls, weekends fewer, and the first endpoint two fifths of them', async () => {
    const days = (await parts(range(28, day - 28).map((d) => `stats:day:${d}:total`))).map(Number)
    const mean = sum(days) / 28
    expect(mean).toBeGreaterThan(8_000_000)
    expect(mean).toBeLessThan(9_000_000)
    expect(Number(await value(`stats:day:${day - 1}:api:/api/weather`)) / days.at(-1)!).toBeCloseTo(0.42, 1)
  })

  test('calls per second vary around 150 to 260 at busy hours', async () => {
    await clock.advance(Date.parse('2026-11-25T08:30:00Z') - now)
    const rates: number[] = []
    let before = Number(await value(`stats:day:${day + 1}:total`))
    for (let i = 0; i < 300; i++) {
      await clock.advance(1_000)
      const after = Number(await value(`stats:day:${day + 1}:total`))
      rates.push(after - before)
      before = after
    }
    const mean = sum(rates) / rates.length
    expect(mean).toBeGreaterThan(150)
    expect(mean).toBeLessThan(260)
    expect(Math.max(...rates) - Math.min(...rates)).toBeGreaterThan(40)
  })

  test('one endpoint is new today and was not called yesterday', async () => {
    const today = await namesOf('api', day)
    const yesterday = await namesOf('api', day - 1)
    expect(today.filter((name) => !yesterday.includes(name))).toEqual(['/api/campaign/tue'])
    expect(today.length).toBeGreaterThan(33)
    expect(today.length).toBeLessThan(41)
  })

  test('within any four days one outage shows in the minutes and in the errors', async () => {
    const outageDays = range(8, day - 8).filter((d) => d % 4 === 1)
    expect(outageDays).toHaveLength(2)
    const outage = outageDays[1]!
    const minutes = (
      await parts(range(60, (outage * 24 + 9) * 60).map((m) => `stats:minute:${m}:total`))
    ).map(Number)
    expect(minutes[30]!).toBeLessThan(minutes[5]! / 4)
    const share = async (d: number): Promise<number> => {
      const [errors, total] = await parts([`stats:day:${d}:status:error`, `stats:day:${d}:total`])
      return Number(errors) / Number(total)
    }
    expect(await share(outage)).toBeGreaterThan(1.3 * (await share(outage - 1)))
  })

  test('users grow from 400 to 900 a day', async () => {
    const users = (await namesOf('user', day - 1)).length
    expect(users).toBeGreaterThan(400)
    expect(users).toBeLessThan(900)
    expect((await namesOf('user', day - 190)).length).toBeLessThan(users)
  })
})

describe('keys outside the sample data', () => {
  test('a bucket older than its retention, before counting began or not begun yet is missing', async () => {
    expect(await value(`stats:minute:${minute - 7 * 1_440}:total`)).toBeNull()
    expect(await value(`stats:minute:${minute - 7 * 1_440 + 1}:total`)).toBeGreaterThan(0)
    expect(await value(`stats:hour:${hour - 30 * 24}:total`)).toBeNull()
    expect(await value(`stats:hour:${hour - 30 * 24 + 1}:total`)).toBeGreaterThan(0)
    expect(await value(`stats:day:${day - 199}:total`)).toBeGreaterThan(0)
    expect(await value(`stats:day:${day - 240}:total`)).toBeNull()
    expect(await value(`stats:minute:${minute + 1}:total`)).toBeNull()
    expect(await value(`stats:day:${day + 1}:total`)).toBeNull()
  })

  test('an unknown endpoint, another prefix and names of an object are missing', async () => {
    for (const key of [
      `stats:day:${day}:api:/nope`,
      `x:day:${day}:total`,
      `stats:day:${day}:api:__proto__`,
      'stats',
      '',
    ]) {
      expect(await value(key)).toBeNull()
    }
  })

  test('types and times to live answer as a Redis would', async () => {
    const keys = [`stats:day:${day}:total`, 'stats:index:apis', `stats:day:${day + 1}:total`]
    expect(await source.types(keys)).toEqual(['string', 'zset', null])
    const [first, index, none] = await source.ttls(keys)
    expect(first).toBe(365 * 86_400 - Math.floor((now - day * 86_400_000) / 1_000))
    expect([index, none]).toEqual([-1, null])
  })
})

test('a scan names every key once that can be read, and no other', async () => {
  const keys = new Set<string>()
  let cursor: string | null = null
  let found = 0
  do {
    const step = await source.scanStep({ cursor, match: 'stats:hour:*', count: 10_000 })
    for (const key of step.keys) keys.add(key)
    found += step.keys.length
    cursor = step.cursor
  } while (cursor !== null)
  expect(keys.size).toBe(found)
  expect((await parts([...keys])).every((reading) => Number(reading) > 0)).toBe(true)
  expect(keys.has(`stats:hour:${hour}:total`)).toBe(true)
  expect(keys.has(`stats:hour:${hour - 719}:api:/api/weather`)).toBe(true)
})

test('a closed sample source reads nothing', async () => {
  await source.close()
  await expect(source.read({ totals: ['stats:day:1:total'], parts: [] })).rejects.toMatchObject({
    code: 'not_connected',
  })
  expect(source.status()).toEqual({ state: 'idle' })
})

test('a 30 day trend with comparison costs less than 50 ms', async () => {
  const fresh = sourceFor('sample:', { clock })
  await fresh.open()
  const before = process.cpuUsage()
  await fresh.read({ totals: range(60, day - 59).map((d) => `stats:day:${d}:total`), parts: [] })
  const { user } = process.cpuUsage(before)
  expect(user / 1_000).toBeLessThan(50)
})
