import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** Starts a virtual display where there is none, for Electron's window; ends it after the last test. */
export default async function startDisplay(): Promise<(() => void) | undefined> {
  if (process.platform !== 'linux' || process.env['DISPLAY']) return undefined
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const display = await new Promise<string | null>((resolve) => {
    server.once('error', () => resolve(null))
    server.once('exit', () => resolve(null))
    createInterface(server.stdio[3] as Readable).once('line', resolve)
  })
  if (display === null) return undefined
  process.env['DISPLAY'] = `:${display}`
  return () => void server.kill()
}
