import { epochDay, graceMs, widthMs, type LocalDay, type Zone } from './time.ts'

/** A calendar day that a report is due for, and since when. */
export interface DueDay extends LocalDay {
  dueMs: number
}

/** The date so many days after another; of the years before 0 and after 9999 as ISO 8601 writes them. */
export function dateAfter(date: string, days = 1): string {
  return new Date((epochDay(date) + days) * widthMs.day).toISOString().split('T')[0]!
}

/** When a day can have a report at all: it is over, and so is the grace for calls in flight. */
export function closesAt(day: LocalDay): number {
  return day.endMs + graceMs
}

/** When the report of a day is due: at the first instant of the next date at or after `time` (HH:MM), never before the day closed. */
export function dueAt(zone: Zone, day: LocalDay, time: string): number {
  return Math.max(zone.firstAt(dateAfter(day.date), time), closesAt(day))
}

/** The last date that is closed at an instant. */
export function lastClosedDate(zone: Zone, nowMs: number): string {
  return dateAfter(zone.dayAt(nowMs - graceMs).date, -1)
}

/** The closed days from one date to another, both included, oldest first. A date that the zone skipped is none. */
export function closedDays(zone: Zone, from: string, to: string, nowMs: number): LocalDay[] {
  const last = lastClosedDate(zone, nowMs)
  const end = to < last ? to : last
  const days: LocalDay[] = []
  for (let date = from; date <= end; date = dateAfter(date)) {
    const day = zone.day(date)
    if (day.endMs > day.startMs) days.push(day)
  }
  return days
}

/** The days from a date on whose reports are due at an instant, without those that are settled, oldest first. */
export function dueDays(
  zone: Zone,
  from: string,
  { nowMs, time, isSettled }: { nowMs: number; time: string; isSettled(date: string): boolean },
): DueDay[] {
  return closedDays(zone, from, lastClosedDate(zone, nowMs), nowMs)
    .filter(({ date }) => !isSettled(date))
    .map((day): DueDay => ({ ...day, dueMs: dueAt(zone, day, time) }))
    .filter(({ dueMs }) => dueMs <= nowMs)
}

/** The next instant at which a day is due. */
export function nextDueAt(zone: Zone, { nowMs, time }: { nowMs: number; time: string }): number {
  for (let date = dateAfter(zone.dayAt(nowMs).date, -2); ; date = dateAfter(date)) {
    const dueMs = dueAt(zone, zone.day(date), time)
    if (dueMs > nowMs) return dueMs
  }
}
