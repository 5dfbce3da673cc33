import { pointChange } from '../../shared/trend-summary.ts'
import type { TrendPart } from './trend-part.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'
import { useTrendTimes } from './useTrendTimes.ts'

/** The differences in one sentence: "Between −12.1% at 24 Nov, 03:00 and +31.0% at 24 Nov, 14:00." */
export function useDifferenceWords() {
  const { t } = useText()
  const format = useFormat()
  const times = useTrendTimes()

  return ({ points, previous, trend }: TrendPart): string => {
    const known = points.flatMap((point, i) => {
      const change = pointChange(point, previous?.[i])
      return change === null ? [] : [{ change, start: point.start }]
    })
    const [first] = known
    if (!first) return t('trends.difference.none') + t('hours.end')
    const low = known.reduce((least, one) => (one.change < least.change ? one : least), first)
    const high = known.reduce((most, one) => (one.change > most.change ? one : most), first)
    if (low.change === high.change) return t('trends.difference.level') + t('hours.end')
    const words = t('trends.difference.between', {
      low: format.change(low.change).text,
      lowTime: times.at(low.start, trend),
      high: format.change(high.change).text,
      highTime: times.at(high.start, trend),
    })
    return words + t('hours.end')
  }
}
