import type { Call } from './calls.ts'

/** The users of one UTC day, counted from a complete list of calls. */
export interface ExpectedUsers {
  active: number
  new: number
  weekly: number
  monthly: number
  top10Share: number
  topPercentShare: number
  /** Calls by user, most first, then in code point order. */
  top: { user: string; calls: number }[]
}

const dayMs = 86_400_000

/** What each UTC day from one to another comes to; days without calls are null. */
export function expectedUsers(calls: Call[], fromDay: number, toDay: number): (ExpectedUsers | null)[] {
  const days = new Map<number, Map<string, number>>()
  for (const { atMs, user } of calls) {
    const day = Math.floor(atMs / dayMs)
    const users = days.get(day) ?? new Map<string, number>()
    days.set(day, users.set(user, (users.get(user) ?? 0) + 1))
  }
  const within = (from: number, to: number): Set<string> =>
    new Set([...days].flatMap(([day, users]) => (day >= from && day <= to ? [...users.keys()] : [])))
  return Array.from({ length: toDay - fromDay + 1 }, (_, i) => {
    const day = fromDay + i
    const users = days.get(day)
    if (!users) return null
    const earlier = within(-Infinity, day - 1)
    const byCalls = [...users].sort(([a, x], [b, y]) => y - x || inCodePointOrder(a, b))
    const sumOf = (list: [string, number][]): number => list.reduce((sum, [, count]) => sum + count, 0)
    return {
      active: users.size,
      new: [...users.keys()].filter((user) => !earlier.has(user)).length,
      weekly: within(day - 6, day).size,
      monthly: within(day - 29, day).size,
      top10Share: sumOf(byCalls.slice(0, 10)) / sumOf(byCalls),
      topPercentShare: sumOf(byCalls.slice(0, Math.ceil(users.size / 100))) / sumOf(byCalls),
      top: byCalls.map(([user, count]) => ({ user, calls: count })),
    }
  })
}

function inCodePointOrder(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const differs = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!
    if (differs !== 0) return differs
  }
  return x.length - y.length
}
