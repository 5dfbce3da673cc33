import type { Clock } from '../clock.ts'
import type { Source } from '../source/source.ts'

export interface PacedScanOptions {
  source: Source
  clock: Clock
  /** A glob made with `globEscape`. */
  match: string
  onKeys(keys: string[]): void
  /** Keys looked at so far. */
  onProgress?(scanned: number): void
  signal: AbortSignal
}

/** Keys that one SCAN step looks at. */
const stepKeys = 500
/** The pause after a step, in multiples of its round trip, while the server is at ease. */
const easyPause = 1.5
const maxPauseMs = 1_000
/** Weight of the newest round trip in the moving mean. */
const smoothing = 0.1

/**
 * Looks at every key once with pauses. Round trips that rise above the calmest seen lengthen the pauses by the square of
 * the rise, so that a busy server is left alone. Rejects with the signal's reason when cancelled.
 */
export async function pacedScan(options: PacedScanOptions): Promise<void> {
  const { source, clock, match, onKeys, onProgress, signal } = options
  let cursor: string | null = null
  let scanned = 0
  let mean = 0
  let calm = Number.POSITIVE_INFINITY
  do {
    signal.throwIfAborted()
    const step: { cursor: string | null; keys: string[]; tookMs: number } = await source.scanStep({
      cursor,
      match,
      count: stepKeys,
    })
    cursor = step.cursor
    scanned += stepKeys
    if (step.keys.length > 0) onKeys(step.keys)
    onProgress?.(scanned)
    mean = mean === 0 ? step.tookMs : mean + smoothing * (step.tookMs - mean)
    calm = Math.min(calm, Math.max(mean, 0.1))
    const rise = Math.max(1, mean / calm)
    if (cursor !== null) await clock.sleep(Math.min(maxPauseMs, mean * easyPause * rise ** 2), signal)
  } while (cursor !== null)
}
