/** Which keys have got their expiry. Forgets the oldest: a key that gets its expiry twice takes no harm. */
export interface Expiries {
  has(key: string): boolean
  add(key: string): void
  /** For a key of which it is not known whether it has got it. */
  forget(key: string): void
}

/** Remembers from `atLeast` keys to twice as many. */
export function createExpiries(atLeast: number): Expiries {
  let recent = new Set<string>()
  let older = new Set<string>()
  return {
    has: (key) => recent.has(key) || older.has(key),
    add(key) {
      recent.add(key)
      if (recent.size < atLeast) return
      older = recent
      recent = new Set()
    },
    forget(key) {
      recent.delete(key)
      older.delete(key)
    },
  }
}
