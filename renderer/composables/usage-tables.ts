import type { EndpointUsage, Usage, UsageItem } from '../../shared/usage.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import type { SavedTable } from './saved-csv.ts'

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
]

/** Endpoints, or groups of them, those given. */
export function usageTable(usage: Usage, items: readonly UsageItem[]): SavedTable {
  return { head, rows: items.map(cells), of: usage }
}

function cells(item: UsageItem) {
  const { endpoint, members, calls, atLeast, share, previous, change, firstSeen, lastSeen } = item
  const seen = [firstSeen, lastSeen, item.isNew, item.hasGoneQuiet]
  return [endpoint, members, calls, atLeast, share, previous, change, ...seen]
}

/** The hours or days of one endpoint. */
export function endpointUsageTable(usage: EndpointUsage): SavedTable {
  const { points, endpoint, step, zone } = usage
  const rows = points.map(({ start, calls, total, share, partial, approximate, why }) => [
    ...[isoInZone(start, zone), calls, total, share, partial, approximate, why],
  ])
  return {
    head: ['start', 'calls', 'all_calls', 'share', 'partial', 'approximate', 'why'],
    rows,
    of: { ...usage, each: { endpoint, step } },
  }
}
