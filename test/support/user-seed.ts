import { randomOf } from './random.ts'
import type { SeedEntry } from './redis-server.ts'

/** Users at the beginning, and so many more each day. */
const begunWith = 420
const joinEachDay = 14

/**
 * Literal counters of users for the days of other counters, adding up to the calls of each day: some call nearly every day,
 * some come back seldom, some never; a few make most of the calls.
 */
export function userSeed(counters: readonly SeedEntry[]): SeedEntry[] {
  const days = counters.flatMap(([key, calls, ttl]) => {
    const [, day] = /^stats:day:(\d+):total$/.exec(String(key)) ?? []
    return day === undefined ? [] : [{ day: Number(day), calls: Number(calls), ttl }]
  })
  const first = Math.min(...days.map(({ day }) => day))
  return days.flatMap(({ day, calls, ttl }) => {
    const random = randomOf(`users ${day}`)
    const count = begunWith + joinEachDay * (day - first)
    const active = Array.from({ length: count }, (_user, i) => i).filter(
      (i) => random() < chanceOf(i, day - first) || i === 0,
    )
    const weights = active.map((i) => weightOf(i) * (0.7 + 0.6 * random()))
    const all = weights.reduce((sum, weight) => sum + weight, 0)
    const parts = weights.map((weight) => Math.max(1, Math.floor((weight / all) * calls * 0.99)))
    // The first takes the rest, so that no call is left without a user.
    parts[0]! += calls - parts.reduce((sum, part) => sum + part, 0)
    return active.map((i, at): SeedEntry => {
      const key = `stats:day:${day}:user:${nameOf(i)}`
      return ttl === undefined ? [key, String(parts[at])] : [key, String(parts[at]), ttl]
    })
  })
}

/** How likely a user calls on a day: surely on the first one, then by habit, which fades. */
function chanceOf(user: number, day: number): number {
  const joined = user < begunWith ? 0 : Math.floor((user - begunWith) / joinEachDay)
  const age = day - joined
  if (age === 0) return user < begunWith ? 0.8 : 1
  const habit = randomOf(`habit ${user}`)()
  return habit < 0.35 ? 0.85 : habit < 0.75 ? 0.3 * 0.97 ** age : 0.25 * 0.8 ** age
}

function weightOf(user: number): number {
  return 1 / (1 + randomOf(`weight ${user}`)() * 90) ** 1.2
}

function nameOf(user: number): string {
  return user % 6 === 1 ? `tenant-${user}:svc` : String(10_000 + user * 37)
}
