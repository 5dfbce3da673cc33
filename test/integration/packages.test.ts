import { execFile } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, Packager, Platform, type Configuration } from 'electron-builder'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyscope-packages-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function checked(config: Configuration = {}): Promise<Configuration> {
  const packager = new Packager({ projectDir: process.cwd(), config })
  await packager.validateConfig()
  return packager.config
}

describe('the configuration of packages', () => {
  it('is one that electron-builder knows, for every system', async () => {
    const { linux, mac, win, nsis, publish } = await checked()
    expect(linux).toMatchObject({ target: ['dir', 'AppImage', 'deb'] })
    expect(mac).toMatchObject({ target: ['dmg'], hardenedRuntime: true })
    expect(win).toMatchObject({ target: ['nsis'] })
    expect(nsis).toMatchObject({ oneClick: false, perMachine: false, deleteAppDataOnUninstall: false })
    expect(publish).toBeNull()
  })

  it('is refused where it says what electron-builder does not know', async () => {
    const unknown = { linux: { targets: ['deb'] } } as unknown as Configuration
    await expect(checked(unknown)).rejects.toThrow('configuration.linux')
  })

  it('names a picture that is large enough for every system', async () => {
    const { icon } = await checked()
    const picture = readFileSync(icon!)
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([512, 512])
  })
})

/** What electron-builder would hand to the tool that writes the file of one kind: it stops short of that. */
async function planned(target: 'deb' | 'rpm' | 'AppImage'): Promise<unknown> {
  const prepackaged = join(folder, 'unpacked')
  mkdirSync(join(prepackaged, 'resources'), { recursive: true })
  let plan: unknown
  await build({
    projectDir: process.cwd(),
    targets: Platform.LINUX.createTarget(target),
    prepackaged,
    publish: 'never',
    config: { directories: { output: join(folder, 'made') } },
    effectiveOptionComputed: async (computed: unknown) => {
      plan = Array.isArray(computed)
        ? { args: computed[0], desktop: readFileSync(computed[1] as string, 'utf8') }
        : computed
      return true
    },
  })
  return plan
}

describe('on Linux', () => {
  it.each(['deb', 'rpm'] as const)(
    'a %s brings the command, the window’s program, its picture and its entry',
    async (target) => {
      const { args, desktop } = (await planned(target)) as { args: string[]; desktop: string }
      const places = args.filter((arg) => arg.includes('=')).map((arg) => arg.split('='))
      const to = (place: string): string | undefined => places.find(([, end]) => end === place)?.[0]
      expect(to('/usr/bin/tallyscope')).toBe('build/linux/tallyscope')
      expect(to('/opt/Tallyscope')).toBe(`${join(folder, 'unpacked')}/`)
      expect(to('/usr/share/icons/hicolor/512x512/apps/tallyscope-desktop.png')).toMatch(/build\/icon\.png$/)
      expect(to('/usr/share/applications/tallyscope.desktop')).toBeDefined()
      expect(desktop.split('\n')).toEqual(
        expect.arrayContaining([
          'Name=Tallyscope',
          'Exec=/opt/Tallyscope/tallyscope-desktop %U',
          'Icon=tallyscope-desktop',
          'StartupWMClass=tallyscope',
          'Terminal=false',
        ]),
      )
    },
  )

  it('an AppImage starts with Chromium’s sandbox', async () => {
    const { desktop } = (await planned('AppImage')) as { desktop: string }
    expect(desktop).toContain('Exec=AppRun %U\n')
  })
})

function dist(electron: string): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron }
    execFile(process.execPath, ['electron/launch/dist.mjs'], { env }, (error, _stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stderr }),
    )
  })
}

describe('npm run dist', () => {
  it('says in one line that there is no Electron to pack, and fails', async () => {
    expect(await dist(folder)).toEqual({
      code: 1,
      stderr: `Nothing was packed: There is no Electron in ${folder}.\n`,
    })
  })

  it('packs no Electron on which the program would not run', async () => {
    writeFileSync(join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron'), '')
    writeFileSync(join(folder, 'version'), '33.4.11')
    const { code, stderr } = await dist(folder)
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^Nothing was packed: the program needs Electron \d+\.\d+\.\d+, and in .* is 33\.4\.11\.\n$/,
    )
  })
})
