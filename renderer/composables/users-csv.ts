import type { Retention, TopUsers, UserDay, Users } from '../../shared/users.ts'
import { csvText } from '../../shared/csv.ts'

/** The figures of a day, in the order of their columns. */
const figures = [
  'active',
  'new',
  'returning',
  'weekly',
  'monthly',
  'stickiness',
  'top10Share',
  'topPercentShare',
] as const

/** The days as CSV with unrounded figures: unknown is an empty cell with its reason beside it. Each row says what it is of. */
export function usersCsv({ source, sample, zone, asOf, days }: Users): string {
  const names = figures.flatMap((name) => [name, `${name}_unknown`])
  const head = ['date', 'partial', 'estimate', ...names, 'coverage', 'source', 'sample', 'zone', 'as_of']
  return csvText([head, ...days.map((day) => [...cells(day), source, sample, zone, asOf])])
}

function cells(day: UserDay) {
  const known = figures.flatMap((name) => [day[name].value, day[name].why])
  return [day.date, day.partial, day.approximateActive, ...known, day.coverage]
}

/** Users with most calls as CSV. */
export function topUsersCsv({ source, sample, from, to, knownDays, days, items }: TopUsers): string {
  const head = [
    'user',
    'calls',
    'days',
    'last_date',
    'source',
    'sample',
    'from',
    'to',
    'known_days',
    'of_days',
  ]
  const of = [source, sample, from, to, knownDays, days]
  return csvText([head, ...items.map((one) => [one.user, one.calls, one.days, one.lastDate, ...of])])
}

/** Users gone quiet as CSV. */
export function quietUsersCsv({ source, sample, to, goneQuiet }: TopUsers): string {
  const head = ['user', 'calls', 'last_date', 'source', 'sample', 'to']
  return csvText([head, ...goneQuiet.map((one) => [one.user, one.calls, one.lastDate, source, sample, to])])
}

/** Cohorts as CSV, one row for each week after the first. */
export function retentionCsv({ source, sample, cohorts }: Retention): string {
  const head = ['first_week', 'weeks_after', 'users', 'active', 'may_hold_older', 'source', 'sample']
  const rows = cohorts.flatMap(({ week, users, active, mayHoldOlder }) =>
    active.map((n, after) => [week, after, users, n, mayHoldOlder, source, sample]),
  )
  return csvText([head, ...rows])
}
