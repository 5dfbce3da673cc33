import type { Retention } from '../../../shared/users.ts'
import { cohortsOf, mostCohorts, weekOfDay } from '../../../shared/cohorts.ts'
import type { UserWeeks } from '../reports/archive-users.ts'
import type { Parts } from '../stats/parts.ts'
import { dateOfDay } from './user-dates.ts'
import { hashRanges, rangesFor } from './hash-ranges.ts'
import { userFactsOf } from './user-facts.ts'

/** Users by the week in which they were first seen. Goes through the users in pieces, with rests. */
export async function answerRetention(parts: Parts): Promise<Retention> {
  const { archive, clock } = parts
  const newest = archive.lastUserDay()
  if (newest === null) return { ...parts.head(), cohorts: [] }
  const lastWeek = weekOfDay(newest)
  const firstWeek = lastWeek - mostCohorts + 1
  const fromDay = firstWeek * 7 - 3
  const groups: UserWeeks[] = []
  let users = 0
  for (const count of archive.firstSeen(fromDay, newest).values()) users += count
  for (const range of hashRanges(rangesFor(users))) {
    groups.push(...archive.userWeeks(fromDay, range))
    await clock.sleep(0)
  }
  const facts = userFactsOf(parts, fromDay, newest)
  const cohorts = cohortsOf({ groups, facts, lastDay: newest, firstWeek, lastWeek })
  return {
    ...parts.head(),
    cohorts: cohorts.map(({ week, ...cohort }) => ({ week: dateOfDay(week * 7 - 3), ...cohort })),
  }
}
