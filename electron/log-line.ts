export type LogLevel = 'info' | 'warn' | 'error'

/** One entry of a log, ending with a line break. User and password of an address are left out wherever they stand. */
export function logLine(at: Date, level: LogLevel, message: string, error?: unknown): string {
  const cause = error === undefined ? '' : `\n${describe(error)}`
  return `${at.toISOString()} ${level.padEnd(5)} ${withoutCredentials(message + cause)}\n`
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? `${error.name}: ${error.message}`
  return error.cause === undefined ? own : `${own}\ncaused by ${describe(error.cause)}`
}

function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/]*@/gi, '$1')
}
