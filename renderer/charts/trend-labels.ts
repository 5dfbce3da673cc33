import type { Granularity } from '../../shared/api.ts'
import type { Language } from '../format/language.ts'
import { dateIn, formatTime } from '../../shared/format/time.ts'

export interface LabelledPoints {
  starts: readonly string[]
  range: Granularity
  zone: string
  language: Language
}

const mostLabels = 9
const minuteSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360]
const hourSteps = [1, 2, 3, 6, 12, 24]
const mostSingleDays = 12
/** More days than these are told by their months. */
const mostWeeklyDays = 70

/** A label under the points that lie at round times of the zone: the day where a new one begins, Mondays or months where days are many. */
export function trendLabels(points: LabelledPoints): string[] {
  if (points.range === 'day') return dayLabels(points)
  const { starts, range, zone, language } = points
  const day = (start: string): string => formatTime(start, zone, language, 'day')
  const width = range === 'minute' ? 1 : 60
  const step = stepOf(starts.length, range === 'minute' ? minuteSteps : hourSteps) * width
  const daysApart = Math.ceil((starts.length * width) / (1_440 * mostLabels))
  let labelled = ''
  let daysSeen = 0
  return starts.map((start) => {
    const [hour = 0, minute = 0] = formatTime(start, zone, 'en', 'minute').split(':').map(Number)
    const isNewDay = hour === 0 && minute < (range === 'hour' ? 30 : 1)
    const isDay = isNewDay && (range === 'hour' || step >= 60)
    const label = isDay ? day(start) : formatTime(start, zone, language)
    const at = range === 'hour' ? hour * 60 : hour * 60 + minute
    // A clock that is put back shows a time twice; one label says it.
    if (at % step !== 0 || label === labelled) return ''
    labelled = label
    return step === 1_440 && daysSeen++ % daysApart !== 0 ? '' : label
  })
}

function dayLabels({ starts, zone, language }: LabelledPoints): string[] {
  const monthsApart = Math.ceil(starts.length / (31 * mostLabels))
  const isLabelled = (start: string): boolean => {
    if (starts.length <= mostSingleDays) return true
    if (starts.length <= mostWeeklyDays) return formatTime(start, zone, 'en', 'date').startsWith('Mon')
    const [year = 0, month = 0, day] = dateIn(Date.parse(start), zone).split('-').map(Number)
    return day === 1 && (12 * year + month - 1) % monthsApart === 0
  }
  return starts.map((start) => (isLabelled(start) ? formatTime(start, zone, language, 'day') : ''))
}

function stepOf(count: number, steps: readonly number[]): number {
  return steps.find((step) => count / step <= mostLabels) ?? steps.at(-1)!
}
