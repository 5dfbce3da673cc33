import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'

interface Started {
  child: ChildProcess
  stdout(): string
  stderr(): string
  ended: Promise<number | null>
}

let folder: string
let started: Started[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tallyscope-launch-'))
  started = []
  // Stands in for the system's browser: notes what it was asked to open.
  await program('xdg-open', `printf '%s\\n' "$@" >${folder}/opened`)
})

afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGTERM')
    await ended
  }
  await rm(folder, { recursive: true, force: true })
})

async function program(name: string, script: string): Promise<void> {
  const file = join(folder, name)
  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)
}

function launch(script: string, args: string[] = [], env: Record<string, string> = {}): Started {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
  const child = spawn(process.execPath, [`electron/launch/${script}.mjs`, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...rest,
      PATH: `${folder}${delimiter}${process.env['PATH']}`,
      TALLYSCOPE_DATA_DIR: join(folder, 'data'),
      ...env,
    },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (part) => (stdout += String(part)))
  child.stderr.on('data', (part) => (stderr += String(part)))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const result = { child, stdout: () => stdout, stderr: () => stderr, ended }
  started.push(result)
  return result
}

const link = /^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n$/

describe('the browser host', () => {
  test('prints the link alone on stdout, and Ctrl-C, once or twice, ends it with 0', async () => {
    const host = launch('web')
    await eventually(() => expect(host.stdout()).toMatch(link))
    host.child.kill('SIGINT')
    host.child.kill('SIGINT')
    expect(await host.ended).toBe(0)
    expect(host.stdout()).toMatch(link)
  })

  test('opens the system browser with the link as its one argument', async () => {
    const host = launch('web', ['--open'])
    await eventually(() => expect(host.stdout()).toMatch(link))
    await eventually(async () => expect(await readFile(`${folder}/opened`, 'utf8')).toBe(host.stdout()))
  })

  test.each([
    ['--port', 'x'],
    ['--port', '65536'],
    ['--prot', '1'],
  ])('ends with 2 for %s %s', async (...args) => {
    const host = launch('web', args)
    expect(await host.ended).toBe(2)
    expect(host.stdout()).toBe('')
    expect(host.stderr()).toContain('Usage: npm run web')
  })
})

describe('the start of the app', () => {
  const screen = { DISPLAY: ':0' }

  async function expectBrowser(app: Started, why: string): Promise<void> {
    await eventually(() => expect(app.stdout()).toMatch(link))
    const said = app
      .stderr()
      .split('\n')
      .filter((line) => line.includes('opening the same app in the browser'))
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(why)
  }

  test('without a display says so in one line and opens the browser', async () => {
    await expectBrowser(launch('start'), 'There is no display')
  })

  test('without Electron says so in one line and opens the browser', async () => {
    const app = launch('start', [], { ...screen, ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'none') })
    await expectBrowser(app, 'There is no Electron in')
  })

  test('without a library that Electron needs names it and opens the browser', async () => {
    await program('electron', 'exit 0')
    await program('ldd', "echo '  libgone.so.3 => not found'")
    const app = launch('start', [], { ...screen, ELECTRON_OVERRIDE_DIST_PATH: folder })
    await expectBrowser(app, 'libgone.so.3')
  })

  test('with an Electron that crashes at once says so in one line and opens the browser', async () => {
    await program('electron', 'kill -ABRT $$')
    const app = launch('start', [], { ...screen, ELECTRON_OVERRIDE_DIST_PATH: folder })
    await expectBrowser(app, 'SIGABRT')
  })

  test('hands its arguments and the folder of the app to Electron, and gives its exit code back', async () => {
    await program('electron', `printf '%s\\n' "$@"; exit 7`)
    const app = launch('start', ['--lang=zh-CN'], { ...screen, ELECTRON_OVERRIDE_DIST_PATH: folder })
    expect(await app.ended).toBe(7)
    const isRoot = process.getuid?.() === 0
    const sandbox = isRoot ? ['--no-sandbox'] : []
    expect(app.stdout().trim().split('\n')).toEqual([...sandbox, '--lang=zh-CN', process.cwd()])
    expect(app.stderr().includes('--no-sandbox')).toBe(isRoot)
  })
})
