import { pointChange } from '../../shared/trend-summary.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import type { SavedTable } from './saved-csv.ts'
import type { TrendPart } from './trend-part.ts'

/** What is shown of a trend, beside what it is compared with; times with the zone's distance from UTC. */
export function trendTable({ trend, points, previous }: TrendPart): SavedTable {
  const { zone, endpoint } = trend
  const compared = previous ? ['compared_start', 'compared_calls', 'difference'] : []
  const rows = points.map((point, i) => {
    const { start, calls, atLeast, partial, approximate, why } = point
    const before = previous?.[i]
    return [
      ...[isoInZone(start, zone), calls, atLeast, partial, approximate, why],
      ...(before ? [isoInZone(before.start, zone), before.calls, pointChange(point, before)] : []),
    ]
  })
  return {
    head: ['start', 'calls', 'at_least', 'partial', 'approximate', 'why', ...compared],
    rows,
    of: { ...trend, each: endpoint === null ? {} : { endpoint } },
  }
}
