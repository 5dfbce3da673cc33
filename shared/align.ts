/** A thing and how many calls it stands for. */
export type Counted<T> = readonly [thing: T, calls: number]

/** Calls that have one thing of each of three lists in common. */
export interface AlignedCalls<A, B, C> {
  a: A
  b: B
  c: C
  calls: number
}

/**
 * Walks three lists side by side that add up to the same number of calls, so that wherever the walk is cut each list has
 * come to the same sum. Ends with the shortest list; a thing without calls is left out.
 */
export function* alignCounts<A, B, C>(
  as: Iterable<Counted<A>>,
  bs: Iterable<Counted<B>>,
  cs: Iterable<Counted<C>>,
): Generator<AlignedCalls<A, B, C>> {
  const [a, b, c] = [cursorOf(as), cursorOf(bs), cursorOf(cs)]
  while (a.isAtOne() && b.isAtOne() && c.isAtOne()) {
    const calls = Math.min(a.left(), b.left(), c.left())
    yield { a: a.thing(), b: b.thing(), c: c.thing(), calls }
    a.take(calls)
    b.take(calls)
    c.take(calls)
  }
}

function cursorOf<T>(list: Iterable<Counted<T>>) {
  const rest = list[Symbol.iterator]()
  let present: Counted<T> | null = null
  let left = 0
  return {
    isAtOne(): boolean {
      while (left === 0) {
        const next = rest.next()
        if (next.done) return false
        present = next.value
        left = present[1]
      }
      return true
    },
    thing: (): T => present![0],
    left: (): number => left,
    take: (calls: number): void => void (left -= calls),
  }
}
