import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say } from '../../electron/launch/ensure.mjs'

const debianPackages = [
  'chromium',
  'redis-server',
  'xvfb',
  'xauth',
  'fonts-wqy-microhei',
  'libgtk-3-0',
  'libgbm1',
  'libasound2',
  'openssl',
  'python3',
  'libreoffice-calc-nogui',
  'poppler-utils',
]

const programs = ['redis-server', 'openssl', 'python3', ...(process.platform === 'linux' ? ['Xvfb'] : [])]

/** Installs what the tests need of the system, on Debian and its kin; elsewhere names it. Whether all is there. */
export function ensureSystemPackages() {
  return existsSync('/usr/bin/dpkg-query') ? ensureDebianPackages() : hasPrograms()
}

function ensureDebianPackages() {
  let missing = debianPackages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return true
  say(`Installing system packages: ${missing.join(' ')} …`)
  const sudo = process.getuid() === 0 ? [] : ['sudo', '-n']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args) => {
    const [command, ...rest] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', ...args]
    return spawnSync(command, rest, { stdio: ['ignore', 2, 2], env }).status === 0
  }
  run('apt-get', 'update', '-q')
  run('apt-get', 'install', '-qy', '--no-install-recommends', ...missing.map(nameHere))
  missing = missing.filter((name) => !isInstalled(name))
  if (missing.length === 0) return true
  say(`Please install these packages and start again: apt-get install ${missing.map(nameHere).join(' ')}`)
  return false
}

/** Newer releases carry some libraries under a name that ends with t64. */
function nameHere(name) {
  const hasNewName = spawnSync('apt-cache', ['show', `${name}t64`], { stdio: 'ignore' }).status === 0
  return hasNewName ? `${name}t64` : name
}

function isInstalled(name) {
  return [name, `${name}t64`].some((each) => {
    const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Status}', each], { encoding: 'utf8' })
    return stdout === 'install ok installed'
  })
}

function hasPrograms() {
  const missing = programs.filter((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error)
  const browser = process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium'
  if (!existsSync(browser)) missing.push('Chromium (its path in PLAYWRIGHT_CHROMIUM)')
  if (missing.length === 0) return true
  say(`The tests need programs that are not on this machine; please install: ${missing.join(', ')}`)
  return false
}
