import { dateAfter, dueAt, nextDueAt } from './due-days.ts'
import { widthMs, type Zone } from './time.ts'

/** When a census begins by itself: so many minutes after the daily reports of a zone are due. */
export interface CensusTime {
  nowMs: number
  /** HH:MM from which the day before is due. */
  time: string
  minutes: number
}

/** The next instant at which a census begins by itself. */
export function nextCensusAt(zone: Zone, { nowMs, time, minutes }: CensusTime): number {
  const laterMs = minutes * widthMs.minute
  return nextDueAt(zone, { nowMs: nowMs - laterMs, time }) + laterMs
}

/** The last instant, up to now, at which a census was to begin by itself. */
export function lastCensusAt(zone: Zone, { nowMs, time, minutes }: CensusTime): number {
  const laterMs = minutes * widthMs.minute
  for (let date = zone.dayAt(nowMs).date; ; date = dateAfter(date, -1)) {
    const startMs = dueAt(zone, zone.day(date), time) + laterMs
    if (startMs <= nowMs) return startMs
  }
}
