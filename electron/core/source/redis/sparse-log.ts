import type { Clock, Log } from '../deps.ts'

const spanMs = 600_000
const linesASpan = 16

/** Writes at most 16 lines in 10 minutes, so that a flapping connection does not fill the log; the next line tells how many were left out. */
export function createSparseLog({
  clock,
  log,
}: {
  clock: Clock
  log: Log
}): (level: 'info' | 'warn', line: string) => void {
  const written: number[] = []
  let leftOut = 0
  return (level, line) => {
    const now = clock.now()
    while (written.length > 0 && now - written[0]! >= spanMs) written.shift()
    if (written.length >= linesASpan) {
      leftOut += 1
      return
    }
    written.push(now)
    log[level](leftOut > 0 ? `${line} (${leftOut} lines before were left out)` : line)
    leftOut = 0
  }
}
