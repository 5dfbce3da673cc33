import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCalls, seedOfCalls, type Call } from '../support/calls.ts'
import { runCli, type CliRun } from '../support/cli.ts'
import { expectedUsers } from '../support/expected-users.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

const dayMs = 86_400_000
const now = '2026-11-24T09:41:30.000Z'
const nowMs = Date.parse(now)
const today = Math.floor(nowMs / dayMs)

interface UsersJson {
  zone: string
  sample: boolean
  issues: unknown[]
  days: {
    date: string
    active: number | null
    new: number | null
    partial: boolean
    why: Record<string, string>
  }[]
}

let redis: RedisServer
let dataDir: string
let calls: Call[]

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cli-users-'))
  redis = await startRedis()
  calls = makeCalls({ seed: 'cli users', fromMs: (today - 9) * dayMs, toMs: nowMs, count: 3_000, users: 90 })
  await redis.seed(seedOfCalls(calls, nowMs))
})
afterAll(async () => {
  await redis?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

function run(command: string, ...args: string[]): Promise<CliRun> {
  return runCli([command, '--url', redis.url, '--now', now, ...args], { dataDir })
}

async function ask(...args: string[]): Promise<UsersJson> {
  const { code, stdout, stderr } = await run('users', '--json', ...args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as UsersJson
}

describe('the users of the command line', () => {
  it('are those of the list of calls by UTC day, the running day last, unknown before the first call', async () => {
    const { zone, sample, days } = await ask('--days', '12', '--archive', ':memory:')
    expect([zone, sample]).toEqual(['UTC', false])
    const expected = expectedUsers(calls, today - 11, today)
    expect(days.map(({ date, active, new: fresh }) => [date, active, fresh])).toEqual(
      expected.map((day, i) => [
        new Date((today - 11 + i) * dayMs).toISOString().slice(0, 10),
        day && day.active,
        day && day.new,
      ]),
    )
    expect(days[0]!.why).toMatchObject({ active: 'not_counted_yet', new: 'not_counted_yet' })
    expect(days.map(({ partial }) => partial)).toEqual([...Array<boolean>(11).fill(false), true])
  })

  it('are 30 days unless told, and kept: a later run needs the counters of closed days no more', async () => {
    const first = await ask()
    expect(first.days).toHaveLength(30)
    for (const key of (await redis.command('KEYS', `stats:day:${today - 3}:user:*`)) as string[])
      await redis.command('DEL', key)
    expect((await ask()).days).toEqual(first.days)
    await redis.seed(seedOfCalls(calls, nowMs))
  })

  it('are a table for people', async () => {
    const { code, stdout } = await run('users', '--days', '2', '--archive', ':memory:')
    const [, running] = expectedUsers(calls, today - 1, today)
    expect(code).toBe(0)
    expect(stdout).toContain('Users by UTC day')
    expect(stdout).toMatch(new RegExp(`2026-11-24 +${running!.active} +.*still running`))
  })

  it('of the sample data are there too', async () => {
    const { code, stdout } = await runCli(['users', '--url', 'sample:', '--now', now, '--json'], { dataDir })
    const { sample, days } = JSON.parse(stdout) as UsersJson
    expect([code, sample, days.length]).toEqual([0, true, 30])
    expect(days.every(({ active, new: fresh }) => active! > 100 && fresh! >= 0)).toBe(true)
  })
})

describe('reports of the command line', () => {
  it('have their users in their first revision', async () => {
    const { stdout } = await run('backfill', '--json', '--archive', join(dataDir, 'own.sqlite'))
    expect((JSON.parse(stdout) as { made: string[] }).made).toHaveLength(9)
    const date = '2026-11-22'
    const report = await run('report', '--json', '--date', date, '--archive', join(dataDir, 'own.sqlite'))
    const [expected] = expectedUsers(calls, today - 2, today - 2)
    expect(JSON.parse(report.stdout)).toMatchObject({
      date,
      active_users: expected!.active,
      new_users: expected!.new,
      top_users: expected!.top.slice(0, 20),
      quality: { users: 1 },
    })
  })

  it('are made without users where the account may not scan', async () => {
    await redis.command('ACL', 'SETUSER', 'reader', 'on', '>pw', '~*', '+@all', '-scan')
    const url = redis.url.replace('//', '//reader:pw@')
    const { code, stdout, stderr } = await runCli(
      ['report', '--url', url, '--now', now, '--json', '--archive', ':memory:'],
      { dataDir },
    )
    expect([code, stderr.includes('Users were not counted')]).toEqual([0, true])
    expect(JSON.parse(stdout)).toMatchObject({
      date: '2026-11-23',
      active_users: null,
      quality: { users: null },
    })
  })
})
