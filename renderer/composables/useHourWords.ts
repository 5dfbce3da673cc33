import type { DayHour } from '../../shared/figures.ts'
import { unknownRuns } from '../charts/hours-summary.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

const mostRuns = 3

/** Hours of the day in words. */
export function useHourWords() {
  const { t, language } = useText()
  const { time } = useFormat()

  /** "hours 03–04, hour 07"; empty where every hour is known. */
  function unknownHours(hours: readonly DayHour[], zone: string): string {
    const runs = unknownRuns(hours)
    const words = runs.slice(0, mostRuns).map(({ from, to }) => {
      const [first, last] = [label(hours[from]!, zone), label(hours[to]!, zone)]
      return from === to ? t('hours.one', { from: first }) : t('hours.range', { from: first, to: last })
    })
    const joined = words.join(language.value === 'zh' ? '、' : ', ')
    return runs.length > mostRuns ? `${joined} …` : joined
  }

  function label({ start }: DayHour, zone: string): string {
    const text = time(start, zone)
    return text.endsWith(':00') ? text.slice(0, -3) : text
  }

  return { unknownHours }
}
