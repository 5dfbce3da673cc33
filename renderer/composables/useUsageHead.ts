import type { Usage } from '../../shared/usage.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** What an answer is compared with, in words. */
export function useUsageHead() {
  const { t } = useText()
  const { time, days } = useFormat()

  function compared(usage: Usage): string {
    const { comparableUntil, previousUntil, zone } = usage
    const dates = days(usage.previousFrom, usage.previousTo)
    if (comparableUntil === null || previousUntil === null) return t('apis.compared', { dates })
    return t('apis.comparedUntil', {
      until: moment(comparableUntil, zone),
      dates,
      previousUntil: moment(previousUntil, zone),
    })
  }

  const moment = (at: string, zone: string): string => `${time(at, zone, 'day')}, ${time(at, zone)}`

  return { compared }
}
