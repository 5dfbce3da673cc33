import {
  userDayFigures,
  type Retention,
  type TopUsers,
  type UserDay,
  type Users,
} from '../../shared/users.ts'
import type { SavedTable } from './saved-csv.ts'

/** The days; an unknown figure has its reason beside it. */
export function usersTable(users: Users): SavedTable {
  const names = userDayFigures.flatMap((name) => [name, `${name}_unknown`])
  return {
    head: ['date', 'partial', 'estimate', ...names, 'coverage'],
    rows: users.days.map(cells),
    of: users,
  }
}

function cells(day: UserDay) {
  const known = userDayFigures.flatMap((name) => [day[name].value, day[name].why])
  return [day.date, day.partial, day.approximateActive, ...known, day.coverage]
}

/** Users with most calls. */
export function topUsersTable(top: TopUsers): SavedTable {
  return {
    head: ['user', 'calls', 'days', 'last_date'],
    rows: top.items.map((one) => [one.user, one.calls, one.days, one.lastDate]),
    of: { ...top, each: { known_days: top.knownDays, of_days: top.days } },
  }
}

/** Users gone quiet. */
export function quietUsersTable(top: TopUsers): SavedTable {
  const rows = top.goneQuiet.map((one) => [one.user, one.calls, one.lastDate])
  return { head: ['user', 'calls', 'last_date'], rows, of: top }
}

/** Cohorts, one row for each week after the first. */
export function retentionTable(retention: Retention): SavedTable {
  const rows = retention.cohorts.flatMap(({ week, users, active, mayHoldOlder }) =>
    active.map((n, after) => [week, after, users, n, mayHoldOlder]),
  )
  return { head: ['first_week', 'weeks_after', 'users', 'active', 'may_hold_older'], rows, of: retention }
}
