import * as v from 'valibot'
import type { Granularity } from './api.ts'
import { connectionFields as fields, type ConnectionColour } from './connection-fields.ts'
import type { StatusLists } from './success.ts'

/** A connection as the list shows it. Holds no secret. */
export interface SavedConnection {
  /** Random, and never another for the same connection. */
  id: string
  /** The user's own name for it; the address where empty. */
  name: string
  /** `redis://host:port/db` without user and password. */
  address: string
  /** The parts of `address`. */
  place: { tls: boolean; host: string; port: number; db: number }
  user: string | null
  colour: ConnectionColour
  /** Marked by the user as one to be careful with. */
  production: boolean
  prefix: string
  reportPrefix: string
  bucketOffsetMinutes: number
  /** IANA name or UTC; null until the person answered. */
  reportZone: string | null
  /** In lower case; null for the defaults of `success.ts`. */
  statusLists: StatusLists | null
  /** Null where the smaller of the table's and of what a sample shows holds. */
  retentionDays: Record<Granularity, number | null>
  /** The most keys a second that a discovery may look at; null where its own pace is enough. */
  scanLimit: number | null
  /** Whether daily reports are written to its Redis for other apps. */
  shareReports: boolean
  password: PasswordState
}

/**
 * How a password is kept: not at all, in the keyring of the system, in memory until the app ends, not here so that it must be
 * typed, or in the keyring and no longer readable, so that it must be typed again.
 */
export type PasswordState = 'none' | 'stored' | 'session' | 'needed' | 'unreadable'

/**
 * Whether this host can store passwords, and why not: the system has no keyring that is open, it has one that would keep them
 * in plain text, or this way of starting the app never stores any.
 */
export type PasswordStorage =
  { canStore: true; why: null } | { canStore: false; why: 'no_keyring' | 'plain_text' | 'host' }

export interface Connections {
  items: SavedConnection[]
  /** The one that is watched; null for the sample data and for an address that is not saved. */
  openId: string | null
  storage: PasswordStorage
}

/** How the archive of an address goes on where its source may be another: asks with `source_changed`, the old one or a new one. */
export const archiveAnswer = v.optional(v.picklist(['check', 'keep', 'new']), 'check')

/** Whether a password goes into the keyring where there is one; else it stays in memory until the app ends. */
export const storePassword = v.optional(v.boolean(), true)

/** Inputs of the methods about saved connections. */
export const savedConnectionInputs = {
  one: v.strictObject({ id: fields.id }),
  /** Without `id` a new one, which needs `url`; what is left out stays as it was, or gets its default in a new one. */
  save: v.strictObject({
    id: v.optional(fields.id),
    name: v.optional(fields.name),
    /** `redis://` or `rediss://`; user and password in it hold where the two fields below are left out. */
    url: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))),
    /** Null for none. */
    user: v.optional(v.nullable(fields.user)),
    /** Null removes it. */
    password: v.optional(v.nullable(fields.password)),
    storePassword,
    colour: v.optional(fields.colour),
    production: v.optional(v.boolean()),
    prefix: v.optional(fields.prefix),
    reportPrefix: v.optional(fields.prefix),
    bucketOffsetMinutes: v.optional(fields.bucketOffsetMinutes),
    reportZone: v.optional(v.nullable(fields.zone)),
    statusLists: v.optional(v.nullable(fields.statusLists)),
    retentionDays: v.optional(fields.retentionDays),
    scanLimit: v.optional(v.nullable(fields.scanLimit)),
    shareReports: v.optional(v.boolean()),
    /** Where address, prefixes or offset change: `keep` takes the archive along, `new` leaves it with the old address. */
    archive: archiveAnswer,
  }),
  open: v.strictObject({
    id: fields.id,
    /** In place of the one that is kept; kept in its turn once the server took it. */
    password: v.optional(fields.password),
    storePassword,
    archive: archiveAnswer,
  }),
}

export type SaveConnectionInput = v.InferInput<typeof savedConnectionInputs.save>
export type CheckedSaveConnectionInput = v.InferOutput<typeof savedConnectionInputs.save>
export type OpenConnectionInput = v.InferInput<typeof savedConnectionInputs.open>
