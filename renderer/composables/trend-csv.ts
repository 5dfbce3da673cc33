import { pointChange } from '../../shared/trend-summary.ts'
import { csvText } from '../../shared/csv.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import type { TrendPart } from './trend-part.ts'

/**
 * What is shown of a trend as CSV under a head of the contract's own words: counts as they are, shares unrounded, unknown as
 * an empty cell, times with the zone's distance from UTC. Each row says what it is of.
 */
export function trendCsv({ trend, points, previous }: TrendPart): string {
  const { zone, endpoint, source, sample, asOf } = trend
  const compared = previous ? ['compared_start', 'compared_calls', 'difference'] : []
  const named = endpoint === null ? [] : ['endpoint']
  const head = ['start', 'calls', 'at_least', 'partial', 'approximate', 'why', ...compared, ...named]
  const rows = points.map((point, i) => {
    const { start, calls, atLeast, partial, approximate, why } = point
    const before = previous?.[i]
    return [
      ...[isoInZone(start, zone), calls, atLeast, partial, approximate, why],
      ...(before ? [isoInZone(before.start, zone), before.calls, pointChange(point, before)] : []),
      ...(endpoint === null ? [] : [endpoint]),
      ...[source, sample, zone, isoInZone(asOf, zone)],
    ]
  })
  return csvText([[...head, 'source', 'sample', 'zone', 'as_of'], ...rows])
}
