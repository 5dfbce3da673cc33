/** The longest pause between two tries, before jitter. A link that lived as long starts the pauses anew. */
export const longestPauseMs = 12_000

/**
 * The pause before the n-th try (from 1): 0.2 s doubling to 12 s, each ±10%, which makes about 55 tries in 10 minutes.
 * `random` is from 0 to 1.
 */
export function backoffMs(attempt: number, random: number): number {
  const pause = Math.min(200 * 2 ** Math.min(attempt - 1, 20), longestPauseMs)
  return Math.round(pause * (0.9 + 0.2 * random))
}
