import type { SeriesId } from '../../../shared/counters.ts'
import type { Archive } from '../reports/archive.ts'

export type NameKind = 'api' | 'status'

/** The endpoints and statuses known of a source, kept in its archive. */
export interface Catalogue {
  names(kind: NameKind): readonly string[]
  /** The names as series, in the same order: the same strings each time, which makes them cheap to look up. */
  series(kind: NameKind): readonly SeriesId[]
  has(kind: NameKind, name: string): boolean
  /** Adds names; gives back how many were new. */
  add(kind: NameKind, names: Iterable<string>): number
  /** Notes that a name was called on a day. */
  called(kind: NameKind, name: string, day: number): void
  /** When an endpoint was first seen by any run of the program, in epoch milliseconds, and the day of its last known call. */
  seen(name: string): { firstMs: number | null; lastDay: number | null }
  /** Endpoints last called on `day` or later. */
  calledSince(day: number): string[]
  /** Grows with each new name. */
  version(): number
  /** Writes what is new to the archive. */
  save(atMs: number): void
}

/** The catalogue as the archive holds it. */
export function openCatalogue(archive: Archive): Catalogue {
  const endpoints = archive.names('api')
  const firstSeen = new Map(endpoints.map(({ name, firstSeenMs }) => [name, firstSeenMs]))
  const known: Record<NameKind, Map<string, number | null>> = {
    api: new Map(endpoints.map(({ name, lastCalledDay }) => [name, lastCalledDay])),
    status: new Map(archive.names('status').map(({ name, lastCalledDay }) => [name, lastCalledDay])),
  }
  const lists: Record<NameKind, string[] | null> = { api: null, status: null }
  const series: Record<NameKind, SeriesId[] | null> = { api: null, status: null }
  const unsaved: Record<NameKind, Set<string>> = { api: new Set(), status: new Set() }
  let version = 0

  return {
    names: (kind) => (lists[kind] ??= [...known[kind].keys()]),
    series: (kind) => (series[kind] ??= [...known[kind].keys()].map((name) => `${kind}:${name}`)),
    has: (kind, name) => known[kind].has(name),
    add(kind, names) {
      let added = 0
      for (const name of names) {
        if (known[kind].has(name)) continue
        known[kind].set(name, null)
        unsaved[kind].add(name)
        added++
      }
      if (added > 0) {
        lists[kind] = null
        series[kind] = null
        version++
      }
      return added
    },
    called(kind, name, day) {
      const last = known[kind].get(name)
      if (last === undefined || (last !== null && last >= day)) return
      known[kind].set(name, day)
      unsaved[kind].add(name)
    },
    seen: (name) => ({ firstMs: firstSeen.get(name) ?? null, lastDay: known.api.get(name) ?? null }),
    calledSince: (day) =>
      [...known.api].filter(([, last]) => last !== null && last >= day).map(([name]) => name),
    version: () => version,
    save(atMs) {
      for (const kind of ['api', 'status'] as const) {
        if (unsaved[kind].size === 0) continue
        const entries = [...unsaved[kind]].map((name) => ({
          name,
          lastCalledDay: known[kind].get(name) ?? null,
        }))
        archive.rememberNames(kind, entries, atMs)
        unsaved[kind].clear()
      }
    },
  }
}
