const tickMs = 100

export interface Deadline {
  isOver(): boolean
  /** Resolves when the time is up. */
  over: Promise<unknown>
  stop(): void
}

/**
 * The end of so many milliseconds in which this process got to run. The code under test has its timers in the same process:
 * time that other programs took of a busy machine counts for neither.
 */
export function startDeadline(ms: number): Deadline {
  let ticksLeft = Math.ceil(ms / tickMs)
  const { promise: over, resolve } = Promise.withResolvers<null>()
  const timer = setInterval(() => {
    ticksLeft -= 1
    if (ticksLeft <= 0) resolve(null)
  }, tickMs)
  return { isOver: () => ticksLeft <= 0, over, stop: () => clearInterval(timer) }
}
