/** The one clock of the core: tests put another in its place. All times are epoch milliseconds. */
export interface Clock {
  now(): number
  /** Calls back once after `delayMs`; gives back the way to stop.  */
  after(delayMs: number, callback: () => void): () => void
  /** Resolves after `delayMs`, or rejects with the signal's reason. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>
}

/** The computer's own clock. Its timers do not keep the process alive. */
export function systemClock(): Clock {
  const after: Clock['after'] = (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  }
  return {
    now: () => Date.now(),
    after,
    sleep: (delayMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', abort)
          resolve()
        }, delayMs)
        const abort = (): void => {
          clearTimeout(timer)
          reject(signal?.reason as Error)
        }
        signal?.addEventListener('abort', abort, { once: true })
      }),
  }
}
