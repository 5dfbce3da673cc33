import { compareNames } from '../../../shared/names.ts'

export interface TopUser {
  user: string
  calls: number
}

/** The busiest users of a day: the only ones whose ids are kept. */
export interface TopList {
  /** Takes the calls of a user; of two readings the larger stands. */
  offer(user: string, calls: number): void
  /** Calls descending, then code point order. */
  list(): TopUser[]
}

export function createTopList(most: number): TopList {
  const list: TopUser[] = []

  const comesBefore = (a: TopUser, b: TopUser): boolean =>
    a.calls === b.calls ? compareNames(a.user, b.user) < 0 : a.calls > b.calls

  return {
    offer(user, calls) {
      const last = list.length === most ? list[most - 1]! : null
      if (last && calls < last.calls) return
      const next = { user, calls }
      if (last && !comesBefore(next, last)) return
      const known = list.findIndex((one) => one.user === user)
      if (known >= 0 && list[known]!.calls >= calls) return
      if (known >= 0) list.splice(known, 1)
      else if (last) list.pop()
      const at = list.findIndex((one) => comesBefore(next, one))
      list.splice(at < 0 ? list.length : at, 0, next)
    },
    list: () => [...list],
  }
}
