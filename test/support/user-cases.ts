import assert from 'node:assert/strict'
import type { Api } from '../../shared/api.ts'
import type { CensusState } from '../../shared/census.ts'
import type { RedisServer } from './redis-server.ts'
import { until } from './source-kit.ts'
import { connectTo, daysNow, rejectsWith, type TransportCase } from './transport-kit.ts'

type UserMethod = 'users' | 'topUsers' | 'retention' | 'census' | 'startCensus' | 'chooseCensus'

/** What each method about users must do over every transport. */
export const userCases: Record<UserMethod, TransportCase> = {
  async users({ client: { api }, redis }) {
    const sample = await api.users({})
    assert.deepEqual([sample.sample, sample.zone, sample.days.length], [true, 'UTC', 30])
    assert.deepEqual(sample.days[0]!.active, { value: null, why: 'not_counted' })
    await openWithUsers(api, redis)
    await counted(api)
    const { days } = await api.users({ days: 3 })
    assert.deepEqual(
      days.map(({ date, partial, active, new: fresh, coverage }) => [
        date,
        partial,
        active.value,
        fresh.value,
        coverage,
      ]),
      [
        [dateOf(-2), false, 2, 2, 1],
        [dateOf(-1), false, 2, 1, 1],
        [dateOf(0), true, 1, 0, 5 / 42],
      ],
    )
    await rejectsWith('bad_input', api.users({ days: 401 }))
    await rejectsWith('bad_input', api.users({ from: dateOf(0), to: dateOf(-1) }))
  },

  async topUsers({ client: { api }, redis }) {
    await openWithUsers(api, redis)
    const none = await api.topUsers({})
    assert.deepEqual([none.knownDays, none.days, none.items], [0, 30, []])
    await counted(api)
    const top = await api.topUsers({ from: dateOf(-2), to: dateOf(-1) })
    assert.deepEqual(top.items, [
      { user: 'b', calls: 13, days: 2, lastDate: dateOf(-1) },
      { user: 'a', calls: 9, days: 1, lastDate: dateOf(-2) },
      { user: '__proto__', calls: 8, days: 1, lastDate: dateOf(-1) },
    ])
    await rejectsWith('bad_input', api.topUsers({ from: '2020-01-01' }))
  },

  async retention({ client: { api }, redis }) {
    await openWithUsers(api, redis)
    assert.deepEqual((await api.retention()).cohorts, [])
    await counted(api)
    const { cohorts } = await api.retention()
    assert.equal(
      cohorts.reduce((sum, { users }) => sum + users, 0),
      3,
    )
    assert.ok(cohorts.every(({ week }) => new Date(week).getUTCDay() === 1))
  },

  async census({ client: { api }, redis }) {
    assert.ok((await api.census()).estimate!.keys! > 10_000)
    await openWithUsers(api, redis)
    const before = await api.census()
    assert.deepEqual([before.state, before.estimate?.days, before.lastOutcome], ['idle', 2, null])
    assert.equal(before.estimate?.keys, Number(await redis.command('DBSIZE')))
    const after = await counted(api)
    assert.deepEqual([after.state, after.estimate?.days, after.lastOutcome], ['idle', 0, 'done'])
  },

  async startCensus({ client: { api, on }, redis }) {
    await openWithUsers(api, redis)
    const told: CensusState[] = []
    await api.census()
    const stop = on('census', (state) => told.push(state))
    // A server that stands still keeps the census from its end until it is cancelled.
    redis.pause()
    try {
      assert.notEqual((await api.startCensus()).state, 'idle')
      assert.notEqual((await api.startCensus()).state, 'idle')
      await api.cancelTask({ task: 'census' })
    } finally {
      redis.resume()
    }
    await until(() => told.at(-1)?.state === 'idle', 'the census ends')
    assert.equal((await api.census()).lastOutcome, 'cancelled')
    assert.equal((await counted(api)).lastOutcome, 'done')
    stop()
  },

  async chooseCensus({ client: { api }, redis }) {
    await openWithUsers(api, redis)
    assert.equal((await api.census()).choice, 'ask')
    assert.equal((await api.chooseCensus({ choice: 'never' })).choice, 'never')
    assert.equal((await api.census()).nextAt, null)
    assert.equal((await api.chooseCensus({ choice: 'nightly' })).choice, 'nightly')
    await rejectsWith('bad_input', api.chooseCensus({ choice: 'often' as 'never' }))
  },
}

/** Literal counters of two closed UTC days and the running one: 20, 10 and 42 calls, the last with few of its users. */
async function openWithUsers(api: Api, redis: RedisServer): Promise<void> {
  const day = daysNow()
  await redis.seed({
    [`stats:day:${day - 2}:total`]: '20',
    [`stats:day:${day - 2}:user:a`]: '9',
    [`stats:day:${day - 2}:user:b`]: '11',
    [`stats:day:${day - 1}:total`]: '10',
    [`stats:day:${day - 1}:user:b`]: '2',
    [`stats:day:${day - 1}:user:__proto__`]: '8',
    [`stats:day:${day}:user:b`]: '5',
  })
  await connectTo(api, redis)
}

async function counted(api: Api): Promise<CensusState> {
  await api.startCensus()
  await until(async () => (await api.census()).state === 'idle', 'the census ends')
  return api.census()
}

function dateOf(daysFromNow: number): string {
  return new Date((daysNow() + daysFromNow) * 86_400_000).toISOString().slice(0, 10)
}
