import type { ReportIssue } from '../../../shared/report-issues.ts'
import type { Reading } from '../source/source.ts'
import { keyIssue } from '../stats/issues.ts'
import { createCallSpread } from './call-spread.ts'
import { createTopList, type TopUser } from './top-list.ts'
import { createUserCalls, type UserCalls } from './user-calls.ts'
import type { UserHash } from './user-hash.ts'

/** What a census has found of one day. */
export interface DayTally {
  day: number
  users: UserCalls
  /** The busiest users so far. */
  top(): TopUser[]
  /** Whether a key of a user was met at all. */
  hasKeys(): boolean
  /** Takes in what the key of a user held. */
  add(key: string, user: string, reading: Reading): void
  /** Keys that the scan named and that read as missing: those of another type do. */
  missing(): string[]
  /** Notes that a key is of another type. */
  mistyped(key: string): void
  /** Keys that hold no counter. */
  issues(): ReportIssue[]
}

/** Ids of a report that stand in clear. */
const mostTop = 20
/** Of a day whose keys hold no counters so many are named. */
const mostIssues = 20
const mostMissing = 1_000

export function createDayTally(day: number, hash: UserHash): DayTally {
  const users = createUserCalls()
  const top = createTopList(mostTop)
  const missing = new Set<string>()
  const issues = new Map<string, ReportIssue>()
  const halves = new Uint32Array(2)
  let hasKeys = false

  const raise = (key: string, code: 'bad_value' | 'wrong_type' | 'no_permission'): void => {
    if (issues.size >= mostIssues) return
    const { message } = keyIssue(code, key)
    issues.set(key, { code, message, key })
  }

  return {
    day,
    users,
    top: () => top.list(),
    hasKeys: () => hasKeys,
    add(key, user, reading) {
      hasKeys = true
      if (reading === null) {
        if (missing.size < mostMissing) missing.add(key)
      } else if (typeof reading === 'string') raise(key, reading)
      else if (reading > 0) {
        hash(user, halves)
        users.add(halves[0]!, halves[1]!, reading)
        top.offer(user, reading)
      }
    },
    missing: () => [...missing],
    mistyped: (key) => raise(key, 'wrong_type'),
    issues: () => [...issues.values()],
  }
}

/** Calls of the 10 busiest users and of the busiest hundredth, rounded up; rests after each piece of work. */
export async function busiestOf(
  users: UserCalls,
  rest: () => Promise<void>,
): Promise<{ top10Calls: number; topPercentCalls: number }> {
  const spread = createCallSpread()
  for (const _part of users.each(spread.add)) await rest()
  return {
    top10Calls: spread.ofBusiest(10),
    topPercentCalls: spread.ofBusiest(Math.ceil(users.users() / 100)),
  }
}
