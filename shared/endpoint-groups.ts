/** How endpoints are put together: one by one, those whose paths differ in ids alone, or those that begin alike. */
export const endpointGroupings = ['none', 'pattern', 'prefix'] as const
export type EndpointGrouping = (typeof endpointGroupings)[number]

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** 26 signs of Crockford's base 32, the first at most 7 (the ULID specification). */
const ulid = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/i
const number = /^[0-9]+$/
/** A digit too: a word such as "defaced" is no id. */
const longHex = /^(?=.*[0-9])[0-9a-f]{12,}$/i

/**
 * The path with `{id}` in the place of numbers, UUIDs, ULIDs and hexadecimal text of 12 digits or more, each being a whole
 * segment, an extension left aside: `/user/42.json` is `/user/{id}.json`. A query is left as it is.
 */
export function withoutIds(endpoint: string): string {
  const query = endpoint.indexOf('?')
  const path = query < 0 ? endpoint : endpoint.slice(0, query)
  if (!/[0-9]/.test(path)) return endpoint
  return path.split('/').map(segmentWithoutId).join('/') + endpoint.slice(path.length)
}

/** The first `depth` segments of the path without ids; what stands before the first slash belongs to it. */
export function pathPrefix(endpoint: string, depth: number): string {
  const path = withoutIds(endpoint).split('?', 1)[0]!
  const [before = '', ...segments] = path.split('/')
  return [before, ...segments.slice(0, depth)].join('/')
}

/** The name of the group that an endpoint belongs to. */
export function groupOf(endpoint: string, grouping: EndpointGrouping, depth: number): string {
  if (grouping === 'none') return endpoint
  return grouping === 'pattern' ? withoutIds(endpoint) : pathPrefix(endpoint, depth)
}

function segmentWithoutId(segment: string): string {
  // No id is longer than this, and names may be tens of kilobytes.
  if (segment.length > 200) return segment
  const dot = segment.indexOf('.')
  const stem = dot > 0 ? segment.slice(0, dot) : segment
  return isId(stem) ? `{id}${segment.slice(stem.length)}` : segment
}

function isId(text: string): boolean {
  return number.test(text) || uuid.test(text) || ulid.test(text) || longHex.test(text)
}
