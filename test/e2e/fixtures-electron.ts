import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { _electron } from '@playwright/test'
import type { Door, OpenApp } from './fixtures-door.ts'

const preloads = ['electron33/preload.cjs', 'electron-hold.cjs'].flatMap((file) => [
  '-r',
  `test/support/${file}`,
])

/** The app in a window of Electron: the downloaded one, or that of ELECTRON_OVERRIDE_DIST_PATH. */
export function electronDoor(): Door {
  const program = electronProgram()
  return {
    unavailable: program.why,
    async open({ dataDir, watch }): Promise<OpenApp> {
      const electron = await _electron.launch({
        executablePath: program.path,
        args: [...preloads, ...electronFlags(), '.'],
        env: { ...process.env, TALLYSCOPE_DATA_DIR: dataDir } as Record<string, string>,
      })
      electron.on('window', watch)
      const window = electron.waitForEvent('window')
      await electron.evaluate(() => (globalThis as unknown as { releaseApp(): void }).releaseApp())
      const page = await window
      let isKilled = false
      return {
        page,
        electron,
        close: async () => void (isKilled || (await electron.close())),
        async kill() {
          isKilled = true
          const ended = once(electron.process(), 'exit')
          electron.process().kill('SIGKILL')
          await ended
        },
      }
    },
    close: () => Promise.resolve(),
  }
}

/** Chromium's sandbox refuses to run as root; a virtual display has no GPU. */
export function electronFlags(): string[] {
  const isRoot = process.getuid?.() === 0
  return [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu', '--lang=en-US', '--password-store=basic']
}

/** The program of Electron, and why it cannot be started here. */
export function electronProgram(): { path: string; why: string | null } {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const pathFile = 'node_modules/electron/path.txt'
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const path = join(override ?? 'node_modules/electron/dist', name)
  if (!existsSync(path)) return { path, why: 'there is no Electron binary on this machine' }
  if (process.platform === 'linux' && !process.env['DISPLAY']) {
    return { path, why: 'there is no display and no Xvfb on this machine' }
  }
  return { path, why: null }
}
