import type { HashRange } from '../reports/archive-users.ts'

const lowest = -(2n ** 63n)

/** All hashes in so many ranges, a power of 2: each is a bounded piece of work on the table of users. */
export function hashRanges(count: number): HashRange[] {
  const width = 2n ** 64n / BigInt(count)
  return Array.from({ length: count }, (_, i) => {
    const from = lowest + BigInt(i) * width
    return [from, from + width - 1n]
  })
}

/** In how many ranges a table of so many users is gone through. */
export function rangesFor(users: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, users) / 16_384)))
}
