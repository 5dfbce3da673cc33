const firstPauseMs = 60_000
/** Nothing that failed waits longer for its next try. */
export const longestPauseMs = 3_600_000

/** How long what failed so often in a row waits for its next try: a minute, then 2, 4 and so on, an hour at most. */
export function retryPauseMs(attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(Math.max(0, attempts - 1), 10))
}

/** Whether a next try waits. One that lies further ahead than any pause was set by another clock, and waits for nothing. */
export function isWaiting(nextTryMs: number, nowMs: number): boolean {
  return nextTryMs > nowMs && nextTryMs <= nowMs + longestPauseMs
}
