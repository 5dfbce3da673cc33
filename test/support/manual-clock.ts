import type { Clock } from '../../electron/core/clock.ts'

export interface ManualClock extends Clock {
  /** Moves the time on and calls what is due on the way, in order. */
  advance(ms: number): Promise<void>
  /** Timers that still wait. */
  waiting(): number
}

/** A clock that stands still until a test moves it. */
export function createManualClock(startMs: number): ManualClock {
  let now = startMs
  let timers: { at: number; callback: () => void }[] = []

  const after: Clock['after'] = (delayMs, callback) => {
    const timer = { at: now + delayMs, callback }
    timers.push(timer)
    return () => {
      timers = timers.filter((other) => other !== timer)
    }
  }

  return {
    now: () => now,
    after,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        const cancel = after(delayMs, resolve)
        signal?.addEventListener('abort', () => {
          cancel()
          reject(signal.reason as Error)
        })
      }),
    advance: async (ms) => {
      const end = now + ms
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((timer) => timer !== due)
        now = Math.max(now, due.at)
        due.callback()
        await Promise.resolve()
      }
      now = end
    },
    waiting: () => timers.length,
  }
}
