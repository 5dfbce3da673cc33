import { openSettings } from '../../electron/core/settings/settings-store.ts'

/**
 * Changes the settings of the folder named first for ever, counting in the seconds of the refresh interval and in the last
 * view, and tells each change on stdout once it is written: whoever kills this program knows what must be there.
 */
const [dataDir = '', from = '0'] = process.argv.slice(2)
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const settings = openSettings({ dataDir, log: silent })

for (let number = Number(from) + 1; ; number += 1) {
  settings.change((before) => ({
    ...before,
    preferences: {
      ...before.preferences,
      lastView: `/?filter=${String(number).padEnd(1_000, '-')}`,
      refreshSeconds: 1 + (number % 60),
    },
  }))
  process.stdout.write(`${number}\n`)
}
