import type { Looked } from '../../../../shared/scheme.ts'
import type { Clock } from '../deps.ts'
import type { Source } from '../source.ts'

/** A sample looks at so many keys and takes so long, at most (semantics of reading: bounded samples). */
const mostKeys = 10_000
const mostMs = 1_000
/** Few enough that others on the server wait well below a millisecond for one step. */
const stepKeys = 250
/** The pause after a step: as long as the step took, within these bounds. */
const pauseMs = { least: 5, most: 50 }
/** Names may be long: no more text than this is taken in. */
const mostLetters = 8_000_000

export interface KeySample {
  keys: string[]
  looked: Looked
  /** The account may not use SCAN: there are no keys to judge by. */
  isRefused: boolean
}

/**
 * Looks at a part of the keys that is spread over all of them as the server's hash table has them. It pauses after each step.
 * Errors: those of `scanStep`, the signal's reason.
 */
export async function sampleKeys(
  source: Pick<Source, 'scanStep'>,
  { clock, signal, onKeys }: { clock: Clock; signal?: AbortSignal; onKeys?: (looked: number) => void },
): Promise<KeySample> {
  const startedMs = clock.now()
  const keys = new Set<string>()
  let letters = 0
  let looked = 0
  let cursor: string | null = null
  do {
    signal?.throwIfAborted()
    const step: Awaited<ReturnType<Source['scanStep']>> = await source.scanStep({
      cursor,
      match: '*',
      count: stepKeys,
    })
    cursor = step.cursor
    looked += stepKeys
    for (const key of step.keys) {
      if (!keys.has(key)) letters += key.length
      keys.add(key)
    }
    onKeys?.(looked)
    if (cursor === null || looked >= mostKeys || letters > mostLetters) break
    await clock.sleep(Math.min(Math.max(step.tookMs, pauseMs.least), pauseMs.most), signal)
  } while (clock.now() - startedMs < mostMs)
  const isWhole = cursor === null
  return {
    keys: [...keys],
    looked: { keys: isWhole ? keys.size : looked, isWhole, tookMs: clock.now() - startedMs },
    isRefused: false,
  }
}
