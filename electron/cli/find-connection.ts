import type { SavedConnection } from '../../shared/saved-connection.ts'
import { WrongUsage } from './wrong-usage.ts'

/** The saved connection of a name, else of an address. Throws WrongUsage where there is none, or more than one. */
export function findConnection(items: readonly SavedConnection[], wanted: string): SavedConnection {
  const byName = items.filter(({ name }) => name === wanted)
  const found = byName.length > 0 ? byName : items.filter(({ address }) => address === wanted)
  const [connection] = found
  if (connection === undefined) {
    throw new WrongUsage(
      `There is no saved connection of that name: ${listed(items)}. An address is given with --url.`,
    )
  }
  if (found.length === 1) return connection
  throw new WrongUsage(
    `More than one saved connection is called that: ${found.map(longText).join(', ')}. Give one of them another name in the app.`,
  )
}

function listed(items: readonly SavedConnection[]): string {
  if (items.length === 0) return 'none is saved'
  const names = items.map(({ name, address }) => JSON.stringify(name || address))
  return `saved ${items.length === 1 ? 'is' : 'are'} ${names.join(', ')}`
}

function longText({ name, address, user, prefix }: SavedConnection): string {
  const asUser = user === null ? '' : ` as ${JSON.stringify(user)}`
  return `${name === '' ? '' : `${JSON.stringify(name)} at `}${address}${asUser}, prefix ${JSON.stringify(prefix)}`
}
