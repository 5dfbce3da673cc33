import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsBetween, callsOnDate, countBy, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { runCli } from '../support/cli.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

const now = '2026-11-22T13:41:07.000Z'
const nowMs = Date.parse(now)
const minuteMs = 60_000
const hourMs = 3_600_000
const dayMs = 86_400_000
const lastMinuteMs = Date.parse('2026-11-22T13:41:00.000Z')

let redis: RedisServer
let dataDir: string
let calls: Call[]

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-'))
  redis = await startRedis()
  calls = [
    ...makeCalls({ seed: 'days', fromMs: Date.parse('2026-11-18T00:00:00Z'), toMs: nowMs, count: 4_000 }),
    ...makeCalls({ seed: 'hours', fromMs: nowMs - 2.2 * hourMs, toMs: nowMs, count: 2_000 }),
  ]
  await redis.seed(seedOfCalls(calls, nowMs))
})
afterAll(async () => {
  await redis?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function ask<T>(...args: string[]): Promise<T> {
  const run = await runCli([...args, '--url', redis.url, '--now', now, '--json', '--archive', ':memory:'], {
    dataDir,
  })
  expect(run.stderr).toBe('')
  expect(run.code).toBe(0)
  expect(run.stdout).toMatch(/^\{.*\}\n$/)
  return JSON.parse(run.stdout) as T
}

interface Point {
  start: string
  calls: number | null
  partial: boolean
  approximate: boolean
}
interface TrendDocument {
  points: Point[]
  previous: Point[] | null
  total: number | null
  atLeast: number
}

/** What the points of a range must be: `count` buckets that end with now's. */
function expectedPoints(list: Call[], widthMs: number, count: number): [string, number][] {
  const last = Math.floor(nowMs / widthMs) * widthMs
  return Array.from({ length: count }, (_, i) => {
    const start = last - (count - 1 - i) * widthMs
    return [new Date(start).toISOString(), callsBetween(list, start, start + widthMs).length]
  })
}

const figures = (points: Point[]): [string, number | null][] =>
  points.map((point) => [point.start, point.calls])

describe('the overview of the command line', () => {
  it('says what the list of calls says, in UTC', async () => {
    const overview = await ask<Record<string, unknown>>('overview', '--top', '3')
    const today = callsOnDate(calls, '2026-11-22', 'UTC')
    const startMs = Date.parse('2026-11-22T00:00:00Z')
    const comparable = callsBetween(calls, startMs, lastMinuteMs)
    const previous = callsBetween(calls, startMs - dayMs, lastMinuteMs - dayMs)
    const success = today.filter(({ status }) => status === 'success').length / today.length
    const ofEndpoint = (list: Call[], name: string): number =>
      list.filter(({ endpoint }) => endpoint === name).length
    const hourStart = Date.parse('2026-11-22T13:00:00Z')

    expect(overview).toMatchObject({
      source: redis.url + '/0',
      sample: false,
      issues: [],
      asOf: now,
      zone: 'UTC',
      today: {
        date: '2026-11-22',
        calls: today.length,
        comparable: comparable.length,
        previous: previous.length,
        change: comparable.length / previous.length - 1,
        successRate: success,
        successRateUtcDay: success,
        approximate: false,
      },
      currentHour: {
        start: '2026-11-22T13:00:00.000Z',
        calls: callsBetween(calls, hourStart, nowMs).length,
      },
      hotApis: countBy(today, 'endpoint')
        .slice(0, 3)
        .map(([endpoint, count]) => ({
          endpoint,
          calls: count,
          share: count / today.length,
          previous: ofEndpoint(previous, endpoint),
          change: ofEndpoint(comparable, endpoint) / ofEndpoint(previous, endpoint) - 1,
        })),
      coverage: { apis: 1, statuses: 1, users: null },
    })
  })

  it.each(['Asia/Shanghai', 'America/St_Johns', 'Asia/Kathmandu'])(
    'says what the list of calls says, in %s',
    async (zone) => {
      const overview = await ask<{ zone: string; today: { date: string; calls: number } }>(
        'overview',
        '--zone',
        zone,
      )
      const { date } = overview.today
      expect(overview.zone).toBe(zone)
      expect(date).toBe('2026-11-22')
      expect(overview.today.calls).toBe(callsOnDate(calls, date, zone).length)
    },
  )
})

describe('the trend of the command line', () => {
  it('has 24 hours that end with the running one, and the 24 before', async () => {
    const trend = await ask<TrendDocument>('trend', '--range', 'hour', '--compare')
    expect(figures(trend.points)).toEqual(expectedPoints(calls, hourMs, 24))
    expect(figures(trend.previous!)).toEqual(expectedPoints(calls, hourMs, 48).slice(0, 24))
    expect(trend.points.map(({ partial }) => partial)).toEqual([...Array<boolean>(23).fill(false), true])
    expect(trend).toMatchObject({
      range: 'hour',
      zone: 'UTC',
      endpoint: null,
      total: expectedPoints(calls, hourMs, 24).reduce((sum, [, count]) => sum + count, 0),
    })
  })

  it('has the hours between two instants where they are named', async () => {
    const all = expectedPoints(calls, hourMs, 24)
    const [from, to] = [all[3]![0], all[9]![0]]
    const trend = await ask<TrendDocument>('trend', '--range', 'hour', '--from', from, '--to', to)
    expect(figures(trend.points)).toEqual(all.slice(3, 9))
  })

  it('has 60 minutes, of one endpoint where one is named', async () => {
    const all = await ask<TrendDocument>('trend', '--range', 'minute')
    expect(figures(all.points)).toEqual(expectedPoints(calls, minuteMs, 60))
    const [name] = countBy(calls, 'endpoint')[0]!
    const one = await ask<TrendDocument>('trend', '--range', 'minute', '--endpoint', name)
    const own = calls.filter(({ endpoint }) => endpoint === name)
    expect(one).toMatchObject({ endpoint: name, previous: null })
    expect(figures(one.points)).toEqual(expectedPoints(own, minuteMs, 60))
  })

  it('has 30 days, unknown before counting began', async () => {
    const trend = await ask<TrendDocument>('trend', '--range', 'day')
    expect(figures(trend.points)).toEqual(
      expectedPoints(calls, dayMs, 30).map(([start, count]) => [
        start,
        start < '2026-11-18T00:00:00.000Z' ? null : count,
      ]),
    )
    expect(trend).toMatchObject({ total: null, atLeast: calls.length })
  })
})

describe('the usage of the command line', () => {
  it('has every endpoint of a range beside the days before, most calls first', async () => {
    const dates = (days: string[]): Call[] =>
      days.flatMap((day) => callsOnDate(calls, `2026-11-${day}`, 'Asia/Shanghai'))
    const present = dates(['21', '22'])
    const previous = dates(['19', '20'])
    const of = (list: Call[], name: string): number => list.filter(({ endpoint }) => endpoint === name).length
    const range = ['--from', '2026-11-21', '--to', '2026-11-22', '--zone', 'Asia/Shanghai']
    const usage = await ask<Record<string, unknown>>('apis', ...range)
    // 21:41 in Shanghai: the day before is compared until the same time.
    const until = Date.parse('2026-11-22T13:41:00Z')
    const comparable = present.filter(({ atMs }) => atMs < until)
    const before = previous.filter(({ atMs }) => atMs < until - 2 * dayMs)
    expect(usage).toMatchObject({
      source: redis.url + '/0',
      sample: false,
      issues: [],
      from: '2026-11-21',
      to: '2026-11-22',
      total: present.length,
      items: countBy(present, 'endpoint').map(([endpoint, count]) => ({
        endpoint,
        calls: count,
        share: count / present.length,
        previous: of(before, endpoint),
        change: of(comparable, endpoint) / of(before, endpoint) - 1,
      })),
    })
  })

  it('is a table for people', async () => {
    const run = await runCli(
      ['apis', '--from', '2026-11-21', '--url', redis.url, '--now', now, '--archive', ':memory:'],
      { dataDir },
    )
    const present = callsBetween(calls, Date.parse('2026-11-21T00:00:00Z'), nowMs)
    const [[first, count]] = countBy(present, 'endpoint') as [[string, number]]
    expect(run.code).toBe(0)
    expect(run.stdout).toContain('Calls by endpoint, 2026-11-21 to 2026-11-22 (UTC)')
    expect(run.stdout).toContain(
      'until 2026-11-22 13:41 compared with 2026-11-19 to 2026-11-20 until 2026-11-20 13:41',
    )
    expect(run.stdout).toMatch(new RegExp(`1  ${first} +${count.toLocaleString('en-US')} `))
  })
})

describe('the health of the command line', () => {
  it('says what is explained, finds nothing to mend, and ends well under --strict', async () => {
    const health = await ask<Record<string, unknown>>('health', '--strict')
    expect(health).toMatchObject({
      date: '2026-11-22',
      coverage: { apis: 1, statuses: 1, users: null },
      issues: [],
    })
    expect(typeof health['clockSkewMs']).toBe('number')
    const run = await runCli(['health', '--url', redis.url, '--now', now, '--archive', ':memory:'], {
      dataDir,
    })
    expect(run.stdout).toContain('Calls explained by endpoints')
    expect(run.stdout).toContain('Nothing to mend.')
  })
})
