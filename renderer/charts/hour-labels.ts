import type { DayHour } from '../../shared/figures.ts'
import { formatTime } from '../../shared/format/time.ts'

/** A label under every third hour on the clock of the zone: 03, or 03:30 where hours do not begin on the hour. */
export function hourLabels(hours: readonly DayHour[], zone: string): string[] {
  let labelled = ''
  return hours.map(({ start }) => {
    const time = formatTime(start, zone, 'en', 'minute')
    const hour = time.slice(0, 2)
    if (Number(hour) % 3 !== 0 || hour === labelled) return ''
    labelled = hour
    return time.endsWith(':00') ? hour : time
  })
}
