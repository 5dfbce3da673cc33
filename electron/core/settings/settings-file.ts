import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { writeFileDurably } from '../durable-file.ts'
import type { Log } from '../log.ts'
import { readSettings, type Settings } from './settings-schema.ts'

/** Where the settings of a data folder lie. */
export function settingsFile(dataDir: string): string {
  return join(dataDir, 'settings.json')
}

/** The settings of a data folder; null where there are none. A broken file is kept as `settings.json.broken`. */
export function loadSettings(dataDir: string, log: Log): Settings | null {
  const file = settingsFile(dataDir)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (existsSync(file)) log.error('The settings cannot be read; the program goes on without them.', error)
    return null
  }
  const settings = readSettings(parseJson(text))
  if (settings === null) putAside(file, log)
  return settings
}

/** Writes the settings whole or not at all. Throws the system's errors. */
export function writeSettings(dataDir: string, settings: Settings): void {
  writeFileDurably(settingsFile(dataDir), `${JSON.stringify(settings, null, 2)}\n`)
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
    log.warn(
      `The settings were damaged or of a newer version: they are kept as ${name}, and the program goes on without them.`,
    )
  } catch (error) {
    log.error('The settings are damaged and cannot be renamed; the program goes on without them.', error)
  }
}
