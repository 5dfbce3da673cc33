import { spawn } from 'node:child_process'
import type { Log } from '../core/log.ts'

/** Opens an address in the system's browser, without a shell. Where there is none, the log says so. */
export function openBrowser(address: string, log: Log): void {
  const [command, args] = opener(address)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () =>
    log.warn(`No browser could be opened (${command} is missing): open the link yourself.`),
  )
  child.unref()
}

function opener(address: string): [command: string, args: string[]] {
  if (process.platform === 'darwin') return ['open', [address]]
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]]
  return ['xdg-open', [address]]
}
