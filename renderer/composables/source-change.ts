import type { SaveConnectionInput, SavedConnection } from '../../shared/saved-connection.ts'

const scheme = ['prefix', 'reportPrefix', 'bucketOffsetMinutes'] as const

/** What leads a connection to other counters: another address, one setting of how they are named, or several. */
export type SourceChange = 'address' | (typeof scheme)[number] | 'several'

type Place = Pick<SavedConnection['place'], 'host' | 'port' | 'db'>

/** What of it an edit changes; what is left out stays. */
export function sourceChange(
  before: SavedConnection,
  { place, ...after }: Pick<SaveConnectionInput, (typeof scheme)[number]> & { place?: Place },
): SourceChange {
  if (place && !isSamePlace(before.place, place)) return 'address'
  const changed = scheme.filter((name) => after[name] !== undefined && after[name] !== before[name])
  const [only = 'address', ...more] = changed
  return more.length === 0 ? only : 'several'
}

function isSamePlace(one: Place, other: Place): boolean {
  const isSameHost = one.host.toLowerCase() === other.host.toLowerCase()
  return isSameHost && one.port === other.port && one.db === other.db
}
