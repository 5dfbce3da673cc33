import { dayBucketOf, dayFigure } from '../../../shared/span.ts'
import { bucketAt, bucketStart, type LocalDay } from '../../../shared/time.ts'
import type { CellId } from '../stats/memory.ts'
import type { Parts } from '../stats/parts.ts'

/** Archives the totals of a closed day's hours and of the UTC days that it touches, as far as they are final. */
export function archiveTotals(
  { archive, memory, offsetMinutes }: Pick<Parts, 'archive' | 'memory' | 'offsetMinutes'>,
  day: LocalDay,
): void {
  for (const granularity of ['hour', 'day'] as const) {
    const entries: [number, number][] = []
    for (const bucket of bucketsOf(day, granularity, offsetMinutes)) {
      const reading = memory.get('total', granularity, bucket)
      if (typeof reading === 'number' && memory.isFinal('total', granularity, bucket))
        entries.push([bucket, reading])
    }
    archive.rememberTotals(granularity, entries)
  }
}

/**
 * Makes everything that a day is worked out from wanted again: the UTC days that it touches whole, since their own counters
 * confirm which of their hours are empty.
 */
export function doubtDay(
  { memory, offsetMinutes }: Pick<Parts, 'memory' | 'offsetMinutes'>,
  { startMs, endMs }: LocalDay,
): void {
  const first = bucketAt(startMs, 'day', offsetMinutes)
  const last = bucketAt(endMs - 1, 'day', offsetMinutes)
  memory.doubt(bucketStart(first, 'day', offsetMinutes), bucketStart(last + 1, 'day', offsetMinutes))
}

/** Reads the totals of some closed days again and gives their calls; a day that grew is in doubt from then on. */
export async function readAgain(
  { reader, memory, offsetMinutes }: Pick<Parts, 'reader' | 'memory' | 'offsetMinutes'>,
  days: readonly LocalDay[],
): Promise<(number | null)[]> {
  const before = days.map((day) => totalsOf(day).map((cell) => read(cell)))
  await reader.load(days.flatMap(totalsOf))
  const calls = await reader.answer((counters) => days.map((day) => dayFigure(counters, 'total', day)))
  days.forEach((day, i) => {
    const hasGrown = totalsOf(day).some((cell, at) => before[i]![at] !== read(cell))
    if (hasGrown) doubtDay({ memory, offsetMinutes }, day)
  })
  return calls.map(({ value, approximate }) => (approximate ? null : value))

  function read({ series, granularity, bucket }: CellId): number | null {
    const reading = memory.get(series, granularity, bucket)
    return typeof reading === 'number' ? reading : null
  }

  function totalsOf(day: LocalDay): CellId[] {
    const isOneBucket = dayBucketOf(day, offsetMinutes) !== null
    const granularity = isOneBucket ? 'day' : 'hour'
    return bucketsOf(day, granularity, offsetMinutes).map((bucket) => ({
      series: 'total',
      granularity,
      bucket,
    }))
  }
}

function bucketsOf(day: LocalDay, granularity: 'hour' | 'day', offsetMinutes: number): number[] {
  const first = bucketAt(day.startMs, granularity, offsetMinutes)
  const last = bucketAt(day.endMs - 1, granularity, offsetMinutes)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
