import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { connectionFields as fields } from '../../../shared/connection-fields.ts'
import { defaultPreferences, preferenceFields } from '../../../shared/preferences.ts'
import { parseAddress } from '../source/address.ts'
import { storedConnectionSchema, type StoredConnection } from './stored-connection.ts'

/** The version of the settings file that this program writes. */
export const settingsVersion = 2

const preferencesSchema = v.object({
  language: v.fallback(preferenceFields.language, defaultPreferences.language),
  theme: v.fallback(preferenceFields.theme, defaultPreferences.theme),
  density: v.fallback(preferenceFields.density, defaultPreferences.density),
  zone: v.fallback(preferenceFields.zone, defaultPreferences.zone),
  refreshSeconds: v.fallback(preferenceFields.refreshSeconds, defaultPreferences.refreshSeconds),
  isPaused: v.fallback(preferenceFields.isPaused, defaultPreferences.isPaused),
  numbers: v.fallback(preferenceFields.numbers, defaultPreferences.numbers),
  lastView: v.fallback(preferenceFields.lastView, defaultPreferences.lastView),
  hiddenColumns: v.fallback(preferenceFields.hiddenColumns, defaultPreferences.hiddenColumns),
  reportTime: v.fallback(preferenceFields.reportTime, defaultPreferences.reportTime),
  notifyReports: v.fallback(preferenceFields.notifyReports, defaultPreferences.notifyReports),
  exportChoices: v.fallback(preferenceFields.exportChoices, defaultPreferences.exportChoices),
  autoExport: v.fallback(preferenceFields.autoExport, defaultPreferences.autoExport),
})

const settingsSchema = v.object({
  version: v.literal(settingsVersion),
  connections: v.array(storedConnectionSchema),
  /** The connection to take up at the next start; null for the sample data. */
  openId: v.nullable(fields.id),
  preferences: preferencesSchema,
})

/** What the program remembers from one start to the next. */
export type Settings = v.InferOutput<typeof settingsSchema>

export const defaultSettings: Settings = {
  version: settingsVersion,
  connections: [],
  openId: null,
  preferences: defaultPreferences,
}

/** Before there was a version, the file held one connection without its password. */
const firstSchema = v.object({
  version: v.optional(v.never()),
  connection: v.nullable(
    v.object({
      /** With the user, where there is one: `redis://user:@host:6379/0`. */
      url: v.string(),
      name: fields.name,
      prefix: fields.prefix,
      reportPrefix: fields.prefix,
      bucketOffsetMinutes: fields.bucketOffsetMinutes,
      hadPassword: v.boolean(),
    }),
  ),
})

/** The settings in a parsed file, brought forward from an older version; null where it holds none. */
export function readSettings(file: unknown): Settings | null {
  const present = v.safeParse(settingsSchema, file)
  if (present.success) return present.output
  const first = v.safeParse(firstSchema, file)
  if (!first.success) return null
  const { connection } = first.output
  if (connection === null) return defaultSettings
  const migrated = migratedConnection(connection)
  return migrated && { ...defaultSettings, connections: [migrated], openId: migrated.id }
}

function migratedConnection({
  url,
  hadPassword,
  ...connection
}: NonNullable<v.InferOutput<typeof firstSchema>['connection']>): StoredConnection | null {
  const address = addressOrNull(url)
  if (address?.kind !== 'redis') return null
  const { tls, host, port, db, user } = address
  return {
    ...connection,
    id: idOfFirst(JSON.stringify([url, connection])),
    place: { tls, host, port, db },
    user,
    password: { kept: hadPassword ? 'asked' : 'none' },
    colour: 'teal',
    production: false,
    reportZone: null,
    statusLists: null,
    retentionDays: { minute: null, hour: null, day: null },
    scanLimit: null,
    shareReports: false,
  }
}

/** An id that is the same however often the old file is read before the new one is written. */
function idOfFirst(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function addressOrNull(url: string): ReturnType<typeof parseAddress> | null {
  try {
    return parseAddress(url)
  } catch {
    return null
  }
}
