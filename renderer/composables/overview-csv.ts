import type { Cell } from '../../shared/csv.ts'
import type { HotApi, Overview } from '../../shared/figures.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import { csvOf } from './csv-of.ts'

/** The live rate as CSV, oldest first: unrounded, unknown as an empty cell. Each row says what it is of. */
export function rateCsv(overview: Overview): string {
  const rows = overview.live.points.map(({ at, callsPerSecond, from }) => [
    isoInZone(at, overview.zone),
    callsPerSecond,
    from,
  ])
  return csvOf(['time', 'calls_per_second', 'from'], rows, of(overview))
}

/** The hours of the day as CSV. */
export function hoursCsv(overview: Overview): string {
  const head = ['start', 'minutes', 'calls', 'partial', 'future', 'approximate', 'why', 'previous_day_calls']
  const rows = overview.hours.map(
    ({ start, minutes, calls, partial, future, approximate, why, previous }) => [
      ...[isoInZone(start, overview.zone), minutes, calls, partial, future, approximate, why, previous],
    ],
  )
  return csvOf(head, rows, of(overview))
}

/** Hot endpoints as CSV, those given, in their order. */
export function hotApisCsv(overview: Overview, apis: readonly HotApi[]): string {
  const head = ['endpoint', 'calls', 'at_least', 'share', 'previous_day_calls', 'change', 'new']
  const rows = apis.map(({ endpoint, calls, atLeast, share, previous, change, isNew }) => [
    ...[endpoint, calls, atLeast, share, previous, change, isNew],
  ])
  return csvOf(head, rows, { ...of(overview), date: overview.today.date })
}

function of({ source, sample, zone, asOf }: Overview): Record<string, Cell> {
  return { source, sample, zone, as_of: isoInZone(asOf, zone) }
}
