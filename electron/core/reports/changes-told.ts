import type { ReportsChanged } from '../../../shared/reports.ts'
import type { Clock } from '../clock.ts'

/** Tells of changed days together, at most once a second while many are made. */
export interface ChangesTold {
  add(changed: ReportsChanged): void
  /** Ends the waiting; what was not told yet is told. */
  stop(): void
}

const everyMs = 1_000

export function tellTogether(clock: Clock, tell: (changed: ReportsChanged) => void): ChangesTold {
  const waiting = new Map<string, Set<string>>()
  let stopTimer: (() => void) | null = null

  const flush = (): void => {
    stopTimer = null
    const all = [...waiting]
    waiting.clear()
    for (const [zone, dates] of all) tell({ zone, dates: [...dates].sort() })
  }

  return {
    add({ zone, dates }) {
      const known = waiting.get(zone) ?? new Set()
      for (const date of dates) known.add(date)
      waiting.set(zone, known)
      stopTimer ??= clock.after(everyMs, flush)
    },
    stop() {
      stopTimer?.()
      flush()
    },
  }
}
