import type { DayHour } from '../../shared/figures.ts'
import { zoneOffset } from '../format/zone.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** One hour of the day in the words of its table and of what hovering shows. */
export function useHourCells() {
  const { t } = useText()
  const { count, time } = useFormat()

  function span({ start, minutes }: DayHour, zone: string): string {
    return `${time(start, zone)}–${time(Date.parse(start) + minutes * 60_000, zone)}`
  }

  function state({ calls, future, partial, approximate, why }: DayHour): string {
    if (future) return t('hours.future')
    if (calls === null) return why ? t(`unknown.${why}`) : t('hours.unknown')
    if (partial) return t('hours.running')
    return approximate ? t('hours.approximate') : t('hours.closed')
  }

  return {
    span,
    state,
    title: (hour: DayHour, zone: string) => {
      const said = `${span(hour, zone)} ${zoneOffset(zone, Date.parse(hour.start))}`
      const isPlain = !hour.partial && !hour.approximate && hour.calls !== null
      return isPlain ? said : `${said} · ${state(hour)}`
    },
    calls: ({ calls, approximate }: DayHour) =>
      calls === null ? '—' : `${approximate ? '≈ ' : ''}${count(calls)}`,
    previous: ({ previous }: DayHour) => (previous === null ? '—' : count(previous)),
  }
}
