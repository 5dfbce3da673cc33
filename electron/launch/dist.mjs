// Packs the program for the system that it is started on. Arguments go on to electron-builder: "-- --linux rpm".
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { electronVersion, findElectronFolder } from './electron-binary.mjs'
import { become, ensureBuilt, ensureInstalled, fail, node24, root } from './ensure.mjs'

const args = process.argv.slice(2)

ensureInstalled()
const { folder, version } = electronToPack()
// What an earlier build left behind would be packed too.
rmSync(join(root, 'out'), { recursive: true, force: true })
ensureBuilt()
const options = ['--publish', 'never', `-c.electronDist=${folder}`, `-c.electronVersion=${version}`]
become(node24(), [join(root, 'node_modules', 'electron-builder', 'cli.js'), ...options, ...args], {
  cwd: root,
})

function electronToPack() {
  const found = findElectronFolder()
  if (!found.folder) fail(`Nothing was packed: ${found.why}.`)
  // Whoever brings a configuration of their own answers for what runs on that Electron.
  const hasOwnConfiguration = args.some((arg) => /^(-c|--config)(=|$)/.test(arg))
  if (!hasOwnConfiguration && major(found.version) !== major(electronVersion())) {
    fail(
      `Nothing was packed: the program needs Electron ${electronVersion()}, and in ${found.folder} is ${found.version}.`,
    )
  }
  return { folder: resolve(found.folder), version: found.version }
}

function major(version) {
  return Number.parseInt(version, 10)
}
