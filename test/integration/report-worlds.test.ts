import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '../support/calls.ts'
import { expectedOf, startOfDate } from '../support/expected.ts'
import { expectedReport } from '../support/expected-report.ts'
import { randomOf } from '../support/random.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { hourStatusKeys, lastingKeys, openReportWorld, readBack } from '../support/report-world.ts'

const dayMs = 86_400_000
const endpoints = [
  '/api/a',
  '/api/b',
  '/api/B',
  'x:total',
  '',
  '__proto__',
  '天气',
  '😀',
  '\uffff',
  'a b',
  '10',
  '*?[',
]
const statuses = [
  'success',
  'OK',
  '200',
  '302',
  'error',
  'Timeout',
  '404',
  '500',
  'cached',
  '2000',
  '__proto__',
]

/** Zones, and a date in each on which a clock is changed or the year turns. */
const places = [
  ['UTC', '2026-11-24'],
  ['Asia/Kathmandu', '2026-01-01'],
  ['Asia/Shanghai', '2028-02-29'],
  ['America/New_York', '2026-11-01'],
  ['America/New_York', '2026-03-08'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Chatham', '2026-04-05'],
  ['Pacific/Chatham', '2026-09-27'],
] as const
const worlds = Array.from({ length: 27 }, (_, i) => [...places[i % places.length]!, i] as const)

let redis: RedisServer

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis?.stop())

/** Calls of the days before an instant, with quiet hours, an empty day here and there, dense and sparse days. */
function randomDays(seed: string, fromMs: number, nowMs: number): Call[] {
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const some = endpoints.slice(0, 1 + Math.floor(random() * endpoints.length))
  const quiet = Math.floor(random() * 24)
  const calls: Call[] = []
  for (let dayStart = fromMs; dayStart < nowMs; dayStart += dayMs) {
    const count = pick([0, 3, 40, 40, 120, 120])
    for (let i = 0; i < count; i++) {
      const atMs = dayStart + Math.floor(random() * dayMs)
      if (atMs >= nowMs || Math.floor(atMs / 3_600_000) % 24 === quiet) continue
      calls.push({ atMs, user: String(i % 7), endpoint: pick(some), status: pick(statuses) })
    }
  }
  return calls.length > 0 ? calls : [{ atMs: fromMs, user: '1', endpoint: '', status: 'ok' }]
}

function worldOf(zone: string, date: string, i: number) {
  const random = randomOf(`world ${i}`)
  const centreMs = startOfDate(zone, date)
  const nowMs = centreMs + 2 * dayMs + Math.floor(random() * dayMs)
  const fromMs = Math.floor(centreMs / dayMs) * dayMs - 7 * dayMs
  const calls = randomDays(`calls ${i}`, fromMs, nowMs)
  const expected = expectedOf(calls, nowMs, zone)
  const dates = Array.from({ length: 9 }, (_, back) => expected.dateBefore(date, 7 - back))
  return { zone, calls, nowMs, dates: dates.filter((one) => expected.edges(one)[1] + 120_000 <= nowMs) }
}

describe('the report of each day of a random list of calls', () => {
  it.each(worlds)('says what the list says, in %s around %s (list %i)', async (zone, date, i) => {
    const { calls, nowMs, dates } = worldOf(zone, date, i)
    const prefix = `stats${i}`
    const hasHourStatuses = i % 2 === 1
    const keys = new Map([
      ...lastingKeys(calls, nowMs, prefix),
      ...(hasHourStatuses ? hourStatusKeys(calls, nowMs, prefix) : []),
    ])
    const world = await openReportWorld(redis, keys, { nowMs, prefix })
    for (const one of dates) {
      const composed = await world.compose(zone, one)
      const expected = expectedReport({ calls, nowMs, zone, hasHourStatuses }, one)
      if (expected.kind === 'skip') {
        expect(composed, one).toEqual(expected)
        continue
      }
      expect(composed.kind, one).toBe('report')
      if (composed.kind !== 'report') continue
      expect(readBack(composed.report), one).toEqual({
        ...expected.figures,
        status_lists: {
          success: ['success', 'ok', '2xx', '3xx'],
          error: ['error', 'fail', 'failed', 'failure', 'timeout', 'exception', '4xx', '5xx'],
        },
        generated_at: new Date(nowMs).toISOString(),
        generator: 'tallyscope 1.2.3',
        codes: expected.codes,
      })
    }
    await world.close()
  })
})
