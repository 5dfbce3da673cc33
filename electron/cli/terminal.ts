import type { DiscoveryState } from '../../shared/figures.ts'
import type { Log } from '../core/log.ts'

/** What goes to stderr: messages, and on a terminal the progress of a discovery on one line that is written over. */
export interface Terminal {
  say(message: string): void
  progress(discovery: DiscoveryState): void
  /** One line for each failure that the core logs; the rest of its log is not for this place. */
  log: Log
}

const clearLine = '\r\u001b[K'

export function createTerminal(stderr: NodeJS.WriteStream, redact: (text: string) => string): Terminal {
  let isLineOpen = false
  const write = (text: string): void => {
    stderr.write((isLineOpen ? clearLine : '') + text)
    isLineOpen = false
  }
  const say = (message: string): void => write(`tallyscope: ${redact(message)}\n`)
  return {
    say,
    progress(discovery) {
      if (!stderr.isTTY) return
      if (discovery.state === 'idle') return write('')
      write(progressText(discovery))
      isLineOpen = true
    },
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (message, error) => say(error instanceof Error ? `${message} ${error.message}` : message),
    },
  }
}

function progressText({ scanned, keys, found }: DiscoveryState): string {
  const share = keys ? ` ${Math.min(99, Math.floor((scanned / keys) * 100))}%` : ''
  return `Looking for endpoints among the keys:${share} (${found} found)`
}
