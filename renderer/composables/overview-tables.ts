import type { HotApi, Overview } from '../../shared/figures.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import type { SavedTable } from './saved-csv.ts'

/** The live rate, oldest first. */
export function rateTable(overview: Overview): SavedTable {
  const rows = overview.live.points.map(({ at, callsPerSecond, from }) => [
    isoInZone(at, overview.zone),
    callsPerSecond,
    from,
  ])
  return { head: ['time', 'calls_per_second', 'counted_from'], rows, of: overview }
}

/** The hours of the day. */
export function hoursTable(overview: Overview): SavedTable {
  const head = ['start', 'minutes', 'calls', 'partial', 'future', 'approximate', 'why', 'previous_day_calls']
  const rows = overview.hours.map(
    ({ start, minutes, calls, partial, future, approximate, why, previous }) => [
      ...[isoInZone(start, overview.zone), minutes, calls, partial, future, approximate, why, previous],
    ],
  )
  return { head, rows, of: overview }
}

/** Hot endpoints, those given, in their order. */
export function hotApisTable(overview: Overview, apis: readonly HotApi[]): SavedTable {
  const head = ['endpoint', 'calls', 'at_least', 'share', 'previous_day_calls', 'change', 'new']
  const rows = apis.map(({ endpoint, calls, atLeast, share, previous, change, isNew }) => [
    ...[endpoint, calls, atLeast, share, previous, change, isNew],
  ])
  return { head, rows, of: overview }
}
