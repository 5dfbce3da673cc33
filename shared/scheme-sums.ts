/** A closed bucket: its total, 0 where there is none, and the counters of its endpoints. */
export interface SummedBucket {
  key: string
  total: number
  parts: ReadonlyMap<string, number>
}

export interface SumsFound {
  /** Sum over endpoints less the total, over the buckets that differ in the same direction. */
  calls: number
  /** The one endpoint whose calls are the difference in every bucket. */
  endpoint: string | null
  keys: string[]
}

/** Endpoints that come to more than their totals, and which one explains it; null where none do. */
export function uncountedEndpoint(buckets: readonly SummedBucket[]): SumsFound | null {
  const differences = buckets.map((bucket) => ({ ...bucket, more: sumOf(bucket.parts) - bucket.total }))
  const larger = differences.filter(({ more }) => more > 0)
  if (larger.length === 0) return null
  const names = new Set(larger.flatMap(({ parts }) => [...parts.keys()]))
  const explaining = [...names].filter((name) =>
    differences.every(({ parts, more }) => (parts.get(name) ?? 0) === more),
  )
  return {
    calls: larger.reduce((sum, { more }) => sum + more, 0),
    endpoint: explaining.length === 1 ? explaining[0]! : null,
    keys: larger.map(({ key }) => key),
  }
}

/** Calls of totals that no endpoint has; null where there are none. */
export function callsWithoutEndpoint(buckets: readonly SummedBucket[]): SumsFound | null {
  const smaller = buckets
    .map(({ key, total, parts }) => ({ key, less: total - sumOf(parts) }))
    .filter(({ less }) => less > 0)
  if (smaller.length === 0) return null
  return {
    calls: smaller.reduce((sum, { less }) => sum + less, 0),
    endpoint: null,
    keys: smaller.map(({ key }) => key),
  }
}

function sumOf(parts: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const calls of parts.values()) sum += calls
  return sum
}
