import { pointChange } from '../../shared/trend-summary.ts'
import type { Difference } from '../charts/difference-chart.ts'
import type { TrendPart } from './trend-part.ts'

/** Each point's difference to what it is compared with. One that still runs, or that no clock showed, has none without being a gap. */
export function differencesOf({ points, previous }: TrendPart): Difference[] {
  return points.map((point, i) => {
    const before = previous?.[i]
    const isUnknown =
      before !== undefined &&
      before.why !== 'clock_change' &&
      !point.partial &&
      (point.calls === null || before.calls === null)
    return { change: pointChange(point, before), isUnknown }
  })
}
