const comparedDays = 8

/**
 * Whether the day totals of an archive and of Redis can be those of one source (semantics section 8): `other` where an
 * archived day is larger than Redis' by more than 1%, or Redis is larger by more than 1% on two days or more. Both maps are
 * by UTC day number. `live` holds the closed days that Redis should still have, of which the last 8 count: null where the
 * counter is missing, which stands for 0; a day that could not be read is left out.
 */
export function compareFingerprint(
  archived: ReadonlyMap<number, number>,
  live: ReadonlyMap<number, number | null>,
): 'same' | 'other' {
  const days = [...live.keys()].sort((a, b) => b - a).slice(0, comparedDays)
  let grown = 0
  for (const day of days) {
    const before = archived.get(day)
    if (before === undefined) continue
    const now = live.get(day) ?? 0
    if (exceedsByAPercent(before, now)) return 'other'
    if (exceedsByAPercent(now, before)) grown += 1
  }
  return grown >= 2 ? 'other' : 'same'
}

function exceedsByAPercent(larger: number, smaller: number): boolean {
  return (larger - smaller) * 100 > smaller
}
