import type { Issue } from '../../../shared/figures.ts'

const maxListed = 200

/** The issues of a source that hold at the moment, each under an id of its own, those of single keys apart. */
export interface Issues {
  raise(id: string, issue: Issue): void
  clear(id: string): void
  /** Of a key that holds no counter: of more than 200 the last ones are kept. */
  raiseKey(key: string, issue: Issue): void
  clearKey(key: string): void
  /** Whether a key holds no counter. */
  nameKeys(): boolean
  /** At most 200, the oldest first, and those of single keys after all others. */
  list(): Issue[]
}

export function createIssues(): Issues {
  const held = new Map<string, Issue>()
  const ofKeys = new Map<string, Issue>()
  return {
    raise: (id, issue) => void held.set(id, issue),
    clear: (id) => void held.delete(id),
    raiseKey(key, issue) {
      ofKeys.set(key, issue)
      if (ofKeys.size > maxListed) ofKeys.delete(ofKeys.keys().next().value!)
    },
    clearKey: (key) => void ofKeys.delete(key),
    nameKeys: () => ofKeys.size > 0,
    list: () => [...held.values(), ...ofKeys.values()].slice(0, maxListed),
  }
}

/** The issue of a key that holds no counter. */
export function keyIssue(code: 'bad_value' | 'wrong_type' | 'no_permission', key: string): Issue {
  const what = {
    bad_value: 'holds text that is no counter, so its figure is unknown',
    wrong_type: 'is of another type than a counter, so its figure is unknown',
    no_permission: 'may not be read by this account, so its figure is unknown',
  }
  const shown = key.length > 200 ? `${key.slice(0, 200)}…` : key
  return { code, message: `The key ${shown} ${what[code]}.`, key, params: { key: shown } }
}

/** Above so many endpoints paths seem to hold ids. */
const manyEndpoints = 20_000

/** What to say of a catalogue that holds too many endpoints. */
export function manyEndpointsIssues(endpoints: number): Issue[] {
  if (endpoints <= manyEndpoints) return []
  return [
    {
      code: 'too_many_endpoints',
      message: `${endpoints} endpoints were seen: their paths seem to hold ids. Let the services count route patterns such as /user/{id}.`,
      params: { count: endpoints },
    },
  ]
}
