/** Neighbours, as the indexes of the first and the last. */
export interface Run {
  from: number
  to: number
}

/** The runs of those of which something holds. */
export function runsOf<T>(all: readonly T[], holds: (one: T, i: number) => boolean): Run[] {
  const runs: Run[] = []
  all.forEach((one, i) => {
    if (!holds(one, i)) return
    const last = runs.at(-1)
    if (last?.to === i - 1) last.to = i
    else runs.push({ from: i, to: i })
  })
  return runs
}
