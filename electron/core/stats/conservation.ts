import type { Counters } from '../../../shared/counters.ts'
import type { Catalogue, NameKind } from './catalogue.ts'
import type { WantingCounters } from './counters-of.ts'
import type { Memory } from './memory.ts'

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
  addsUpFor(counters: WantingCounters, limit?: AskLimit): Counters['addsUp']
  /** Forgets what was observed, after new names were found. */
  reset(): void
}

/** A day whose cells would make more than so many wanted is not asked for, but told. */
export interface AskLimit {
  cells: number
  behind(kind: NameKind, day: number): void
}

export function createConservation(catalogue: Catalogue, memory: Memory): Conservation {
  const observed = new Map<string, DayBalance[]>()
  const finals = new Map<string, { state: string; balance: DayBalance | null }>()

  const stateOf = (day: number): string => `${catalogue.version()}:${memory.dayVersion(day)}`

  /** What a day that is final came to, until something of it changes. */
  const finalOf = (kind: NameKind, day: number): DayBalance | null | undefined => {
    const kept = finals.get(`${kind}:${day}`)
    return kept?.state === stateOf(day) ? kept.balance : undefined
  }

  const observedOf = (kind: NameKind, day: number): DayBalance | undefined =>
    observed
      .get(`${kind}:${day}`)
      ?.reduce((best, next) => (Math.abs(next.missing) < Math.abs(best.missing) ? next : best))

  const isFinal = (kind: NameKind, day: number): boolean =>
    memory.isFinal('total', 'day', day) &&
    catalogue.series(kind).every((series) => memory.isFinal(series, 'day', day))

  const read = (counters: Counters, kind: NameKind, day: number): DayBalance | null | undefined => {
    const total = counters.get('total', 'day', day)
    const explained = explainedOf(counters, kind, day)
    if (total === undefined || explained === undefined) return undefined
    const balance = typeof total === 'number' ? { total, explained, missing: total - explained } : null
    if (isFinal(kind, day)) finals.set(`${kind}:${day}`, { state: stateOf(day), balance })
    return balance
  }

  const known = (kind: NameKind, day: number): DayBalance | null | undefined =>
    // What was seen while the day ran is no measure of what it came to.
    (memory.isFinal('total', 'day', day) ? undefined : observedOf(kind, day)) ?? finalOf(kind, day)

  const balance: Conservation['balance'] = (counters, kind, day) => {
    const before = known(kind, day)
    return before === undefined ? read(counters, kind, day) : before
  }

  const explainedOf = (counters: Counters, kind: NameKind, day: number): number | undefined => {
    let explained: number | undefined = 0
    for (const series of catalogue.series(kind)) {
      const reading = counters.get(series, 'day', day)
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
    addsUpFor(counters, limit) {
      const answers = new Map<string, boolean | undefined>()
      const judge = (kind: NameKind, day: number): boolean | undefined => {
        const isLarge = limit && counters.wanted() + catalogue.names(kind).length > limit.cells
        if (isLarge && known(kind, day) === undefined) return void limit.behind(kind, day)
        const found = balance(counters, kind, day)
        return found === undefined ? undefined : found?.missing === 0
      }
      return (kind, day) => {
        const id = `${kind}:${day}`
        if (!answers.has(id)) answers.set(id, judge(kind, day))
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
