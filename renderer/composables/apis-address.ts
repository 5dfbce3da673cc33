import type { EndpointGrouping } from '../../shared/endpoint-groups.ts'
import { usageFilters, type UsageFilter } from '../../shared/usage.ts'

/** How the rows are put together. */
export interface Grouping {
  group: EndpointGrouping
  depth: number
}

/** The group that the rows are of. */
export interface Within extends Grouping {
  name: string
}

export const depths = [1, 2, 3, 4] as const

export const noGrouping: Grouping = { group: 'none', depth: 2 }

/** `pattern`, or `prefix:2`; no grouping for anything else. */
export function parseGrouping(text: string): Grouping {
  if (text === 'pattern') return { group: 'pattern', depth: 2 }
  const depth = /^prefix:(\d{1,2})$/.exec(text)?.[1]
  if (depth === undefined || Number(depth) < 1 || Number(depth) > 20) return noGrouping
  return { group: 'prefix', depth: Number(depth) }
}

/** As it stands in the address; empty for no grouping. */
export function groupingText({ group, depth }: Grouping): string {
  if (group === 'none') return ''
  return group === 'pattern' ? group : `prefix:${depth}`
}

/** `pattern=/user/{id}` or `prefix:2=/api/v1`; null where the address names no group. */
export function parseWithin(text: string): Within | null {
  const at = text.indexOf('=')
  const grouping = parseGrouping(text.slice(0, Math.max(0, at)))
  return grouping.group === 'none' ? null : { ...grouping, name: text.slice(at + 1) }
}

export function withinText({ name, ...grouping }: Within): string {
  return `${groupingText(grouping)}=${name}`
}

export function parseFilter(text: string): UsageFilter {
  return usageFilters.find((filter) => filter === text) ?? 'called'
}
