import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { CheckedConnectInput } from '../../shared/api.ts'
import { writeFileDurably } from './durable-file.ts'
import type { Log } from './log.ts'
import { displayAddress, parseAddress } from './source/address.ts'

const connectionSchema = v.object({
  /** The address with the user, where there is one, and never with a password: `redis://user:@host:6379/0`. */
  url: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
  /** The user's own name for it; the address where empty. */
  name: v.pipe(v.string(), v.maxLength(100)),
  prefix: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  reportPrefix: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  bucketOffsetMinutes: v.pipe(v.number(), v.integer(), v.minValue(-1_080), v.maxValue(1_080)),
  /** Whether a password was given, so that it must be asked for again. */
  hadPassword: v.boolean(),
})

const settingsSchema = v.object({ connection: v.nullable(connectionSchema) })

/** A connection to take up again. Holds no secret. */
export type RememberedConnection = v.InferOutput<typeof connectionSchema>

/** What the program remembers from one start to the next. `connection` is null for the sample data. */
export type Settings = v.InferOutput<typeof settingsSchema>

const defaults: Settings = { connection: null }

/** The settings of a data folder; defaults where there are none. A broken file is kept as `settings.json.broken`. */
export function loadSettings(dataDir: string, log: Log): Settings {
  const file = settingsFile(dataDir)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (existsSync(file))
      log.error('The settings cannot be read; the program starts with its defaults.', error)
    return defaults
  }
  const parsed = v.safeParse(settingsSchema, parseJson(text))
  if (parsed.success) return parsed.output
  putAside(file, log)
  return defaults
}

/** Writes the settings whole or not at all. Throws the system's errors. */
export function saveSettings(dataDir: string, settings: Settings): void {
  const { connection } = settings
  const checked = connection === null ? settings : { ...settings, connection: withoutPassword(connection) }
  writeFileDurably(settingsFile(dataDir), `${JSON.stringify(checked, null, 2)}\n`)
}

/** What of a connection may be remembered. Throws AppError `bad_url` for an address that cannot be read. */
export function rememberedConnection(input: CheckedConnectInput): RememberedConnection {
  const address = parseAddress(input.url)
  return withoutPassword({
    url: input.url,
    name: input.name,
    prefix: input.prefix,
    reportPrefix: input.reportPrefix,
    bucketOffsetMinutes: input.bucketOffsetMinutes,
    hadPassword: address.kind === 'redis' && address.password !== null && address.password !== '',
  })
}

function withoutPassword(connection: RememberedConnection): RememberedConnection {
  const address = parseAddress(connection.url)
  const plain = displayAddress(address)
  if (address.kind !== 'redis' || address.user === null) return { ...connection, url: plain }
  return { ...connection, url: plain.replace('://', `://${encodeURIComponent(address.user)}:@`) }
}

function settingsFile(dataDir: string): string {
  return join(dataDir, 'settings.json')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function putAside(file: string, log: Log): void {
  let name = `${file}.broken`
  for (let number = 2; existsSync(name); number += 1) name = `${file}.broken-${number}`
  try {
    renameSync(file, name)
    log.warn(`The settings were damaged: they are kept as ${name}, and the program starts with its defaults.`)
  } catch (error) {
    log.error('The settings are damaged and cannot be renamed; the program starts with its defaults.', error)
  }
}
