import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Messages go to stderr: stdout belongs to the program that is started. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/** Says why and ends. */
export function fail(sentence) {
  say(sentence)
  process.exit(1)
}

/** Installs the npm packages where they are missing or are not those of the lock file. */
export function ensureInstalled() {
  if (isInstalled()) return
  say('Installing the packages of package-lock.json (npm ci) …')
  if (npm(['ci', '--loglevel=error']) !== 0)
    fail('The packages could not be installed: see above. Is the npm registry reachable?')
}

/** Builds where the build is missing or older than a source. */
export function ensureBuilt() {
  const built = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'].map(modifiedAt)
  const sources = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package-lock.json'].map(
    newestUnder,
  )
  if (Math.min(...built) > Math.max(...sources)) return
  say('Building …')
  if (npm(['run', '-s', 'build']) !== 0) fail('The build failed: see above.')
}

/** Node 24 of the packages, or this one where it is new enough. */
export function node24() {
  const own = join(root, 'node_modules', '.bin', 'node')
  if (process.platform !== 'win32' && existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(`Tallyscope needs Node 24; this is ${process.versions.node}. Install Node 24 and start again.`)
}

/** Runs a program in the foreground with this one's signals; ends with its exit code. */
export function become(command, args, options = {}) {
  const child = start(command, args, options)
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}

/** Starts a program that shares this one's terminal and gets its signals. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options })
  child.on('error', (error) => fail(`${command} could not be started: ${error.message}`))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return child
}

/** Runs npm, its output on stderr; gives back the exit code. */
export function npm(args) {
  const isWindows = process.platform === 'win32'
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell: isWindows }
  return spawnSync(isWindows ? 'npm.cmd' : 'npm', args, options).status
}

function isInstalled() {
  try {
    const wanted = packagesOf('package-lock.json')
    const present = packagesOf('node_modules/.package-lock.json')
    return Object.entries(wanted).every(([path, { version, optional }]) => {
      if (path === '') return true
      return present[path] ? present[path].version === version : optional
    })
  } catch {
    return false
  }
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages
}

function modifiedAt(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newestUnder(path) {
  const at = modifiedAt(path)
  if (!statSync(join(root, path)).isDirectory()) return at
  return readdirSync(join(root, path)).reduce(
    (newest, name) => Math.max(newest, newestUnder(join(path, name))),
    at,
  )
}
