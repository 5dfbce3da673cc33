/** Longer spans are labelled by months, shorter ones by weeks. */
const mostDaysByWeek = 45
const mostLabels = 7
/** A label nearer to the left edge would be cut off where the days are many. */
const freeShare = 0.02

/** A label under Mondays, or under the first days of months where days are many; empty elsewhere. */
export function dayLabels(dates: readonly string[], day: (date: string) => string): string[] {
  const isByMonth = dates.length > mostDaysByWeek
  const isRound = (date: string, i: number): boolean =>
    isByMonth ? date.endsWith('-01') && i >= dates.length * freeShare : new Date(date).getUTCDay() === 1
  const every = Math.ceil(dates.filter(isRound).length / mostLabels)
  let met = -1
  return dates.map((date, i) => {
    if (!isRound(date, i)) return ''
    met += 1
    return met % every === 0 ? day(date) : ''
  })
}
