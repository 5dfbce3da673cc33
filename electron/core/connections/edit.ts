import { randomUUID } from 'node:crypto'
import { connectionColours, type ConnectionColour } from '../../../shared/connection-fields.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CheckedSaveConnectionInput } from '../../../shared/saved-connection.ts'
import type { StatusLists } from '../../../shared/success.ts'
import { createZone } from '../../../shared/time.ts'
import type { StoredConnection } from '../settings/stored-connection.ts'
import { parseAddress, type RedisAddress } from '../source/address.ts'

type Changes = Omit<CheckedSaveConnectionInput, 'id' | 'archive' | 'storePassword'>

export interface Edited {
  /** With the password kept as it was. */
  connection: StoredConnection
  /** What was said of the password: a new one, null for none, undefined where nothing was said. */
  password: string | null | undefined
}

/** A connection after some changes, or a new one. Errors: `bad_url`; `bad_input` for a zone that is none. */
export function editConnection(
  before: StoredConnection | null,
  changes: Changes,
  others: readonly StoredConnection[] = [],
): Edited {
  const address = changes.url === undefined ? null : redisAddress(changes.url)
  const base = before ?? (address && newConnection(address, others))
  if (!base) throw new AppError('bad_input', 'A new connection needs an address.')
  if (changes.reportZone) createZone(changes.reportZone)
  const { place, user } = address ? placeAndUser(address) : base
  const lists = changes.statusLists
  return {
    connection: {
      ...base,
      name: (changes.name ?? base.name).trim(),
      place,
      user: changes.user === undefined ? (user ?? base.user) : changes.user,
      colour: changes.colour ?? base.colour,
      production: changes.production ?? base.production,
      prefix: changes.prefix ?? base.prefix,
      reportPrefix: changes.reportPrefix ?? base.reportPrefix,
      bucketOffsetMinutes: changes.bucketOffsetMinutes ?? base.bucketOffsetMinutes,
      reportZone: changes.reportZone === undefined ? base.reportZone : changes.reportZone,
      statusLists: lists === undefined ? base.statusLists : lists && inLowerCase(lists),
      retentionDays: changes.retentionDays ?? base.retentionDays,
      scanLimit: changes.scanLimit === undefined ? base.scanLimit : changes.scanLimit,
      shareReports: changes.shareReports ?? base.shareReports,
    },
    password: changes.password === undefined ? address?.password || undefined : changes.password,
  }
}

function newConnection(address: RedisAddress, others: readonly StoredConnection[]): StoredConnection {
  return {
    id: randomUUID(),
    name: '',
    ...placeAndUser(address),
    password: { kept: 'none' },
    colour: freeColour(others),
    production: false,
    prefix: 'stats',
    reportPrefix: 'report:daily',
    bucketOffsetMinutes: 0,
    reportZone: null,
    statusLists: null,
    retentionDays: { minute: null, hour: null, day: null },
    scanLimit: null,
    shareReports: false,
  }
}

function redisAddress(url: string): RedisAddress {
  const address = parseAddress(url)
  if (address.kind === 'redis') return address
  throw new AppError('bad_url', 'The sample data is built in and is not saved as a connection.')
}

function placeAndUser({ tls, host, port, db, user }: RedisAddress): Pick<StoredConnection, 'place' | 'user'> {
  return { place: { tls, host, port, db }, user }
}

/** The first colour that is used the least. */
function freeColour(others: readonly StoredConnection[]): ConnectionColour {
  const uses = (colour: ConnectionColour): number => others.filter((other) => other.colour === colour).length
  return connectionColours.reduce((best, colour) => (uses(colour) < uses(best) ? colour : best))
}

function inLowerCase({ success, error }: StatusLists): { success: string[]; error: string[] } {
  const lower = (list: readonly string[]): string[] => [
    ...new Set(list.map((status) => status.toLowerCase())),
  ]
  return { success: lower(success), error: lower(error) }
}
