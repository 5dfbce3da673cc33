import type { DiscoveryState } from '../../shared/figures.ts'
import type { TaskState } from '../../shared/task.ts'
import type { Log } from '../core/log.ts'

/** What goes to stderr: messages, and on a terminal the progress of what takes long on one line that is written over. */
export interface Terminal {
  say(message: string): void
  progress(state: DiscoveryState | TaskState): void
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
    progress(state) {
      if (!stderr.isTTY) return
      if (state.state === 'idle') return write('')
      write('task' in state ? taskText(state) : progressText(state))
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

function taskText({ task, done, of }: TaskState): string {
  if (task === 'export') return of ? `Writing files: ${done} of ${of} reports` : 'Writing files'
  if (task === 'reports') return of ? `Making daily reports: ${done} of ${of} days` : 'Making a daily report'
  const share = of ? ` ${Math.min(99, Math.floor((done / of) * 100))}%` : ` ${done} keys`
  return `${taskTexts[task]}:${share}`
}

const taskTexts: Record<Exclude<TaskState['task'], 'reports' | 'export'>, string> = {
  usage: 'Reading the counters of endpoints',
  health: 'Looking at a sample of keys',
  census: 'Counting users among the keys',
  archive: 'Working on the archive file',
}
