import type { Clock } from '../clock.ts'
import type { Source } from '../source/source.ts'

export interface PacedScanOptions {
  source: Source
  clock: Clock
  /** A glob made with `globEscape`. */
  match: string
  /** The most keys a second to look at, whatever the server could bear; null for no such limit. Asked before each step. */
  mostKeysPerSecond?: () => number | null
  onKeys(keys: string[]): void
  /** Keys looked at so far. */
  onProgress?(scanned: number): void
  signal: AbortSignal
}

/** Keys that one SCAN step looks at: few enough that others on the server wait well below a millisecond for it. */
const stepKeys = 400
/** The pause after a step, in multiples of the present round trip, while the server is at ease. */
const easyPause = 1
const maxPauseMs = 1_000
/** The present round trip is the median of so many: a single slow one says nothing. */
const window = 15
/** Round trips up to so many times the calmest count as calm. */
const calmUpTo = 2

/**
 * Looks at every key once with pauses. Round trips that rise above the calmest seen lengthen the pauses by the square of
 * the rise, so that a busy server is left alone. Rejects with the signal's reason when cancelled.
 */
export async function pacedScan(options: PacedScanOptions): Promise<void> {
  const { source, clock, match, mostKeysPerSecond = () => null, onKeys, onProgress, signal } = options
  const pauseAfter = createPace()
  let cursor: string | null = null
  let scanned = 0
  let owedMs = 0
  do {
    signal.throwIfAborted()
    const limit = mostKeysPerSecond() ?? Number.POSITIVE_INFINITY
    const count = Math.min(stepKeys, limit)
    const step: { cursor: string | null; keys: string[]; tookMs: number } = await source.scanStep({
      cursor,
      match,
      count,
    })
    cursor = step.cursor
    scanned += count
    if (step.keys.length > 0) onKeys(step.keys)
    onProgress?.(scanned)
    const shortestMs = (count / limit) * 1_000 - step.tookMs
    owedMs += Math.max(pauseAfter(step.tookMs), shortestMs)
    // A timer lasts whole milliseconds and one at least: shorter pauses are taken together.
    const pauseMs = Math.floor(owedMs)
    if (cursor === null || pauseMs === 0) continue
    await clock.sleep(pauseMs, signal)
    owedMs -= pauseMs
  } while (cursor !== null)
}

/** Gives the pause in milliseconds after a step that took so many. */
function createPace(): (tookMs: number) => number {
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
