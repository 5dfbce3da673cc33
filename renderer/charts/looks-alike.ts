import type { Bar } from './bar.ts'

/** Less than a pixel of the tallest chart that there is room for. */
const finest = 1 / 600

/** Whether two readings would be drawn alike: all but a running bar that grew by less than can be seen. */
export function looksAlike(a: readonly Bar[], b: readonly Bar[]): boolean {
  if (a.length !== b.length) return false
  const most = b.reduce((max, { calls, previous }) => Math.max(max, calls ?? 0, previous ?? 0), 1)
  return a.every((hour, i) => {
    const other = b[i]!
    return (
      hour.start === other.start &&
      hour.previous === other.previous &&
      hour.partial === other.partial &&
      hour.future === other.future &&
      hour.approximate === other.approximate &&
      (hour.calls === null) === (other.calls === null) &&
      Math.abs((hour.calls ?? 0) - (other.calls ?? 0)) < most * finest
    )
  })
}
