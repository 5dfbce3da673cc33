import type { Issue } from '../../../../shared/figures.ts'
import type { SchemeKey } from '../../../../shared/scheme-keys.ts'
import type { Source } from '../source.ts'
import { shown } from './issues.ts'

/** Counters of the sample that are read, users aside, and keys that are named. */
const mostRead = 4_000
const mostNamed = 20

/** Counters of a sample that hold no count, each with its key. */
export async function inspectValues(
  source: Pick<Source, 'read' | 'types'>,
  counters: readonly SchemeKey[],
): Promise<Issue[]> {
  const keys = counters.slice(0, mostRead).map(({ key }) => key)
  if (keys.length === 0) return []
  const { parts } = await source.read({ totals: [], parts: keys })
  const bad = keys.filter((_key, i) => parts[i] === 'bad_value')
  const refused = keys.filter((_key, i) => parts[i] === 'no_permission')
  // MGET shows a key of another type as missing; one that expired meanwhile is missing.
  const missing = keys.filter((_key, i) => parts[i] === null)
  const types = missing.length > 0 ? await source.types(missing) : []
  const mistyped = missing.flatMap((key, i) => {
    const type = types[i]
    return type === null || type === undefined || type === 'string' ? [] : [{ key, type }]
  })
  return [
    ...bad.slice(0, mostNamed).map((key): Issue => ({
      code: 'bad_value',
      message: `The key ${shown(key)} holds text that is no counter, so its figure is unknown.`,
      key,
      params: { key: shown(key) },
    })),
    ...mistyped.slice(0, mostNamed).map(({ key, type }): Issue => ({
      code: 'wrong_type',
      message: `The key ${shown(key)} is a ${type} and no counter, so its figure is unknown.`,
      key,
      params: { key: shown(key), type },
    })),
    ...refused.slice(0, 1).map((key): Issue => ({
      code: 'no_permission',
      message: `The account may not read ${shown(key)}${refused.length > 1 ? ` and ${refused.length - 1} other keys of the sample` : ''}.`,
      key,
      params: { key: shown(key) },
    })),
  ]
}
