import type { Overview } from '../../shared/figures.ts'
import { busiestHour } from '../charts/hours-summary.ts'
import { useFormat } from './useFormat.ts'
import { useHourWords } from './useHourWords.ts'
import { useText } from './useText.ts'

/** Today's hours in one sentence: "Busiest hour 14:00 with 1,046,211 calls; 8.1% above yesterday until 15:21." */
export function useDayWords() {
  const { t } = useText()
  const { count, time, share } = useFormat()
  const { unknownHours } = useHourWords()

  return ({ hours, today, zone }: Overview): string => {
    const unknown = unknownHours(hours, zone)
    return (
      busiestWords(hours, zone) +
      changeWords(today, zone) +
      (unknown && isAnyKnown(hours) ? t('hours.unknownHours', { hours: unknown }) : '') +
      t('hours.end')
    )
  }

  function isAnyKnown(hours: Overview['hours']): boolean {
    return hours.some(({ calls }) => calls !== null)
  }

  function busiestWords(hours: Overview['hours'], zone: string): string {
    const busiest = busiestHour(hours)
    if (busiest) return t('hours.busiest', { time: time(busiest.start, zone), calls: count(busiest.calls!) })
    if (hours.some(({ calls }) => (calls ?? 0) > 0)) return t('hours.noClosed')
    return isAnyKnown(hours) ? t('hours.noneSoFar') : t('hours.noneKnown')
  }

  function changeWords({ change, comparableUntil }: Overview['today'], zone: string): string {
    if (change === null) return ''
    const words = { change: share(Math.abs(change)), time: time(comparableUntil, zone) }
    return t(change === 0 ? 'hours.same' : change > 0 ? 'hours.above' : 'hours.below', words)
  }
}
