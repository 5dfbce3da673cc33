import type { Log } from '../log.ts'
import type { CellId } from './memory.ts'
import { chunkKeys, type Reader } from './reader.ts'

/** Reads in the background what answers asked for, in chunks, what is on screen first. */
export interface Backfill {
  /** Puts these cells in place of those still waiting, and asks the type of suspects once all are read. */
  want(cells: CellId[], suspects?: CellId[]): void
  stop(): void
}

export function createBackfill(reader: Reader, log: Log): Backfill {
  let waiting: CellId[] = []
  let suspects: CellId[] = []
  let isRunning = false
  let isStopped = false

  const run = async (): Promise<void> => {
    while (waiting.length > 0 && !isStopped) await reader.load(waiting.splice(0, chunkKeys))
    if (!isStopped) await reader.checkSuspects(suspects)
  }

  return {
    want(cells, doubtful = []) {
      waiting = cells
      suspects = doubtful
      if (isRunning || isStopped || cells.length + doubtful.length === 0) return
      isRunning = true
      // What could not be read stays wanted, and the next answer asks for it again.
      run()
        .catch((error: unknown) => {
          waiting = []
          if (!isStopped) log.info(`A background reading ended early: ${String(error)}`)
        })
        .finally(() => (isRunning = false))
    },
    stop() {
      isStopped = true
      waiting = []
    },
  }
}
