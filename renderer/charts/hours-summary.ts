import type { DayHour } from '../../shared/figures.ts'
import { runsOf, type Run } from '../../shared/neighbours.ts'

/** The runs of hours that are over and whose calls nobody knows. */
export function unknownRuns(hours: readonly Pick<DayHour, 'calls' | 'future'>[]): Run[] {
  return runsOf(hours, ({ calls, future }) => calls === null && !future)
}

/** The hour that is over and had most calls, the earliest on a tie; null where there is none with calls. */
export function busiestHour(hours: readonly DayHour[]): DayHour | null {
  let best: DayHour | null = null
  for (const hour of hours) {
    if (hour.partial || hour.future || hour.calls === null || hour.calls === 0) continue
    if (!best || hour.calls > best.calls!) best = hour
  }
  return best
}
