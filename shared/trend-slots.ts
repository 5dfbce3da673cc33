import type { Comparison, Granularity } from './api.ts'
import { figureOf, unknown, type Counters, type Figure, type SeriesId } from './counters.ts'
import { dayFigure } from './span.ts'
import { bucketAt, bucketStart, widthMs, type LocalDay, type Zone } from './time.ts'

/** Points of each range that is not named by its ends. */
export const trendLength: Record<Granularity, number> = { minute: 60, hour: 24, day: 30 }

/** The place of one point before it is counted, from its first instant to that of the next. */
export interface Slot {
  startMs: number
  endMs: number
  figure(counters: Counters, series: SeriesId): Figure
}

/** What decides which slots a trend has. */
export interface TrendTime {
  range: Granularity
  zone: Zone
  nowMs: number
  /** How far the services' buckets are ahead of UTC. */
  offsetMinutes: number
  /** The range ends with the bucket that holds the moment before this instant; with now's where null or not in the past. */
  untilMs?: number | null
  /** How many points; those of the range where it is left out. */
  length?: number
}

export interface TrendSlots {
  /** Oldest first. */
  slots: Slot[]
  /** The end of the last slot, which `untilMs` names again; null where it is now's. */
  untilMs: number | null
  /** The `untilMs` of the range after this one; null where that ends with now's bucket. */
  laterMs: number | null
}

/** The slots of a range: buckets of the services for minutes and hours, calendar days of the zone for days. */
export function trendSlots(time: TrendTime): TrendSlots {
  return time.range === 'day' ? daySlots(time) : bucketSlots(time, time.range)
}

/**
 * The slots that those of a range are compared with, in the same order: as many before them, or those of the same weekday.
 * They then lie as many whole weeks earlier as do not overlap, minutes and hours at the same wall-clock time.
 */
export function comparedSlots(
  slots: readonly Slot[],
  time: TrendTime,
  comparison: Exclude<Comparison, 'none'>,
): Slot[] {
  const { range, zone, offsetMinutes } = time
  const length = lengthOf(time)
  const weekDays = 7 * Math.ceil((length * widthMs[range]) / (7 * widthMs.day))
  if (range === 'day') {
    const days = comparison === 'period' ? length : weekDays
    return slots.map(({ startMs }) => daySlot(zone.daysBefore(zone.dayAt(startMs), days)))
  }
  if (comparison === 'weekday') return slots.map((slot) => slotOfWeekBefore(slot, time, range, weekDays))
  return slots.map(({ startMs }) =>
    bucketSlot(bucketAt(startMs, range, offsetMinutes) - length, range, offsetMinutes),
  )
}

function bucketSlots(time: TrendTime, range: 'minute' | 'hour'): TrendSlots {
  const { nowMs, offsetMinutes, untilMs = null } = time
  const running = bucketAt(nowMs, range, offsetMinutes)
  const last = untilMs === null ? running : Math.min(running, bucketAt(untilMs - 1, range, offsetMinutes))
  const length = lengthOf(time)
  const later = last + length
  return {
    slots: Array.from({ length }, (_, i) => bucketSlot(last - length + 1 + i, range, offsetMinutes)),
    untilMs: last === running ? null : bucketStart(last + 1, range, offsetMinutes),
    laterMs: later >= running ? null : bucketStart(later + 1, range, offsetMinutes),
  }
}

function daySlots(time: TrendTime): TrendSlots {
  const { zone, nowMs, untilMs = null } = time
  const length = lengthOf(time)
  const today = zone.dayAt(nowMs)
  const last = untilMs === null || untilMs > today.startMs ? today : zone.dayAt(untilMs - 1)
  const later = zone.daysBefore(last, -length)
  const back = Array.from({ length }, (_, i) => length - 1 - i)
  return {
    slots: back.map((days) => daySlot(zone.daysBefore(last, days))),
    untilMs: last.startMs === today.startMs ? null : last.endMs,
    laterMs: later.startMs >= today.startMs ? null : later.endMs,
  }
}

function lengthOf({ range, length = trendLength[range] }: TrendTime): number {
  return length
}

/**
 * The bucket some weeks earlier at the same wall-clock time. A time that the clock skipped then, or shows a second time now, has
 * none. Where the clock was put by half an hour no bucket begins there, and the one around it stands in, approximate.
 */
function slotOfWeekBefore(
  { startMs }: Slot,
  time: TrendTime,
  range: 'minute' | 'hour',
  weekDays: number,
): Slot {
  const { zone, offsetMinutes } = time
  const day = zone.dayAt(startMs)
  const thenMs = zone.sameWallTime(startMs, zone.daysBefore(day, weekDays).date)
  const slot = bucketSlot(bucketAt(thenMs, range, offsetMinutes), range, offsetMinutes)
  if (zone.sameWallTime(thenMs, day.date) !== startMs)
    return { ...slot, figure: () => unknown('clock_change') }
  if (slot.startMs === thenMs) return slot
  return {
    ...slot,
    figure(counters, series) {
      const figure = slot.figure(counters, series)
      return { ...figure, approximate: figure.value !== null }
    },
  }
}

function bucketSlot(bucket: number, range: 'minute' | 'hour', offsetMinutes: number): Slot {
  return {
    startMs: bucketStart(bucket, range, offsetMinutes),
    endMs: bucketStart(bucket + 1, range, offsetMinutes),
    figure: (counters, series) => figureOf(counters, series, range, bucket),
  }
}

function daySlot(day: LocalDay): Slot {
  return {
    startMs: day.startMs,
    endMs: day.endMs,
    figure: (counters, series) => dayFigure(counters, series, day),
  }
}
