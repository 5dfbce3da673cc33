import type { SourceStatus } from '../../../../shared/connection.ts'
import type { Clock, Log } from '../deps.ts'
import { createSparseLog } from './sparse-log.ts'

/** The present status with its listeners, and the log line for each change of state. */
export interface StatusBoard {
  status(): SourceStatus
  latencyMs(): number | null
  noteLatency(ms: number): void
  set(next: SourceStatus): void
  onStatus(listener: (status: SourceStatus) => void): () => void
}

/** Starts idle. A further try within the same outage tells the listeners but writes nothing to the log. */
export function createStatusBoard(where: string, deps: { clock: Clock; log: Log }): StatusBoard {
  const log = createSparseLog(deps)
  const listeners = new Set<(status: SourceStatus) => void>()
  let present: SourceStatus = { state: 'idle' }
  let latency: number | null = null

  const write = (next: SourceStatus): void => {
    if (kindOf(next) === kindOf(present)) return
    if (next.state === 'ready') log('info', `${where}: connected`)
    else if ('message' in next) log('warn', `${where}: ${next.state} (${next.why}): ${next.message}`)
  }

  return {
    status: () => ('latencyMs' in present ? { ...present, latencyMs: latency } : present),
    latencyMs: () => latency,
    noteLatency: (ms) => {
      latency = ms
    },
    set: (next) => {
      const isSame = kindOf(next) === kindOf(present) && next.state !== 'down' && next.state !== 'connecting'
      write(next)
      present = next
      if (!isSame) for (const listener of [...listeners]) listener(next)
    },
    onStatus: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function kindOf(status: SourceStatus): string {
  return 'why' in status ? `${status.state} ${status.why}` : status.state
}
