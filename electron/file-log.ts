import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from './core/log.ts'
import { logLine, type LogLevel } from './log-line.ts'

const maxBytes = 1_000_000

/** A log in `folder`, of at most two files of 1 MB each, and on stderr. A full disk costs the log, not the program. */
export function fileLog(folder: string): Log {
  const file = join(folder, 'tallyscope.log')
  const older = join(folder, 'tallyscope.1.log')
  const write = (level: LogLevel, message: string, error?: unknown): void => {
    const line = logLine(new Date(), level, message, error)
    process.stderr.write(line)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (sizeOf(file) + Buffer.byteLength(line) > maxBytes) renameSync(file, older)
      appendFileSync(file, line, { mode: 0o600 })
    } catch (failure) {
      process.stderr.write(logLine(new Date(), 'warn', 'The log file cannot be written.', failure))
    }
  }
  return {
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
    error: (message, error) => write('error', message, error),
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
