import type { CheckedUsersInput } from '../../../shared/api.ts'
import type { CensusState } from '../../../shared/census.ts'
import { isoInstant } from '../../../shared/time.ts'
import { userFigures } from '../../../shared/user-figures.ts'
import type { UserDay, Users } from '../../../shared/users.ts'
import type { Parts } from '../stats/parts.ts'
import { dateOfDay, dayRange, runningDay } from './user-dates.ts'
import { userFactsOf } from './user-facts.ts'
import type { RunningUsers } from './running-users.ts'

/** Active and new users of a range of days. The running day is as the last census that looked at it found it. */
export function answerUsers(
  parts: Parts,
  input: CheckedUsersInput,
  { census, running }: { census: CensusState; running: RunningUsers | null },
): Users {
  const today = runningDay(parts)
  const { from, to } = dayRange(input, { days: input.days, today })
  const kept = userFactsOf(parts, from, to)
  const facts = {
    ...kept,
    counted: (day: number) =>
      day === today ? (running?.day === today ? running : undefined) : kept.counted(day),
  }
  const days = Array.from({ length: to - from + 1 }, (_, i): UserDay => ({
    date: dateOfDay(from + i),
    partial: from + i === today,
    ...userFigures(facts, from + i),
    approximateActive: null,
  }))
  return {
    ...parts.head(),
    zone: 'UTC',
    from: dateOfDay(from),
    to: dateOfDay(to),
    asOf: isoInstant(parts.reader.nowMs()),
    days,
    census,
  }
}
