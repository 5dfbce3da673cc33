import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reports/archive.ts'
import type { Source } from '../../electron/core/source/source.ts'
import type { UserDay } from '../../shared/users.ts'
import { makeCalls, type Call } from '../support/calls.ts'
import { expectedUsers } from '../support/expected-users.ts'
import { randomOf } from '../support/random.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { lastingKeys } from '../support/report-world.ts'
import { errorOf, keptLog, sourceFor } from '../support/source-kit.ts'
import { createFakeClock } from '../support/fake-clock.ts'
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
  prefix: string
  /** Counts the users and gives the last days, oldest first. */
  count(options?: { withRunning?: boolean }): Promise<void>
  days(count: number): Promise<UserDay[]>
}

async function worldOf(
  keys: ReadonlyMap<string, string>,
  {
    prefix,
    atMs = nowMs,
    archive = openArchive({ file: ':memory:', log: keptLog() }),
    change = (source: Source): Source => source,
  }: {
    prefix: string
    atMs?: number
    archive?: ReturnType<typeof openArchive>
    change?: (source: Source) => Source
  },
): Promise<CensusWorld> {
  await redis.seed([...keys])
  const clock = createFakeClock(atMs)
  const real = sourceFor(redis.url, { prefix })
  await real.open()
  const watched = watching(change(withClock(real, clock)), clock, { archive })
  ends.push(async () => {
    await watched.stop()
    await real.close()
  })
  return {
    ...watched,
    prefix,
    count: ({ withRunning = true } = {}) => watched.watch.users.count({ withRunning }),
    days: async (count) => (await watched.watch.users.users({ days: count, from: null, to: null })).days,
  }
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
      expected.map(({ top }) =>
        top.slice(0, 20).map((one) => ({ ...one, user: one.user.replace('\\x41', '\\x5cx41') })),
      ),
    )
  })
})
