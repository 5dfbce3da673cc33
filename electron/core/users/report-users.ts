import type { ReportUsers } from '../../../shared/report-users.ts'
import { userFigures } from '../../../shared/user-figures.ts'
import type { Parts } from '../stats/parts.ts'
import { userFactsOf } from './user-facts.ts'

/** What a census found of the users of a day bucket, for its report; null where none has counted it. */
export function reportUsersOf(parts: Parts, day: number): ReportUsers | null {
  const [count] = parts.archive.userDays(day, day)
  if (!count) return null
  const figures = userFigures(userFactsOf(parts, day, day), day)
  return {
    active: figures.active.value,
    new: figures.new.value,
    whyNewUnknown: figures.new.why,
    calls: count.calls,
    top: count.topUsers,
    issues: count.issues,
  }
}
