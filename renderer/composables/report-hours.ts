import type { DailyReport } from '../../shared/daily-report.ts'
import type { DayHour } from '../../shared/figures.ts'
import { formatTime } from '../../shared/format/time.ts'

/** The hours of a report as those of any day, beside the same hours by the clock of another report. */
export function reportHours(report: DailyReport, other: DailyReport | null): DayHour[] {
  const clockOf = (start: string, zone: string): string => formatTime(start, zone, 'en')
  const others = new Map<string, number | null>()
  for (const { start, calls } of other?.hourly ?? []) {
    const clock = clockOf(start, other!.zone)
    if (!others.has(clock)) others.set(clock, calls)
  }
  return report.hourly.map(({ start, minutes, calls }) => ({
    start,
    minutes,
    calls,
    why: null,
    partial: false,
    future: false,
    approximate: false,
    previous: others.get(clockOf(start, report.zone)) ?? null,
  }))
}
