import type { TrendPoint } from '../../shared/figures.ts'
import { pointChange } from '../../shared/trend-summary.ts'
import type { TwinTable } from '../charts/twin-table.ts'
import { zoneOffset } from '../format/zone.ts'
import type { TrendPart } from './trend-part.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'
import { useTrendTimes } from './useTrendTimes.ts'

/** The points of a trend in the words of its table and of what hovering shows. */
export function useTrendCells() {
  const { t } = useText()
  const format = useFormat()
  const times = useTrendTimes()

  function calls({ calls: known, atLeast, approximate }: TrendPoint): string {
    if (known !== null) return `${approximate ? '≈ ' : ''}${format.count(known)}`
    return atLeast > 0 ? `≥ ${format.count(atLeast)}` : '—'
  }

  function state({ calls: known, partial, approximate, why }: TrendPoint): string {
    if (known === null) return t(`unknown.${why ?? 'unconfirmed'}`)
    if (partial) return t('trends.table.running')
    return t(approximate ? 'trends.table.approximate' : 'trends.table.closed')
  }

  function change(point: TrendPoint, before: TrendPoint | undefined): string {
    const share = pointChange(point, before)
    return share === null ? '—' : format.change(share).text
  }

  /** From where a point begins to where it ends, with the distance from UTC unless told otherwise. */
  function spanOf({ points, ends, trend }: TrendPart, i: number, isPlain = false): string {
    return times.span({ fromMs: Date.parse(points[i]!.start), toMs: ends[i]! }, trend, isPlain)
  }

  /** The same of the point that it is compared with, which is as long. */
  function beforeOf({ points, previous, ends, trend }: TrendPart, i: number, isPlain = false): string {
    const fromMs = Date.parse(previous![i]!.start)
    const toMs = fromMs + ends[i]! - Date.parse(points[i]!.start)
    return times.span({ fromMs, toMs }, trend, isPlain)
  }

  function table(part: TrendPart): TwinTable {
    const { points, previous, trend } = part
    const isOne = new Set(points.map(({ start }) => zoneOffset(trend.zone, Date.parse(start)))).size <= 1
    const head = [`${t('charts.time')} (${trend.zone})`, t('trends.table.calls')]
    const compared = ['trends.table.before', 'trends.table.callsBefore', 'trends.table.difference'] as const
    return {
      head: [...head, ...(previous ? compared.map((key) => t(key)) : []), t('trends.table.state')],
      rows: points.map((point, i) => {
        const before = previous?.[i]
        const cells = before ? [beforeOf(part, i, isOne), calls(before), change(point, before)] : []
        return [spanOf(part, i, isOne), calls(point), ...cells, state(point)]
      }),
    }
  }

  return { calls, state, change, spanOf, beforeOf, table }
}
