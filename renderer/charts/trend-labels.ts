import type { Granularity } from '../../shared/api.ts'
import type { Language } from '../format/language.ts'
import { formatTime } from '../format/time.ts'

export interface LabelledPoints {
  starts: readonly string[]
  range: Granularity
  zone: string
  language: Language
}

const mostLabels = 9
const minuteSteps = [1, 2, 5, 10, 15, 30]
const hourSteps = [1, 2, 3, 6]
const mostSingleDays = 12

/** A label under the points that lie at round times of the zone: the day where a new one begins, Mondays where days are many. */
export function trendLabels({ starts, range, zone, language }: LabelledPoints): string[] {
  const day = (start: string): string => formatTime(start, zone, language, 'day')
  if (range === 'day') {
    const isShort = starts.length <= mostSingleDays
    return starts.map((start) => (isShort || isMonday(start, zone) ? day(start) : ''))
  }
  const step = stepOf(starts.length, range === 'minute' ? minuteSteps : hourSteps)
  let labelled = ''
  return starts.map((start) => {
    const [hour, minute] = formatTime(start, zone, 'en', 'minute').split(':').map(Number)
    const label =
      hour === 0 && (minute ?? 0) < 30 && range === 'hour' ? day(start) : formatTime(start, zone, language)
    // A clock that is put back shows a time twice; one label says it.
    if ((range === 'minute' ? minute! : hour!) % step !== 0 || label === labelled) return ''
    labelled = label
    return label
  })
}

function stepOf(count: number, steps: readonly number[]): number {
  return steps.find((step) => count / step <= mostLabels) ?? steps.at(-1)!
}

function isMonday(start: string, zone: string): boolean {
  return formatTime(start, zone, 'en', 'date').startsWith('Mon')
}
