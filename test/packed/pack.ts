import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program that `npm run dist` has packed. */
export interface Packed {
  folder: string
  /** The window's program. */
  program: string
  /** The command `tallyscope`. */
  command: string
  asar: string
  electronVersion: string
  /** Whether it was packed with an Electron older than the product is written for, and so with what that one lacks. */
  hasSupply: boolean
}

/** Packs the program for this system into `folder`, with the Electron at `electron`. */
export async function packInto(folder: string, electron: string): Promise<Packed> {
  const electronVersion = readFileSync(join(electron, 'version'), 'utf8').trim().replace(/^v/, '')
  const hasSupply = Number.parseInt(electronVersion, 10) < 40
  await dist([
    '--linux',
    'dir',
    ...(hasSupply ? ['--config', 'test/support/electron33/packed.yml'] : []),
    `-c.directories.output=${folder}`,
  ])
  const unpacked = join(folder, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`)
  return {
    folder: unpacked,
    program: join(unpacked, 'tallyscope-desktop'),
    command: join(unpacked, 'tallyscope'),
    asar: join(unpacked, 'resources', 'app.asar'),
    electronVersion,
    hasSupply,
  }
}

async function dist(args: string[]): Promise<void> {
  const child = spawn(process.execPath, ['electron/launch/dist.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)))
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`The program could not be packed:\n${output}`)
}
