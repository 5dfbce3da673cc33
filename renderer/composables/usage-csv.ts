import type { EndpointUsage, Usage, UsageItem } from '../../shared/usage.ts'
import { csvText } from '../../shared/csv.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import { csvOf } from './csv-of.ts'

const head = [
  'endpoint',
  'endpoints_in_group',
  'calls',
  'at_least',
  'share',
  'previous',
  'change',
  'first_seen',
  'last_seen',
  'new',
  'gone_quiet',
  'source',
  'sample',
  'from',
  'to',
  'zone',
  'as_of',
]

/** Rows as CSV with unrounded figures: unknown is an empty cell. Each row says what it is of. */
export function usageCsv(usage: Usage, items: readonly UsageItem[]): string {
  const { source, sample, from, to, zone, asOf } = usage
  const of = [source, sample, from, to, zone, asOf]
  return csvText([head, ...items.map((item) => [...cells(item), ...of])])
}

function cells(item: UsageItem) {
  const { endpoint, members, calls, atLeast, share, previous, change, firstSeen, lastSeen } = item
  const seen = [firstSeen, lastSeen, item.isNew, item.hasGoneQuiet]
  return [endpoint, members, calls, atLeast, share, previous, change, ...seen]
}

/** The hours or days of one endpoint as CSV. */
export function endpointUsageCsv({
  points,
  endpoint,
  step,
  source,
  sample,
  zone,
  asOf,
}: EndpointUsage): string {
  const head = ['start', 'calls', 'all_calls', 'share', 'partial', 'approximate', 'why']
  const rows = points.map(({ start, calls, total, share, partial, approximate, why }) => [
    ...[isoInZone(start, zone), calls, total, share, partial, approximate, why],
  ])
  return csvOf(head, rows, { endpoint, step, source, sample, zone, as_of: isoInZone(asOf, zone) })
}
