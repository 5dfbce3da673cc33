import type { Counters } from '../../../shared/counters.ts'
import type { Catalogue, NameKind } from './catalogue.ts'

/** What a day's total and its known parts come to. */
export interface DayBalance {
  total: number
  /** Sum over the known endpoints (statuses). */
  explained: number
  /** `total - explained`: negative where the total lost counts. */
  missing: number
}

/** A running day is judged by the smallest difference of so many readings, so that calls in flight do not count. */
const readingsJudged = 3

/** The sums of days over their endpoints and statuses. */
export interface Conservation {
  /** Takes the balance of the running day from one reading whose total was read before and after its parts. */
  observe(kind: NameKind, day: number, balance: DayBalance): void
  /** The balance of a day: null where its total is unknown, undefined where it was not read yet. Asks for its cells. */
  balance(counters: Counters, kind: NameKind, day: number): DayBalance | null | undefined
  /** As `balance`, for a search: where a day's own counter was lost, at least what its hours hold was counted. */
  searched(counters: Counters, kind: NameKind, day: number): DayBalance | null | undefined
  /** For the rules: whether a day adds up. Remembers its answers for one view of the memory. */
  addsUpFor(counters: Counters): Counters['addsUp']
  /** Forgets what was observed, after new names were found. */
  reset(): void
}

export function createConservation(catalogue: Catalogue): Conservation {
  const observed = new Map<string, DayBalance[]>()

  const balance: Conservation['balance'] = (counters, kind, day) => {
    const seen = observed.get(`${kind}:${day}`)
    if (seen)
      return seen.reduce((best, next) => (Math.abs(next.missing) < Math.abs(best.missing) ? next : best))
    const total = counters.get('total', 'day', day)
    const explained = explainedOf(counters, kind, day)
    if (total === undefined || explained === undefined) return undefined
    if (typeof total !== 'number') return null
    return { total, explained, missing: total - explained }
  }

  const explainedOf = (counters: Counters, kind: NameKind, day: number): number | undefined => {
    let explained: number | undefined = 0
    for (const name of catalogue.names(kind)) {
      const reading = counters.get(`${kind}:${name}`, 'day', day)
      if (reading === undefined) explained = undefined
      else if (typeof reading === 'number' && explained !== undefined) explained += reading
    }
    return explained
  }

  const searched: Conservation['searched'] = (counters, kind, day) => {
    const whole = balance(counters, kind, day)
    if (whole !== null) return whole
    const total = hoursOf(counters, day)
    const explained = explainedOf(counters, kind, day)
    if (total === undefined || explained === undefined) return undefined
    return total === 0 ? null : { total, explained, missing: total - explained }
  }

  return {
    balance,
    searched,
    observe(kind, day, next) {
      const id = `${kind}:${day}`
      const before = observed.get(id) ?? []
      for (const key of observed.keys()) if (key !== id && key.startsWith(`${kind}:`)) observed.delete(key)
      observed.set(id, [...before.slice(1 - readingsJudged), next])
    },
    addsUpFor(counters) {
      const answers = new Map<string, boolean | undefined>()
      return (kind, day) => {
        const id = `${kind}:${day}`
        if (!answers.has(id)) {
          const found = balance(counters, kind, day)
          answers.set(id, found === undefined ? undefined : found?.missing === 0)
        }
        return answers.get(id)
      }
    },
    reset: () => observed.clear(),
  }
}

/** The balance of one reading: parts counted between two readings of the total are in flight and explain themselves. */
export function bracketedBalance(totalBefore: number, explained: number, totalAfter: number): DayBalance {
  const total = Math.min(Math.max(explained, totalBefore), totalAfter)
  return { total, explained, missing: total - explained }
}

/** What the hours of a day that are there add up to; undefined where one was not read yet. */
function hoursOf(counters: Counters, day: number): number | undefined {
  let sum: number | undefined = 0
  for (let hour = day * 24; hour < (day + 1) * 24; hour++) {
    const reading = counters.get('total', 'hour', hour)
    if (reading === undefined) sum = undefined
    else if (typeof reading === 'number' && sum !== undefined) sum += reading
  }
  return sum
}
