import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { Source } from '../../electron/core/source/source.ts'
import { defaultRules, type ReadingRules } from '../../electron/core/stats/reading-rules.ts'
import { AppError } from '../../shared/errors.ts'
import type { UserDay } from '../../shared/users.ts'
import { makeCalls, type Call } from '../support/calls.ts'
import { expectedUsers } from '../support/expected-users.ts'
import { randomOf } from '../support/random.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { lastingKeys } from '../support/report-world.ts'
import { errorOf, keptLog, sourceFor, until } from '../support/source-kit.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { watching, type Watching } from '../support/watching.ts'
import { withClock } from '../support/world.ts'

const dayMs = 86_400_000
const nowMs = Date.parse('2026-11-24T09:41:30Z')
const today = Math.floor(nowMs / dayMs)
const oddIds = [
  '',
  'a:b',
  '*',
  '[x]',
  '__proto__',
  'a b',
  '"\'',
  'line\nbreak',
  '天气',
  '😀',
  '\uffff',
  '\\x41',
  'x'.repeat(20_000),
]

let redis: RedisServer
let worlds = 0
const ends: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis?.stop())
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

interface CensusWorld extends Watching {
  clock: ManualClock
  /** Counts users, of the running day too unless told. */
  count(options?: { withRunning?: boolean }): Promise<void>
  days(count: number): Promise<UserDay[]>
}

interface WorldChanges {
  prefix: string
  /** What stands between the core and Redis. */
  change?: (source: Source) => Source
  reportZone?: string
  /** Days that Redis keeps day counters. */
  retentionDays?: number
  atMs?: number
  archive?: Archive
}

async function worldOf(
  keys: ReadonlyMap<string, string>,
  {
    prefix,
    change = (source) => source,
    reportZone = 'UTC',
    retentionDays,
    atMs = nowMs,
    archive = openArchive({ file: ':memory:', log: keptLog() }),
  }: WorldChanges,
): Promise<CensusWorld> {
  await redis.seed([...keys])
  const clock = createFakeClock(atMs)
  const real = sourceFor(redis.url, { prefix, reportZone })
  await real.open()
  const rules: ReadingRules = {
    ...defaultRules,
    retentionDays: { minute: null, hour: null, day: retentionDays ?? null },
  }
  const watched = watching(change(withClock(real, clock)), clock, { rules, archive })
  ends.push(async () => {
    await watched.stop()
    await real.close()
  })
  return {
    ...watched,
    clock,
    count: ({ withRunning = true } = {}) => watched.watch.users.count({ withRunning }),
    days: async (count) => (await watched.watch.users.users({ days: count, from: null, to: null })).days,
  }
}

const callsOfAWeek = makeCalls({
  seed: 'week',
  fromMs: (today - 6) * dayMs,
  toMs: nowMs,
  count: 3_000,
  users: 150,
})

function callsOn(day: number): Call[] {
  return callsOfAWeek.filter(({ atMs }) => Math.floor(atMs / dayMs) === day)
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

function nextPrefix(): string {
  worlds += 1
  return `census${worlds}`
}

function expectDays(days: UserDay[], calls: Call[]): void {
  const expected = expectedUsers(calls, today - days.length + 1, today)
  const found = days.map((day) => ({
    active: day.active.value,
    new: day.new.value,
    returning: day.returning.value,
    weekly: day.weekly.value,
    monthly: day.monthly.value,
    stickiness: day.stickiness.value,
    top10Share: day.top10Share.value,
    topPercentShare: day.topPercentShare.value,
    coverage: day.coverage,
  }))
  expect(found).toEqual(
    expected.map((day) => ({
      active: day!.active,
      new: day!.new,
      returning: day!.active - day!.new,
      weekly: day!.weekly,
      monthly: day!.monthly,
      stickiness: day!.active / day!.monthly,
      top10Share: day!.top10Share,
      topPercentShare: day!.topPercentShare,
      coverage: 1,
    })),
  )
}

describe('a census', () => {
  it('finds on each of 200 days what the list of calls says, the running day among them', async () => {
    const random = randomOf('census')
    const calls = makeCalls({
      seed: 'census',
      fromMs: (today - 199) * dayMs,
      toMs: nowMs,
      count: 12_000,
      users: 900,
    }).map((call) =>
      random() < 0.1 ? { ...call, user: oddIds[Math.floor(random() * oddIds.length)]! } : call,
    )
    const prefix = nextPrefix()
    const world = await worldOf(lastingKeys(calls, nowMs, prefix), { prefix })
    await world.count()
    expectDays(await world.days(200), calls)
    const kept = world.archive.userDays(today - 199, today - 1)
    // `\x41` is written `\x5cx41`: no two ids look alike.
    const expected = expectedUsers(calls, today - 199, today - 1)
    expect(kept.map(({ topUsers }) => topUsers)).toEqual(
      expected.map((day) =>
        day!.top.slice(0, 20).map((one) => ({ ...one, user: one.user.replace('\\x41', '\\x5cx41') })),
      ),
    )
  })

  it('counts a user once whose key the scan gives again and again', async () => {
    const prefix = nextPrefix()
    const keys = lastingKeys(callsOfAWeek, nowMs, prefix)
    let steps = 0
    const world = await worldOf(keys, {
      prefix,
      change: (source) => ({
        ...source,
        async scanStep(input) {
          const step = await source.scanStep({ ...input, count: 50 })
          steps += 1
          return { ...step, keys: [...step.keys, ...step.keys.slice(0, 30), ...step.keys] }
        },
      }),
    })
    await world.count()
    expect(steps).toBeGreaterThan(5)
    expectDays(await world.days(7), callsOfAWeek)
  })

  it('looks once more where the scan missed users, and no third time', async () => {
    const prefix = nextPrefix()
    let looks = 0
    const missing = `${prefix}:day:${today - 2}:user:3`
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), {
      prefix,
      change: (source) => ({
        ...source,
        async scanStep(input) {
          if (input.cursor === null) looks += 1
          const step = await source.scanStep(input)
          return looks === 1 ? { ...step, keys: step.keys.filter((key) => key !== missing) } : step
        },
      }),
    })
    await world.count()
    expect(looks).toBe(2)
    expectDays(await world.days(7), callsOfAWeek)
    await world.count({ withRunning: false })
    expect(looks).toBe(2)
  })

  it('remembers what no user explains, names keys that hold no counter, and leaves the rest as it is', async () => {
    const prefix = nextPrefix()
    const keys = lastingKeys(callsOfAWeek, nowMs, prefix)
    const ofDay = (back: number): ReturnType<typeof expectedUsers>[number] =>
      expectedUsers(callsOfAWeek, today - back, today - back)[0]!
    const [first, second] = ofDay(3)!.top
    keys.delete(`${prefix}:day:${today - 3}:user:${first!.user}`)
    keys.set(`${prefix}:day:${today - 3}:user:${second!.user}`, '007')
    const third = ofDay(2)!.top[0]!
    keys.delete(`${prefix}:day:${today - 2}:user:${third.user}`)
    const world = await worldOf(keys, { prefix })
    const list = `${prefix}:day:${today - 2}:user:${third.user}`
    await redis.command('RPUSH', list, 'no counter')
    await world.count()

    const days = await world.days(7)
    const all = (back: number): number => callsOn(today - back).length
    expect(days.map(({ coverage }) => coverage)).toEqual([
      1,
      1,
      1,
      1 - (first!.calls + second!.calls) / all(3),
      1 - third.calls / all(2),
      1,
      1,
    ])
    expect(days[3]!.active).toEqual({ value: ofDay(3)!.active - 2, why: null })
    expect(days[4]!.new).toEqual({ value: null, why: 'days_before_missing' })
    expect(days[4]!.weekly).toEqual({ value: null, why: 'window_incomplete' })
    const kept = world.archive.userDays(today - 3, today - 2)
    expect(kept.map(({ issues }) => issues.map(({ code, key }) => [code, key]))).toEqual([
      [['bad_value', `${prefix}:day:${today - 3}:user:${second!.user}`]],
      [['wrong_type', list]],
    ])
    expect((await world.watch.users.census()).estimate?.days).toBe(0)
  })

  it('of services that count no users leaves all but users as it was', async () => {
    const prefix = nextPrefix()
    const keys = lastingKeys(callsOfAWeek, nowMs, prefix)
    for (const key of keys.keys()) if (key.includes(':user:')) keys.delete(key)
    const world = await worldOf(keys, { prefix })
    await world.count()
    const days = await world.days(3)
    expect(days.map(({ active }) => active)).toEqual([
      { value: null, why: 'incomplete' },
      { value: null, why: 'incomplete' },
      { value: null, why: 'incomplete' },
    ])
    const { report } = await world.watch.reports.makeReport({ date: dateOf(today - 1) })
    expect(report).toMatchObject({ active_users: null, new_users: null, top_users: null })
    expect(report!.quality.users).toBeNull()
    expect(report!.quality.issues.map(({ code }) => code)).toContain('unexplained_users')
  })

  it('finds endpoints and statuses on its way', async () => {
    const prefix = nextPrefix()
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), { prefix })
    await world.count()
    const names = (kind: 'api' | 'status') => world.archive.names(kind).map(({ name }) => name)
    expect(names('api').sort()).toEqual([...new Set(callsOfAWeek.map(({ endpoint }) => endpoint))].sort())
    expect(names('status').sort()).toEqual(['error', 'success', 'timeout'])
  })

  it('that is cancelled keeps nothing of its days, and the next one counts them', async () => {
    const prefix = nextPrefix()
    let steps = 0
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), {
      prefix,
      change: (source) => ({
        ...source,
        async scanStep(input) {
          steps += 1
          if (steps === 3) world.watch.cancelTask('census')
          return source.scanStep({ ...input, count: 20 })
        },
      }),
    })
    expect((await errorOf(world.count())).code).toBe('cancelled')
    expect(await world.watch.users.census()).toMatchObject({ state: 'idle', lastOutcome: 'cancelled' })
    expect(world.archive.userDays(0, today)).toEqual([])
    await world.count()
    expectDays(await world.days(7), callsOfAWeek)
    expect(await world.watch.users.census()).toMatchObject({ lastOutcome: 'done', lastMessage: null })
  })

  it('is for the closed days done once: the next one looks at none of them', async () => {
    const prefix = nextPrefix()
    let steps = 0
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), {
      prefix,
      change: (source) => ({
        ...source,
        async scanStep(input) {
          steps += 1
          return source.scanStep(input)
        },
      }),
    })
    await world.count({ withRunning: false })
    const before = steps
    await world.count({ withRunning: false })
    expect([before > 0, steps]).toEqual([true, before])
    expect((await world.days(1))[0]).toMatchObject({ partial: true, active: { why: 'not_counted' } })
  })

  it('lets the larger count stand where Redis lost users and calls came late, and does not look for ever', async () => {
    const prefix = nextPrefix()
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), { prefix })
    await world.count()
    const day = today - 2
    const [before] = world.archive.userDays(day, day)
    const gone = before!.topUsers[0]!
    await redis.command('DEL', `${prefix}:day:${day}:user:${gone.user}`)
    await redis.command('INCRBY', `${prefix}:day:${day}:total`, 5)
    const later = await worldOf(new Map(), { prefix, archive: world.archive })
    expect((await later.watch.users.census()).estimate?.days).toBe(1)
    await later.count({ withRunning: false })
    const [after] = world.archive.userDays(day, day)
    expect(after).toEqual({ ...before, total: before!.total! + 5, countedMs: after!.countedMs })
    expect((await later.watch.users.census()).estimate?.days).toBe(0)
  })

  it('adds an older day late: the days after it change, and their reports with them', async () => {
    const prefix = nextPrefix()
    const late = callsOfAWeek.filter(({ atMs }) => Math.floor(atMs / dayMs) === today - 4)
    const keys = lastingKeys(callsOfAWeek, nowMs, prefix)
    const held = [...keys].filter(([key]) => key.startsWith(`${prefix}:day:${today - 4}:user:`))
    for (const [key] of held) keys.delete(key)
    const world = await worldOf(keys, { prefix })
    await world.count()
    const date = dateOf(today - 1)
    const { report: before } = await world.watch.reports.makeReport({ date })
    expect(before).toMatchObject({ new_users: null, quality: { users: 1 } })
    expect((await world.days(2))[0]!.weekly.value).toBeNull()

    await redis.seed(held)
    await world.watch.users.startCensus()
    await until(async () => (await world.watch.users.census()).state === 'idle', 'the census ends')
    expectDays(await world.days(7), callsOfAWeek)
    expect(late.length).toBeGreaterThan(0)
    const after = await world.watch.reports.report({ date })
    const [expected] = expectedUsers(callsOfAWeek, today - 1, today - 1)
    expect(after.revisions).toHaveLength(2)
    expect(after.report).toEqual({
      ...before,
      new_users: expected!.new,
      quality: {
        ...before!.quality,
        issues: before!.quality.issues.filter(({ code }) => code !== 'new_users_unknown'),
      },
    })
  })
})

describe('reports and a census', () => {
  it('get their users when it has run, as a new revision in which nothing else changes', async () => {
    const prefix = nextPrefix()
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), { prefix })
    const date = dateOf(today - 2)
    const { report: first } = await world.watch.reports.makeReport({ date })
    expect(first).toMatchObject({ active_users: null, new_users: null, top_users: null })
    expect(first!.quality.issues.map(({ code }) => code)).toContain('users_not_counted')
    await world.count()
    const { report, revision, day } = await world.watch.reports.report({ date })
    const [expected] = expectedUsers(callsOfAWeek, today - 2, today - 2)
    expect(revision).toBe(2)
    expect(report).toEqual({
      ...first,
      active_users: expected!.active,
      new_users: expected!.new,
      top_users: expected!.top.slice(0, 20),
      quality: {
        ...first!.quality,
        users: 1,
        issues: first!.quality.issues.filter(({ code }) => code !== 'users_not_counted'),
      },
    })
    expect(day.summary).toMatchObject({ activeUsers: expected!.active, revision: 2, lateCalls: 0 })
    expect((await world.watch.reports.report({ date, revision: 1 })).report).toEqual(first)
  })

  it('have users at once when they are made after it', async () => {
    const prefix = nextPrefix()
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), { prefix })
    await world.count()
    const { report, revision } = await world.watch.reports.makeReport({ date: dateOf(today - 1) })
    const [expected] = expectedUsers(callsOfAWeek, today - 1, today - 1)
    expect([report!.active_users, report!.new_users, report!.quality.users, revision]).toEqual([
      expected!.active,
      expected!.new,
      1,
      1,
    ])
  })

  it('have no users in a zone whose days are not those of the counters', async () => {
    const prefix = nextPrefix()
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), {
      prefix,
      reportZone: 'Asia/Kathmandu',
    })
    const date = dateOf(today - 2)
    await world.watch.reports.makeReport({ date })
    await world.count()
    const { report, revision } = await world.watch.reports.report({ date })
    expect([report!.active_users, report!.quality.users, revision]).toEqual([null, null, 1])
    expect(report!.quality.issues.map(({ code }) => code)).toContain('users_by_utc_day')
  })

  it('know all but users where no census runs', async () => {
    const prefix = nextPrefix()
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), { prefix })
    await world.watch.users.chooseCensus({ choice: 'never' })
    await world.watch.tick()
    const { report } = await world.watch.reports.makeReport({ date: dateOf(today - 1) })
    const ofDay = callsOn(today - 1)
    expect(report).toMatchObject({
      total_calls: ofDay.length,
      quality: { apis: 1, statuses: 1, users: null },
      active_users: null,
    })
    expect(await world.watch.users.census()).toMatchObject({ state: 'idle', lastOutcome: null, nextAt: null })
    expect((await world.days(2))[0]!.active).toEqual({ value: null, why: 'not_counted' })
  })
})

describe('a nightly census', () => {
  it('begins by itself, once, at its minute after the reports are due, and not before', async () => {
    const prefix = nextPrefix()
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), { prefix })
    const { users } = world.watch
    const { nextAt } = await users.chooseCensus({ choice: 'nightly' })
    expect(nextAt! >= '2026-11-25T01:00:00.000Z' && nextAt! <= '2026-11-25T01:30:00.000Z').toBe(true)
    const begun = async (): Promise<string | null> => {
      await world.watch.tick()
      await until(async () => (await users.census()).state === 'idle', 'the census ends')
      return (await users.census()).startedAt
    }
    expect(await begun()).toBeNull()
    await world.clock.advance(Date.parse(nextAt!) - nowMs - 1_000)
    expect(await begun()).toBeNull()
    await world.clock.advance(1_000)
    expect(await begun()).toBe(nextAt)
    expect(world.archive.userDays(0, today).map(({ day }) => day)).toEqual(
      Array.from({ length: 7 }, (_, i) => today - 6 + i),
    )
    await world.clock.advance(3_600_000)
    expect(await begun()).toBe(nextAt)
    expect((await users.census()).nextAt).toBe(new Date(Date.parse(nextAt!) + dayMs).toISOString())
  })
})

describe('a nightly census that fails', () => {
  it('says why, keeps nothing, and is tried again after an hour', async () => {
    const prefix = nextPrefix()
    let isDown = true
    let steps = 0
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), {
      prefix,
      change: (source) => ({
        ...source,
        async scanStep(input) {
          // Endpoints are looked for by a pattern of their own.
          if (input.match.endsWith(':[as]*:*')) return source.scanStep(input)
          steps += 1
          if (isDown && steps === 3) throw new AppError('connection_lost', 'The connection was lost.')
          return source.scanStep({ ...input, count: 20 })
        },
      }),
    })
    const { users } = world.watch
    await users.chooseCensus({ choice: 'nightly' })
    await world.clock.advance(dayMs)
    await world.watch.tick()
    await until(async () => (await users.census()).lastEndedAt !== null, 'the census ends')
    expect(await users.census()).toMatchObject({
      state: 'idle',
      lastOutcome: 'failed',
      lastMessage: 'The connection was lost.',
    })
    expect(world.archive.userDays(0, today)).toEqual([])

    isDown = false
    const tried = steps
    await world.clock.advance(3_599_000)
    await world.watch.tick()
    expect([steps, (await users.census()).state]).toEqual([tried, 'idle'])
    await world.clock.advance(1_000)
    await world.watch.tick()
    await until(async () => (await users.census()).lastOutcome === 'done', 'the census is done')
    expect(world.archive.userDays(0, today)).toHaveLength(7)
  })
})

describe('a nightly census that ended with its program', () => {
  it('begins anew with the next one', async () => {
    const prefix = nextPrefix()
    const nightMs = nowMs + dayMs
    let steps = 0
    const world = await worldOf(lastingKeys(callsOfAWeek, nowMs, prefix), {
      prefix,
      change: (source) => ({
        ...source,
        async scanStep(input) {
          steps += 1
          if (steps === 3) void world.stop()
          return source.scanStep({ ...input, count: 20 })
        },
      }),
    })
    await world.watch.users.chooseCensus({ choice: 'nightly' })
    await world.clock.advance(dayMs)
    await world.watch.tick()
    await until(() => steps >= 3, 'the census runs')
    await world.stop()
    expect(world.archive.userDays(0, today)).toEqual([])

    const next = await worldOf(new Map(), { prefix, archive: world.archive, atMs: nightMs + 60_000 })
    await next.watch.tick()
    await until(async () => (await next.watch.users.census()).lastOutcome === 'done', 'the census is done')
    expect(next.archive.userDays(0, today)).toHaveLength(7)
  })
})

describe('who is new', () => {
  it('is unknown on the first days of an archive whose counters begin with what Redis just dropped', async () => {
    const prefix = nextPrefix()
    const calls = makeCalls({
      seed: 'expired',
      fromMs: nowMs - 40 * dayMs,
      toMs: nowMs,
      count: 2_000,
      users: 40,
    })
    const keys = lastingKeys(calls, nowMs, prefix)
    const world = await worldOf(keys, { prefix, retentionDays: 35 })
    // What lies before the 35 days is gone: the first day that is left follows one that was dropped.
    await world.count()
    const days = await world.days(36)
    expect(days[0]!.active.value === null || days[0]!.new.value === null).toBe(true)
    expect(days.at(-2)!.new.value).toBe(expectedUsers(calls, today - 1, today - 1)[0]!.new)
    expect(days.slice(1, 20).every(({ new: fresh }) => fresh.why === 'days_before_missing')).toBe(true)
  })
})
