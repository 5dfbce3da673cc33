import type { Trend } from '../../shared/figures.ts'
import { dateIn } from '../../shared/format/time.ts'
import { zoneOffset } from '../format/zone.ts'
import type { TrendPart, Zoom } from './trend-part.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

type Place = Pick<Trend, 'range' | 'zone' | 'asOf'>

/** The times of a trend's points on the clock of its zone. */
export function useTrendTimes() {
  const { t } = useText()
  const { time } = useFormat()

  /** Where a point begins: "14:00, 24 Nov" in short, "Tue 24 Nov" for a day, with the year where that is another one. */
  function at(start: string | number, place: Place): string {
    const { range, zone } = place
    const isPast = isPastYear(start, place)
    if (range === 'day') return time(start, zone, isPast ? 'year' : 'date')
    return time(start, zone, isPast ? 'momentOfYear' : 'moment')
  }

  function isPastYear(start: string | number, { zone, asOf }: Place): boolean {
    return yearIn(start, zone) !== yearIn(asOf, zone)
  }

  /** From one instant to another: "24 Nov, 14:00–15:00 UTC+8", of a day "Tue 24 Nov UTC+8"; plain without the last word. */
  function span({ fromMs, toMs }: Zoom, place: Place, isPlain = false): string {
    const { range, zone } = place
    const from = at(fromMs, place)
    const said = range === 'day' ? from : `${from}–${time(toMs, zone)}`
    return isPlain ? said : `${said} ${zoneOffset(zone, fromMs)}`
  }

  /** All that is shown: "23 Nov, 16:00 – now". */
  function whole({ trend, points, ends, isZoomed }: TrendPart): string {
    const { range, zone, until } = trend
    const [first, last, lastEndMs] = [points[0], points.at(-1), ends.at(-1)]
    if (!first || !last || lastEndMs === undefined) return ''
    const isPast = isPastYear(first.start, trend)
    const kind = range === 'day' ? (isPast ? 'year' : 'day') : isPast ? 'momentOfYear' : 'moment'
    const from = time(first.start, zone, kind)
    if (until === null && last.partial && !isZoomed) return t('trends.step.toNow', { from })
    if (range === 'day') return `${from} – ${time(last.start, zone, kind)}`
    const isSameDay = time(first.start, zone, 'date') === time(lastEndMs, zone, 'date')
    return `${from} – ${time(lastEndMs, zone, isSameDay ? 'minute' : kind)}`
  }

  return { at, span, whole }
}

function yearIn(at: string | number, zone: string): string {
  return dateIn(typeof at === 'number' ? at : Date.parse(at), zone).slice(0, 4)
}
