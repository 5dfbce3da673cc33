import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCalls, type Call } from '../support/calls.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { openWorld, type World } from '../support/world.ts'

const dayMs = 86_400_000
const nowMs = Date.parse('2026-11-24T09:41:30Z')
const today = Math.floor(nowMs / dayMs)
/** 70 days in which people come and go: who calls moves on by six users a day. */
const calls: Call[] = makeCalls({
  seed: 'come and go',
  fromMs: (today - 69) * dayMs,
  toMs: nowMs,
  count: 14_000,
  users: 200,
}).map((call) => ({
  ...call,
  user: String(Number(call.user) + 6 * (Math.floor(call.atMs / dayMs) - today)),
}))

let redis: RedisServer
let world: World
beforeAll(async () => {
  redis = await startRedis()
  world = await openWorld(calls, { nowMs, redis })
  await world.watch.users.count({ withRunning: false })
})
afterAll(async () => {
  await world?.close()
  await redis?.stop()
})

const dayOf = ({ atMs }: Call): number => Math.floor(atMs / dayMs)
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
const usersOn = (from: number, to: number): Set<string> =>
  new Set(calls.filter((call) => dayOf(call) >= from && dayOf(call) <= to).map(({ user }) => user))

/** The 20 busiest of a day. */
function topOf(day: number): [user: string, calls: number][] {
  const counts = new Map<string, number>()
  for (const call of calls) if (dayOf(call) === day) counts.set(call.user, (counts.get(call.user) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 20)
}

describe('top users', () => {
  it('of a range are those of its days together', async () => {
    const [from, to] = [today - 9, today - 1]
    const sums = new Map<string, { calls: number; days: number; lastDate: string }>()
    for (let day = from; day <= to; day++) {
      for (const [user, made] of topOf(day)) {
        const sum = sums.get(user) ?? { calls: 0, days: 0, lastDate: '' }
        sums.set(user, { calls: sum.calls + made, days: sum.days + 1, lastDate: dateOf(day) })
      }
    }
    const top = await world.watch.users.topUsers({ from: dateOf(from), to: dateOf(to) })
    expect([top.knownDays, top.days]).toEqual([9, 9])
    expect(top.items).toEqual(
      [...sums]
        .map(([user, sum]) => ({ user, ...sum }))
        .sort((a, b) => b.calls - a.calls || (a.user < b.user ? -1 : 1))
        .slice(0, 100),
    )
  })

  it('that are gone quiet are known, and how many users in all are', async () => {
    const { goneQuiet, goneQuietCount } = await world.watch.users.topUsers({ from: null, to: null })
    const recent = usersOn(today - 7, today - 1)
    const before = [...usersOn(today - 37, today - 8)]
    expect(goneQuietCount).toEqual({ value: before.filter((user) => !recent.has(user)).length, why: null })
    expect(goneQuietCount.value).toBeGreaterThan(100)
    const topNow = new Set(
      Array.from({ length: 7 }, (_, i) => topOf(today - 7 + i))
        .flat()
        .map(([user]) => user),
    )
    const topBefore = new Set(
      Array.from({ length: 30 }, (_, i) => topOf(today - 37 + i))
        .flat()
        .map(([user]) => user),
    )
    expect(goneQuiet.every(({ user }) => topBefore.has(user))).toBe(true)
    expect(goneQuiet.some(({ user }) => topNow.has(user))).toBe(false)
    expect(goneQuiet).toHaveLength(Math.min(100, [...topBefore].filter((user) => !topNow.has(user)).length))
  })
})

describe('retention', () => {
  it('tells by the week of the first call how many called in each week after it', async () => {
    const weekOf = (day: number): number => Math.floor((day + 3) / 7)
    const last = weekOf(today - 1)
    const first = new Map<string, number>()
    const weeks = new Map<string, Set<number>>()
    for (const call of calls) {
      const day = dayOf(call)
      if (day === today) continue
      if (!first.has(call.user)) first.set(call.user, weekOf(day))
      weeks.set(call.user, (weeks.get(call.user) ?? new Set()).add(weekOf(day)))
    }
    const cohorts = [...new Set(first.values())].sort((a, b) => a - b)
    const expected = cohorts.map((week) => {
      const users = [...first].filter(([, one]) => one === week).map(([user]) => user)
      const active = Array.from(
        { length: last - week + 1 },
        (_, after) => users.filter((user) => weeks.get(user)!.has(week + after)).length,
      )
      return { week: dateOf(week * 7 - 3), users: users.length, active, mayHoldOlder: false }
    })
    expect((await world.watch.users.retention()).cohorts).toEqual(expected)
    expect(expected.length).toBeGreaterThan(9)
  })
})
