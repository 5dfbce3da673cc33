import type { Clock } from '../clock.ts'

/** Pauses between the steps of long work on a server. */
export interface Pace {
  /** Pauses after a step that took so many milliseconds, for at least `shortestMs`. */
  rest(tookMs: number, shortestMs?: number): Promise<void>
}

export interface PaceOptions {
  clock: Clock
  signal: AbortSignal
  /** The pause after a step, in multiples of the present round trip, while the server is at ease. */
  easyPause?: number
}

const maxPauseMs = 1_000
/** The present round trip is the median of so many: a single slow one says nothing. */
const window = 15
/** Round trips up to so many times the calmest count as calm. */
const calmUpTo = 2

/**
 * Pauses as long as steps take, or `easyPause` times as long. Steps that take longer than the calmest seen lengthen the pauses by the
 * square of the rise, so that a busy server is left alone: so one pace is for steps of one kind. `rest` rejects with the signal's
 * reason when cancelled.
 */
export function createPace({ clock, signal, easyPause = 1 }: PaceOptions): Pace {
  const pauseAfter = createPauses(easyPause)
  let owedMs = 0
  return {
    async rest(tookMs, shortestMs = 0) {
      owedMs += Math.max(pauseAfter(tookMs), shortestMs)
      // A timer lasts whole milliseconds and one at least: shorter pauses are taken together.
      const pauseMs = Math.floor(owedMs)
      if (pauseMs === 0) return
      await clock.sleep(pauseMs, signal)
      owedMs -= pauseMs
    },
  }
}

/** Gives the pause in milliseconds after a step that took so many. */
function createPauses(easyPause: number): (tookMs: number) => number {
  const recent: number[] = []
  let calmMs = Number.POSITIVE_INFINITY
  return (tookMs) => {
    recent.push(tookMs)
    if (recent.length > window) recent.shift()
    const presentMs = recent.toSorted((a, b) => a - b)[recent.length >> 1]!
    if (recent.length === window) calmMs = Math.min(calmMs, Math.max(presentMs, 0.1))
    const rise = Math.max(1, presentMs / (calmUpTo * calmMs))
    return Math.min(maxPauseMs, presentMs * easyPause * rise ** 2)
  }
}
