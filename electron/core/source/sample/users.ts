import { chance } from './noise.ts'

/** The users of one UTC day and how its calls fall to them. */
export interface DayUsers {
  ids: string[]
  place(id: string): number | undefined
  /** Calls of one user among the day's first `calls`. They add up to `calls`, and none falls as `calls` grows. */
  calls(place: number, calls: number): number
}

/** Users that a day has: from 400 in late 2025 to 900 two years later. */
function usersWanted(day: number): number {
  const grown = Math.min(1, Math.max(0, (day - 20_400) / 700))
  return 400 + 500 * grown
}

/** Draws the users of a UTC day out of all that have signed up by then, so that most come back and some are new. */
export function createDayUsers(day: number): DayUsers {
  const wanted = usersWanted(day)
  const signedUp = Math.round(wanted * 2.6)
  const ids: string[] = []
  const weights: number[] = []
  for (let user = 1; user <= signedUp; user++) {
    if (chance(7, day, user) * signedUp > wanted) continue
    ids.push(String(10_000 + user * 7))
    weights.push(1 / (1 + chance(8, user, 0) * 400))
  }
  const before = new Float64Array(ids.length + 1)
  weights.forEach((weight, i) => {
    before[i + 1] = before[i]! + weight
  })
  const places = new Map(ids.map((id, place) => [id, place]))
  return {
    ids,
    place: (id) => places.get(id),
    // Halving again and again: each half takes its share rounded down and the other the rest, which keeps both promises.
    calls: (place, calls) => {
      let from = 0
      let to = ids.length
      let left = calls
      while (to - from > 1) {
        const middle = (from + to) >> 1
        const share = (before[middle]! - before[from]!) / (before[to]! - before[from]!)
        const inFirst = Math.floor(left * share)
        if (place < middle) {
          to = middle
          left = inFirst
        } else {
          from = middle
          left -= inFirst
        }
      }
      return left
    },
  }
}
