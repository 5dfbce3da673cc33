import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Takes out what a downloaded Electron holds for developers: its welcome app, and the number of its version. */
export default async function afterPack({ appOutDir, packager }) {
  const leftovers = [
    join(packager.getResourcesDir(appOutDir), 'default_app.asar'),
    join(appOutDir, 'version'),
  ]
  for (const file of leftovers) await rm(file, { force: true })
}
