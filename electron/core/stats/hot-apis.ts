import type { Counters, Figure } from '../../../shared/counters.ts'
import { compareNames } from '../../../shared/names.ts'
import { dayFigure } from '../../../shared/span.ts'
import { bucketAt, type LocalDay } from '../../../shared/time.ts'

export interface Ranked {
  endpoint: string
  figure: Figure
}

/** Today's endpoints by calls, most first, ties by name in code point order. */
export function rankEndpoints(counters: Counters, endpoints: readonly string[], today: LocalDay): Ranked[] {
  const first = bucketAt(today.startMs, 'day', counters.offsetMinutes)
  const last = bucketAt(counters.nowMs, 'day', counters.offsetMinutes)
  const ranked: Ranked[] = []
  for (const endpoint of endpoints) {
    const series = `api:${endpoint}`
    if (!wasCalled(counters, series, first, last)) continue
    const figure = dayFigure(counters, series, today)
    const isIdle = figure.atLeast === 0 && (figure.value === 0 || figure.why === 'unconfirmed')
    if (!isIdle) ranked.push({ endpoint, figure })
  }
  return ranked.sort((a, b) => b.figure.atLeast - a.figure.atLeast || compareNames(a.endpoint, b.endpoint))
}

/** Whether any day bucket that today touches may hold calls of an endpoint. */
function wasCalled(counters: Counters, series: string, first: number, last: number): boolean {
  for (let day = first; day <= last; day++) {
    const reading = counters.get(series, 'day', day)
    if (reading !== null && reading !== 0) return true
  }
  return false
}
