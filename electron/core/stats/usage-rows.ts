import { sumOf, type Figure } from '../../../shared/counters.ts'
import { groupOf, type EndpointGrouping } from '../../../shared/endpoint-groups.ts'
import { compareNames } from '../../../shared/names.ts'
import type { UsageFilter } from '../../../shared/usage.ts'
import type { UsageRow } from './usage-reading.ts'

/** A row of the table: an endpoint, or a group of them. */
export interface UsageGroup {
  name: string
  members: UsageRow[]
  figure: Figure
  before: Figure
}

export interface UsageAsk {
  search: string
  group: EndpointGrouping
  depth: number
  within: { group: EndpointGrouping; depth: number; name: string } | null
  order: 'calls' | 'name'
}

/** Endpoints that fit the ask, put into groups, in its order. The figures of a group are sums by the rules. */
export function usageGroups(rows: readonly UsageRow[], ask: UsageAsk): UsageGroup[] {
  const { group, depth, within } = ask
  const search = ask.search.toLowerCase()
  const found = new Map<string, UsageRow[]>()
  for (const row of rows) {
    if (within && groupOf(row.endpoint, within.group, within.depth) !== within.name) continue
    if (search !== '' && !row.endpoint.toLowerCase().includes(search)) continue
    if (!wasCalled(row.figure) && !wasCalled(row.before)) continue
    const name = groupOf(row.endpoint, group, depth)
    const members = found.get(name)
    if (members) members.push(row)
    else found.set(name, [row])
  }
  const groups = [...found].map(([name, members]): UsageGroup => ({
    name,
    members,
    figure: sumOf(members.map(({ figure }) => figure)),
    before: sumOf(members.map(({ before }) => before)),
  }))
  return groups.sort((a, b) =>
    ask.order === 'name'
      ? compareNames(a.name, b.name)
      : b.figure.atLeast - a.figure.atLeast || compareNames(a.name, b.name),
  )
}

/** Whether a row belongs to what a filter shows. `isKnownBefore` tells of an earlier day, before both periods. */
export function fits(
  { figure, before, members }: UsageGroup,
  filter: UsageFilter,
  isKnownBefore: (endpoint: string) => boolean,
): boolean {
  if (filter === 'all') return true
  if (filter === 'called') return wasCalled(figure)
  if (filter === 'quiet') return figure.value === 0 && before.atLeast > 0
  return wasCalled(figure) && before.value === 0 && !members.some(({ endpoint }) => isKnownBefore(endpoint))
}

/** Calls, or a counter that holds something else; what is only not confirmed as zero is no call. */
function wasCalled({ atLeast, value, why }: Figure): boolean {
  if (atLeast > 0) return true
  return value === null && why !== 'unconfirmed' && why !== 'expired' && why !== 'not_counted_yet'
}
