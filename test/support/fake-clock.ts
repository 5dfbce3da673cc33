import { createManualClock, type ManualClock } from './manual-clock.ts'

/** A manual clock whose short pauses (those between two commands of one reading) take no time at all. */
export function createFakeClock(startMs: number): ManualClock {
  const clock = createManualClock(startMs)
  return {
    ...clock,
    sleep: (delayMs, signal) => {
      if (delayMs > 1_000) return clock.sleep(delayMs, signal)
      return new Promise((resolve, reject) => {
        setImmediate(() => (signal?.aborted ? reject(signal.reason as Error) : resolve()))
      })
    },
  }
}
