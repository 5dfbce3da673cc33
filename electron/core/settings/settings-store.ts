import { AppError } from '../../../shared/errors.ts'
import type { Log } from '../log.ts'
import { loadSettings, writeSettings } from './settings-file.ts'
import { defaultSettings, type Settings } from './settings-schema.ts'

/** The settings, read anew each time: another door of the program may have written them. */
export interface SettingsStore {
  get(): Settings
  /** Changes them and writes them durably. Errors: `settings_unwritable`, with which nothing has changed. */
  change(change: (settings: Settings) => Settings): Settings
}

/** The settings of a data folder. Where the file is gone or broken, the last ones known stand. */
export function openSettings({ dataDir, log }: { dataDir: string; log: Log }): SettingsStore {
  let known = defaultSettings
  const get = (): Settings => (known = loadSettings(dataDir, log) ?? known)
  return {
    get,
    change(change) {
      const next = change(get())
      try {
        writeSettings(dataDir, next)
      } catch (error) {
        throw new AppError(
          'settings_unwritable',
          'The settings could not be written: check that the disk has room and that the data folder can be written.',
          { cause: error },
        )
      }
      known = next
      return next
    },
  }
}
