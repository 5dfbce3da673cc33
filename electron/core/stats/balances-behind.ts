import type { Log } from '../log.ts'
import type { NameKind } from './catalogue.ts'

export interface BalancesBehindDeps {
  /** Reads all that the balance of a day needs, and keeps it. */
  balanceOf(kind: NameKind, day: number): Promise<unknown>
  log: Log
}

/** Reads days for their balances behind the answers that asked for them, one day after the other. */
export function createBalancesBehind({ balanceOf, log }: BalancesBehindDeps) {
  let waiting: { kind: NameKind; day: number }[] = []
  let isRunning = false

  const run = async (): Promise<void> => {
    for (let next = waiting[0]; next; next = waiting[0]) {
      await balanceOf(next.kind, next.day)
      waiting = waiting.slice(1)
    }
  }

  return (kind: NameKind, day: number): void => {
    if (waiting.some((one) => one.kind === kind && one.day === day)) return
    waiting = [...waiting, { kind, day }]
    if (isRunning) return
    isRunning = true
    // What could not be read is asked for again by the next answer.
    run()
      .catch((error: unknown) => log.info(`The reading of a day ended early: ${String(error)}`))
      .finally(() => {
        waiting = []
        isRunning = false
      })
  }
}
