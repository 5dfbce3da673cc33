/** A span in the largest unit that leaves a whole number above zero. */
export interface Span {
  unit: 'second' | 'minute' | 'hour' | 'day'
  count: number
}

/** How long ago, rounded down. */
export function spanOf(ms: number): Span {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 60) return { unit: 'second', count: seconds }
  if (seconds < 3_600) return { unit: 'minute', count: Math.floor(seconds / 60) }
  if (seconds < 172_800) return { unit: 'hour', count: Math.floor(seconds / 3_600) }
  return { unit: 'day', count: Math.floor(seconds / 86_400) }
}
