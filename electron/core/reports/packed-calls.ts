/** The calls of buckets that follow each other; null where unknown, which is not 0. */
export type Calls = (number | null)[]

/**
 * Calls as bytes: each number plus one in groups of seven bits, the lowest first, the high bit saying that more follow; 0 is
 * unknown. Unknown ones at the end are left out.
 */
export function packCalls(calls: Calls): Uint8Array {
  const bytes: number[] = []
  let end = 0
  for (const value of calls) {
    let rest = value === null ? 0 : value + 1
    // 2^53 is still exact, but bit operators are not: they know 32 bits.
    while (rest >= 128) {
      bytes.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    bytes.push(rest)
    if (value !== null) end = bytes.length
  }
  return Uint8Array.from(bytes.slice(0, end))
}

/** So many calls as they were packed. */
export function unpackCalls(bytes: Uint8Array, length: number): Calls {
  const calls: Calls = []
  let at = 0
  while (calls.length < length) {
    if (at >= bytes.length) {
      calls.push(null)
      continue
    }
    let value = 0
    let weight = 1
    for (let byte = 128; byte >= 128 && at < bytes.length; weight *= 128) {
      byte = bytes[at++]!
      value += (byte % 128) * weight
    }
    calls.push(value === 0 ? null : value - 1)
  }
  return calls
}

/** Of two readings of one bucket the larger is true. */
export function largerCalls(kept: Calls, read: Calls): Calls {
  return Array.from({ length: Math.max(kept.length, read.length) }, (_, i) => larger(kept[i], read[i]))
}

function larger(a: number | null = null, b: number | null = null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b)
}
