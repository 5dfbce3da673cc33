import type { Usage } from '../../shared/usage.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** What an answer is of, in words: its days, and what they are compared with. */
export function useUsageHead() {
  const { t } = useText()
  const { time } = useFormat()

  const day = (date: string): string => time(date, 'UTC', 'year')
  const span = (from: string, to: string): string =>
    from === to ? day(from) : t('apis.dates', { from: day(from), to: day(to) })

  function compared(usage: Usage): string {
    const { comparableUntil, previousUntil, zone } = usage
    const dates = span(usage.previousFrom, usage.previousTo)
    if (comparableUntil === null || previousUntil === null) return t('apis.compared', { dates })
    return t('apis.comparedUntil', {
      until: moment(comparableUntil, zone),
      dates,
      previousUntil: moment(previousUntil, zone),
    })
  }

  const moment = (at: string, zone: string): string => `${time(at, zone, 'day')}, ${time(at, zone)}`

  return { span, compared }
}
