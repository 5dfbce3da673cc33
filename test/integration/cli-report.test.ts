import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callsOnDate, countBy, makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { runCli, type CliRun } from '../support/cli.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

const now = '2026-11-24T09:41:30.000Z'
const nowMs = Date.parse(now)

interface Report {
  date: string
  zone: string
  total_calls: number
  api_breakdown: Record<string, number>
  status_breakdown: Record<string, number> | null
  success_rate: number | null
  active_users: number | null
  top_users: { user: string; calls: number }[] | null
  previous_day: { total_calls: number; change: number }
}

let redis: RedisServer
let dataDir: string
let calls: Call[]

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-report-'))
  redis = await startRedis()
  calls = makeCalls({ seed: 'report', fromMs: Date.parse('2026-11-14T00:00:00Z'), toMs: nowMs, count: 3_000 })
  await redis.seed(seedOfCalls(calls, nowMs))
})
afterAll(async () => {
  await redis?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

function run(...args: string[]): Promise<CliRun> {
  return runCli(['report', '--url', redis.url, '--now', now, ...args], { dataDir })
}

async function ask(...args: string[]): Promise<Report> {
  const { code, stdout, stderr } = await run('--json', ...args)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\{"date".*\}\n$/)
  return JSON.parse(stdout) as Report
}

function expectFigures(report: Report, date: string, zone: string): void {
  const ofDay = callsOnDate(calls, date, zone)
  const dayBefore = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10)
  const before = callsOnDate(calls, dayBefore, zone).length
  expect(report).toMatchObject({
    date,
    zone,
    total_calls: ofDay.length,
    previous_day: { total_calls: before, change: ofDay.length / before - 1 },
  })
  expect(Object.entries(report.api_breakdown)).toEqual(countBy(ofDay, 'endpoint'))
  const users = zone === 'UTC' ? countBy(ofDay, 'user') : null
  expect(report.active_users).toBe(users && users.length)
  expect(report.top_users?.map(({ user, calls: made }) => [user, made]) ?? null).toEqual(
    users && users.slice(0, 20),
  )
  if (zone !== 'UTC') return
  const good = ofDay.filter(({ status }) => status === 'success').length
  expect(report.success_rate).toBe(good / ofDay.length)
  expect(report.status_breakdown).toEqual(Object.fromEntries(countBy(ofDay, 'status')))
}

describe('the report of the command line', () => {
  it('of yesterday, in UTC, is what the list of calls says', async () => {
    expectFigures(await ask('--archive', ':memory:'), '2026-11-23', 'UTC')
  })

  it('of a date in a zone is what the list of calls says', async () => {
    const report = await ask('--date', '2026-11-22', '--zone', 'Asia/Kathmandu', '--archive', ':memory:')
    expectFigures(report, '2026-11-22', 'Asia/Kathmandu')
    expect(report.status_breakdown).toBeNull()
  })

  it('stays as it was made, and is made anew where that is asked for', async () => {
    const first = await ask('--date', '2026-11-20')
    await redis.command('INCRBY', 'stats:day:20777:total', 5)
    expect(await ask('--date', '2026-11-20')).toEqual(first)
    const anew = await ask('--date', '2026-11-20', '--force')
    expect(anew.total_calls).toBe(first.total_calls + 5)
    expect(await ask('--date', '2026-11-20')).toEqual(anew)
    await redis.command('DECRBY', 'stats:day:20777:total', 5)
  })

  it('is a table for people, with what is wrong under it', async () => {
    const ofDay = callsOnDate(calls, '2026-11-23', 'UTC')
    const [[endpoint, most]] = countBy(ofDay, 'endpoint') as [[string, number]]
    const { code, stdout } = await run('--archive', ':memory:')
    expect(code).toBe(0)
    expect(stdout).toContain('Daily report of 2026-11-23 (UTC)')
    expect(stdout).toMatch(new RegExp(`Calls +${ofDay.length} +calls`))
    expect(stdout).toMatch(new RegExp(`1 +${endpoint} +${most} +`))
    expect(stdout).toMatch(new RegExp(`Active users +${countBy(ofDay, 'user').length} +users`))
  })

  it('of a day that still runs is refused', async () => {
    const { code, stdout, stderr } = await run('--date', '2026-11-24', '--json')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/2026-11-24 is not over yet/)
  })

  it('of a day before the first counter is refused with the reason', async () => {
    const { code, stderr } = await run('--date', '2026-11-10')
    expect(code).toBe(1)
    expect(stderr).toMatch(/Nothing was counted on 2026-11-10/)
  })

  it('under --strict ends with 3 only where figures are wrong or may be', async () => {
    expect((await run('--strict', '--archive', ':memory:')).code).toBe(0)
    await redis.command('DEL', 'stats:day:20780:status:success')
    expect((await run('--strict', '--archive', ':memory:')).code).toBe(3)
  })
})
