import type { DayHour } from '../../shared/figures.ts'

/** Hours next to each other that are unknown, as indexes into the day. */
export interface HourRun {
  from: number
  to: number
}

/** The runs of hours that are over and whose calls nobody knows. */
export function unknownRuns(hours: readonly DayHour[]): HourRun[] {
  const runs: HourRun[] = []
  hours.forEach((hour, i) => {
    if (hour.calls !== null || hour.future) return
    const last = runs.at(-1)
    if (last?.to === i - 1) last.to = i
    else runs.push({ from: i, to: i })
  })
  return runs
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
