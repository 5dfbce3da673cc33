import { join } from 'node:path'
import { constants } from 'node:os'
import { findElectron } from './electron-binary.mjs'
import { become, ensureBuilt, ensureInstalled, node24, root, say, start } from './ensure.mjs'

ensureInstalled()
ensureBuilt()

if (hasScreen()) startElectron(findElectron())
else startBrowserHost('There is no display (DISPLAY is not set)')

function startElectron({ path, why }) {
  if (!path) return startBrowserHost(why)
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  const startedAt = performance.now()
  const child = start(path, [...sandboxArguments(), ...process.argv.slice(2), root], { env })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    const isCrash = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL'].includes(signal)
    if (!isCrash || performance.now() - startedAt > 10_000) process.exit(128 + constants.signals[signal])
    startBrowserHost(`Electron ended as it started (${signal})`)
  })
}

/** Chromium's sandbox refuses to run as root. */
function sandboxArguments() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return []
  say('Running as root: Electron runs without its sandbox (--no-sandbox).')
  return ['--no-sandbox']
}

function startBrowserHost(why) {
  say(`${why}: opening the same app in the browser.`)
  become(node24(), [join(root, 'electron', 'web.ts'), '--open'])
}

function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
