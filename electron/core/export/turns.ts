import type { Clock } from '../clock.ts'

/** Others get their turn at least this often. */
const turnMs = 12
/** And where the clock stands still. */
const turnSteps = 64

/** Called between two steps of long work: lets others have their turn, and throws the signal's reason once it is given. */
export function takeTurns(clock: Clock, signal?: AbortSignal): () => Promise<void> {
  let sinceMs = clock.now()
  let steps = 0
  return async () => {
    signal?.throwIfAborted()
    steps += 1
    if (steps < turnSteps && Math.abs(clock.now() - sinceMs) < turnMs) return
    await clock.sleep(0, signal)
    sinceMs = clock.now()
    steps = 0
  }
}
