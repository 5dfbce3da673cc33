import type { Log } from './core/log.ts'
import { logLine, type LogLevel } from './log-line.ts'

/** A log on stderr. `least` leaves out what matters less. */
export function consoleLog(least: LogLevel = 'info'): Log {
  const levels: LogLevel[] = ['info', 'warn', 'error']
  const write = (level: LogLevel, message: string, error?: unknown): void => {
    if (levels.indexOf(level) < levels.indexOf(least)) return
    process.stderr.write(logLine(new Date(), level, message, error))
  }
  return {
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
    error: (message, error) => write('error', message, error),
  }
}
