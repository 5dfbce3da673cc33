import * as v from 'valibot'
import { connectionFields as fields } from '../../../shared/connection-fields.ts'
import type { SourceInput } from '../source/create.ts'
import { displayAddress, type RedisAddress } from '../source/address.ts'

/** How a password is kept in the settings file: there is none, it is typed in each session, or sealed by the vault. */
const keptPassword = v.variant('kept', [
  v.object({ kept: v.literal('none') }),
  v.object({ kept: v.literal('asked') }),
  v.object({ kept: v.literal('sealed'), sealed: v.pipe(v.string(), v.maxLength(100_000)) }),
])

/** A connection in the settings file. The only secret in it is sealed. */
export const storedConnectionSchema = v.object({
  id: fields.id,
  name: fields.name,
  place: v.object({
    tls: v.boolean(),
    host: v.pipe(v.string(), v.minLength(1), v.maxLength(253)),
    port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
    db: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999_999_999)),
  }),
  user: v.nullable(fields.user),
  password: keptPassword,
  colour: fields.colour,
  production: v.boolean(),
  prefix: fields.prefix,
  reportPrefix: fields.prefix,
  bucketOffsetMinutes: fields.bucketOffsetMinutes,
  reportZone: v.nullable(fields.zone),
  statusLists: v.nullable(fields.statusLists),
  retentionDays: fields.retentionDays,
  scanLimit: v.nullable(fields.scanLimit),
  /** Files of earlier versions have none. */
  shareReports: v.optional(v.boolean(), false),
})

export type StoredConnection = v.InferOutput<typeof storedConnectionSchema>
export type KeptPassword = StoredConnection['password']

/** Its address as people write it, without user and password. */
export function addressOf({ place }: Pick<StoredConnection, 'place'>): string {
  return displayAddress(redisAddress(place, null, null))
}

/** What the source layer opens. The password stands in the address. */
export function sourceInputOf(connection: StoredConnection, password: string | null): SourceInput {
  const { id, name, prefix, reportPrefix, bucketOffsetMinutes, colour, production, reportZone } = connection
  return {
    address: redisAddress(connection.place, connection.user, password),
    name,
    prefix,
    reportPrefix,
    bucketOffsetMinutes,
    label: { id, colour, production, reportZone },
  }
}

/** Whether two lead to the same counters with the same account. */
export function isSameConnection(one: StoredConnection, other: StoredConnection): boolean {
  return isSameSource(one, other) && one.user === other.user
}

/** Whether two share an archive. */
export function isSameSource(one: StoredConnection, other: StoredConnection): boolean {
  const identity = ({ place, prefix, reportPrefix, bucketOffsetMinutes }: StoredConnection): string =>
    JSON.stringify([
      place.host.toLowerCase(),
      place.port,
      place.db,
      prefix,
      reportPrefix,
      bucketOffsetMinutes,
    ])
  return identity(one) === identity(other)
}

function redisAddress(
  place: StoredConnection['place'],
  user: string | null,
  password: string | null,
): RedisAddress {
  return { kind: 'redis', ...place, user, password }
}
