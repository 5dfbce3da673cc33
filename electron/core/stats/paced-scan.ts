import type { Clock } from '../clock.ts'
import type { Source } from '../source/source.ts'
import { createPace } from './pace.ts'

export interface PacedScanOptions {
  source: Source
  clock: Clock
  /** A glob made with `globEscape`. */
  match: string
  /** The most keys a second to look at, whatever the server could bear; null for no such limit. Asked before each step. */
  mostKeysPerSecond?: () => number | null
  /** The next step waits for what is done with these. */
  onKeys(keys: string[]): void | Promise<void>
  /** Keys looked at so far. */
  onProgress?(scanned: number): void
  signal: AbortSignal
  /** As in `pace.ts`. */
  easyPause?: number
}

/** Keys that one SCAN step looks at: few enough that others on the server wait well below a millisecond for it. */
const stepKeys = 400

/** Looks at every key once with pauses (`pace.ts`). Rejects with the signal's reason when cancelled. */
export async function pacedScan(options: PacedScanOptions): Promise<void> {
  const { source, match, mostKeysPerSecond = () => null, onKeys, onProgress, signal } = options
  const pace = createPace(options)
  let cursor: string | null = null
  let scanned = 0
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
    if (step.keys.length > 0) await onKeys(step.keys)
    onProgress?.(scanned)
    if (cursor !== null) await pace.rest(step.tookMs, (count / limit) * 1_000 - step.tookMs)
  } while (cursor !== null)
}
