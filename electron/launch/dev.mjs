import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, npm, root, say } from './ensure.mjs'

// Builds and starts the app, and does so again whenever a source changes. The window comes back where it was.

const settleMs = 200
let app = null
let timer = null

ensureInstalled()
for (const folder of ['electron', 'renderer', 'shared']) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(buildAndStart, settleMs)
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end().then(() => process.exit(0)))
await buildAndStart()

async function buildAndStart() {
  say('Building …')
  if (npm(['run', '-s', 'build']) !== 0)
    return say('The build failed: see above. Waiting for the next change.')
  await end()
  const args = [join(root, 'electron', 'launch', 'start.mjs'), ...process.argv.slice(2)]
  app = spawn(process.execPath, args, { stdio: 'inherit' })
}

function end() {
  if (app === null || app.exitCode !== null || app.signalCode !== null) return Promise.resolve()
  const ended = new Promise((resolve) => app.once('exit', resolve))
  app.kill('SIGTERM')
  return ended
}
