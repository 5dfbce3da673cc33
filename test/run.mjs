// Every check and test, in the order of what they cost. The last line is their sum.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findElectron } from '../electron/launch/electron-binary.mjs'
import { ensureInstalled, root } from '../electron/launch/ensure.mjs'
import { playwrightResults, vitestResults } from './runner/results.mjs'
import { ensureSystemPackages } from './runner/system-packages.mjs'

const sum = { passed: 0, failed: 0, skipped: 0 }
const reports = mkdtempSync(join(tmpdir(), 'tallyscope-reports-'))

ensureInstalled()
if (!ensureSystemPackages()) process.exit(1)

check('build', 'build')
check('format', 'format:check')
check('lint', 'lint')
check('types', 'types')
vitest('unit and component tests', 'unit')
vitest('integration tests', 'integration')
playwright('end-to-end tests in Chromium', 'chromium')
electronTests()

rmSync(reports, { recursive: true, force: true })
const skipped = sum.skipped === 0 ? '' : `, ${sum.skipped} skipped`
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`)
process.exitCode = sum.failed === 0 ? 0 : 1

function check(title, script) {
  const isFine = run(title, [script]) === 0
  if (!isFine) console.log(`failed: ${title}`)
  add({ passed: isFine ? 1 : 0, failed: isFine ? 0 : 1, skipped: [] })
}

function vitest(title, script) {
  const file = join(reports, `${script}.json`)
  const status = run(title, [
    script,
    '--',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  add(withFailure(status, title, vitestResults(file)))
}

function playwright(title, project) {
  const file = join(reports, `${project}.json`)
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const status = run(title, ['e2e', '--', `--project=${project}`, '--reporter=list,json'], env)
  add(withFailure(status, title, playwrightResults(file)))
}

function electronTests() {
  const { path, why } = findElectron()
  if (!path) {
    console.log(`\nElectron e2e skipped: ${why}`)
    console.log(`Packed program skipped: ${why}`)
    sum.skipped += 2
    return
  }
  const version = readFileSync(join(dirname(path), 'version'), 'utf8').trim()
  playwright(`end-to-end tests in Electron ${version}`, 'electron')
  playwright(`tests of the packed program on Electron ${version}`, 'packed')
}

/** A run that ended badly without a failed test to show for it counts as one failure. */
function withFailure(status, title, results) {
  if (status === 0 || results.failed > 0) return results
  console.log(`failed: ${title} ended with code ${status}`)
  return { ...results, failed: 1 }
}

function add({ passed, failed, skipped }) {
  for (const { title, why } of skipped) console.log(`skipped: ${title}: ${why}`)
  sum.passed += passed
  sum.failed += failed
  sum.skipped += skipped.length
}

function run(title, script, env = {}) {
  console.log(`\n${title}`)
  const isWindows = process.platform === 'win32'
  const options = {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows,
    env: { ...process.env, ...env },
  }
  return spawnSync('npm', ['run', '-s', ...script], options).status
}
