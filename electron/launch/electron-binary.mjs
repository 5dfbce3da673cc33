import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root, say } from './ensure.mjs'

const packageFolder = join(root, 'node_modules', 'electron')
const longestDownloadMs = 180_000

/** Where an Electron is that runs here, or why there is none: `{ path }` or `{ why }`. */
export function findElectron() {
  const { path, why } = haveElectron()
  if (!path) return { why }
  const missing = missingLibraries(path)
  if (missing.length === 0) return { path }
  return {
    why: `Electron needs system libraries that are missing (${missing.join(', ')}): on Debian install ${debianPackages}`,
  }
}

/** The folder of an Electron that can be packed, and its version, or why there is none: `{ folder, version }` or `{ why }`. */
export function findElectronFolder() {
  const { path, why } = haveElectron()
  if (!path) return { why }
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(packageFolder, 'dist')
  const file = join(folder, 'version')
  if (!existsSync(file)) return { why: `The file ${file}, which tells Electron's version, is missing` }
  return { folder, version: readFileSync(file, 'utf8').trim().replace(/^v/, '') }
}

/** The version that the program is written for. */
export function electronVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version
}

/** What is missing is downloaded once, unless ELECTRON_OVERRIDE_DIST_PATH says where to look. */
function haveElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!electronPath() && !override) download()
  const path = electronPath()
  if (path) return { path }
  return { why: override ? `There is no Electron in ${override}` : 'Electron could not be downloaded' }
}

const debianPackages = 'libgtk-3-0 libnss3 libgbm1 libasound2 libxss1'

function electronPath() {
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron'
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const path = override ? join(override, name) : downloadedPath()
  return path && existsSync(path) ? path : null
}

function downloadedPath() {
  const file = join(packageFolder, 'path.txt')
  return existsSync(file) ? join(packageFolder, 'dist', readFileSync(file, 'utf8')) : null
}

function download() {
  say(
    `Downloading Electron ${electronVersion()} (about 110 MB, at most ${longestDownloadMs / 60_000} minutes) …`,
  )
  const options = {
    cwd: root,
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: longestDownloadMs,
    killSignal: 'SIGKILL',
  }
  spawnSync(node24(), [join(packageFolder, 'install.js')], options)
}

function missingLibraries(path) {
  if (process.platform !== 'linux') return []
  const { stdout } = spawnSync('ldd', [path], { encoding: 'utf8' })
  const lines = (stdout ?? '').split('\n').filter((line) => line.includes('not found'))
  return lines.map((line) => line.trim().split(' ')[0])
}
