import type { Trend } from '../../shared/figures.ts'
import { dateIn } from '../format/time.ts'
import { zoneOffset } from '../format/zone.ts'
import type { TrendPart, Zoom } from './trend-part.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

type Place = Pick<Trend, 'range' | 'zone'>

/** The times of a trend's points on the clock of its zone. */
export function useTrendTimes() {
  const { t } = useText()
  const { time } = useFormat()

  /** Where a point begins: "14:00, 24 Nov" in short, "Tue 24 Nov" for a day. */
  function at(start: string | number, { range, zone }: Place): string {
    return time(start, zone, range === 'day' ? 'date' : 'moment')
  }

  /** From one instant to another: "24 Nov, 14:00–15:00 UTC+8", of a day "Tue 24 Nov UTC+8"; plain without the last word. */
  function span({ fromMs, toMs }: Zoom, { range, zone }: Place, isPlain = false): string {
    const said =
      range === 'day' ? time(fromMs, zone, 'date') : `${time(fromMs, zone, 'moment')}–${time(toMs, zone)}`
    return isPlain ? said : `${said} ${zoneOffset(zone, fromMs)}`
  }

  /** All that is shown: "23 Nov, 16:00 – now". */
  function whole({ trend, points, ends, isZoomed }: TrendPart): string {
    const { range, zone, until, asOf } = trend
    const [first, last, lastEndMs] = [points[0], points.at(-1), ends.at(-1)]
    if (!first || !last || lastEndMs === undefined) return ''
    const isPastYear =
      dateIn(Date.parse(first.start), zone).slice(0, 4) !== dateIn(Date.parse(asOf), zone).slice(0, 4)
    const kind = range === 'day' ? (isPastYear ? 'year' : 'day') : isPastYear ? 'momentOfYear' : 'moment'
    const from = time(first.start, zone, kind)
    if (until === null && last.partial && !isZoomed) return t('trends.step.toNow', { from })
    if (range === 'day') return `${from} – ${time(last.start, zone, kind)}`
    const isSameDay = time(first.start, zone, 'date') === time(lastEndMs, zone, 'date')
    return `${from} – ${time(lastEndMs, zone, isSameDay ? 'minute' : kind)}`
  }

  return { at, span, whole }
}
