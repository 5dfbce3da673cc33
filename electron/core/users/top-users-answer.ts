import type { CheckedTopUsersInput } from '../../../shared/api.ts'
import { compareNames } from '../../../shared/names.ts'
import { areWhole } from '../../../shared/user-figures.ts'
import type { TopUsers, UserFigure } from '../../../shared/users.ts'
import type { UserDayCount } from '../reports/archive-user-days.ts'
import type { Parts } from '../stats/parts.ts'
import { dateOfDay, dayRange, runningDay } from './user-dates.ts'
import { userFactsOf } from './user-facts.ts'

type Item = TopUsers['items'][number]

const usualDays = 30
const mostItems = 100
/** Users are quiet who called in so many days before the last ones and not in these. */
const before = 30
const last = 7

/** Those who called most in a range of days, by the top lists of those days, and those of them who are gone quiet. */
export function answerTopUsers(parts: Parts, input: CheckedTopUsersInput): TopUsers {
  const { from, to } = dayRange(input, { days: usualDays, today: runningDay(parts) })
  const counted = parts.archive.userDays(from, to)
  return {
    ...parts.head(),
    from: dateOfDay(from),
    to: dateOfDay(to),
    knownDays: counted.filter(({ active, total }) => active > 0 || total === 0).length,
    days: to - from + 1,
    items: summed(counted).slice(0, mostItems),
    ...goneQuiet(parts),
  }
}

function goneQuiet(parts: Parts): Pick<TopUsers, 'goneQuiet' | 'goneQuietCount'> {
  const { archive } = parts
  const newest = archive.lastUserDay()
  if (newest === null) return { goneQuiet: [], goneQuietCount: { value: null, why: 'not_counted' } }
  const firstOfLast = newest - last + 1
  const here = new Set(
    archive.userDays(firstOfLast, newest).flatMap(({ topUsers }) => topUsers.map(({ user }) => user)),
  )
  const quiet = summed(archive.userDays(firstOfLast - before, firstOfLast - 1))
    .filter(({ user }) => !here.has(user))
    .slice(0, mostItems)
    .map(({ user, calls, lastDate }) => ({ user, calls, lastDate }))
  return { goneQuiet: quiet, goneQuietCount: quietCount(parts, firstOfLast, newest) }
}

function quietCount(parts: Parts, firstOfLast: number, newest: number): UserFigure {
  const facts = userFactsOf(parts, firstOfLast - before, newest)
  if (!areWhole(facts, firstOfLast - before, newest)) return { value: null, why: 'window_incomplete' }
  let users = 0
  for (const count of parts.archive.lastSeen(firstOfLast - before, firstOfLast - 1).values()) users += count
  return { value: users, why: null }
}

/** The users of the top lists of some days, oldest first, with the sum of what those lists say. */
function summed(days: readonly UserDayCount[]): Item[] {
  const items = new Map<string, Item>()
  for (const { day, topUsers } of days) {
    for (const { user, calls } of topUsers) {
      const item = items.get(user) ?? { user, calls: 0, days: 0, lastDate: '' }
      items.set(user, { user, calls: item.calls + calls, days: item.days + 1, lastDate: dateOfDay(day) })
    }
  }
  return [...items.values()].sort((a, b) => b.calls - a.calls || compareNames(a.user, b.user))
}
