import type { SchemeOffset } from './scheme.ts'
import { bucketAt } from './time.ts'

/** A clock that is so many minutes off is no other offset. */
const tolerance = 2
/** The longest pause after which the newest bucket still tells the offset. */
const longestPause = 15

/** Minutes by which local times of the world differ from UTC: half hours, and four places at a quarter. */
const offsets = [...Array.from({ length: 53 }, (_, i) => -720 + 30 * i), 345, 525, 765, 825].sort(
  (a, b) => a - b,
)

/**
 * The offset of the services' buckets from those that exist: their newest minute is the running one if they work without a
 * pause. `minutes` are the numbers of minute buckets around now, `hasGrown` whether the newest grew while one looked.
 */
export function offsetFrom({
  nowMs,
  minutes,
  hasGrown,
}: {
  nowMs: number
  minutes: readonly number[]
  hasGrown: boolean
}): Omit<SchemeOffset, 'keys'> {
  if (minutes.length === 0) return unclear
  const newest = Math.max(...minutes)
  const ahead = newest - bucketAt(nowMs, 'minute')
  const nearest = offsets.find((offset) => Math.abs(offset - ahead) <= tolerance)
  if (nearest !== undefined) {
    if (hasGrown) return { minutes: nearest, confidence: 'sure' }
    // A bucket that has not begun tells of an offset. An old one that does not grow tells of services that are silent.
    if (ahead < -tolerance) return unclear
    const before = new Set(minutes)
    const isSteady =
      Array.from({ length: 10 }, (_, i) => newest - 1 - i).filter((one) => before.has(one)).length >= 8
    return { minutes: nearest, confidence: isSteady ? 'sure' : 'likely' }
  }
  const next = offsets.find((offset) => offset > ahead)
  if (ahead <= tolerance || next === undefined || next - ahead > longestPause) return unclear
  return { minutes: next, confidence: 'likely' }
}

const unclear = { minutes: null, confidence: 'unknown' } as const
