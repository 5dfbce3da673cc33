import type { UsagePoint } from '../../shared/usage.ts'
import { zoneOffset } from '../format/zone.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

export interface PointsOf {
  points: readonly UsagePoint[]
  step: 'hour' | 'day'
  zone: string
}

/** The hours or days of one endpoint in words: cells of the table, what hovering shows, and one sentence. */
export function useUsageWords() {
  const { t } = useText()
  const { count, share, time } = useFormat()

  /** 24 Nov 2026, or 24 Nov, 15:00. */
  function when({ start }: UsagePoint, { step, zone }: Omit<PointsOf, 'points'>): string {
    if (step === 'day') return time(start, zone, 'year')
    return `${time(start, zone, 'day')}, ${time(start, zone)}`
  }

  function state({ calls, partial, approximate, why }: UsagePoint): string {
    if (calls === null) return why ? t(`unknown.${why}`) : t('hours.unknown')
    if (partial) return t('hours.running')
    return approximate ? t('hours.approximate') : t('hours.closed')
  }

  function title(point: UsagePoint, of: Omit<PointsOf, 'points'>): string {
    const said = `${when(point, of)} ${zoneOffset(of.zone, Date.parse(point.start))}`
    const isPlain = !point.partial && !point.approximate && point.calls !== null
    return isPlain ? said : `${said} · ${state(point)}`
  }

  const sign = ({ approximate }: UsagePoint): string => (approximate ? '≈ ' : '')
  const calls = (point: UsagePoint): string =>
    point.calls === null ? '—' : `${sign(point)}${count(point.calls)}`
  const total = (point: UsagePoint): string =>
    point.total === null ? '—' : `${sign(point)}${count(point.total)}`
  const part = (point: UsagePoint): string =>
    point.share === null ? '—' : `${sign(point)}${share(point.share)}`

  /** "Most on 24 Nov 2026 with 1,234 calls; 2 days unknown." */
  function callsSummary({ points, step, zone }: PointsOf): string {
    const known = points.filter((point) => point.calls !== null)
    const closed = known.filter(({ partial }) => !partial)
    const most = closed.reduce<UsagePoint | null>(
      (best, point) => (point.calls! > (best?.calls ?? 0) ? point : best),
      null,
    )
    const isAny = known.some((point) => point.calls! > 0)
    const words = most
      ? t('apis.most', { time: when(most, { step, zone }), calls: count(most.calls!) })
      : t(known.length === 0 ? 'apis.noneKnown' : isAny ? 'apis.onlyRunning' : 'apis.noCalls')
    return words + unknownWords(points, step)
  }

  /** "Between 12.1% and 15.3% of all calls." */
  function shareSummary({ points, step }: PointsOf): string {
    const shares = points.flatMap((point) => (point.share === null || point.partial ? [] : [point.share]))
    const unknown = unknownWords(points, step)
    if (shares.length === 0) return t('apis.noneKnown') + unknown
    const [low, high] = [Math.min(...shares), Math.max(...shares)]
    if (share(low) === share(high)) return t('apis.shareSame', { share: share(low) }) + unknown
    return t('apis.shares', { low: share(low), high: share(high) }) + unknown
  }

  function unknownWords(points: readonly UsagePoint[], step: 'hour' | 'day'): string {
    const n = points.filter((point) => point.calls === null).length
    const key = step === 'hour' ? 'apis.unknownHours' : 'apis.unknownDays'
    return (n > 0 && n < points.length ? t(key, { n: count(n) }, n) : '') + t('hours.end')
  }

  return { when, title, state, calls, total, part, callsSummary, shareSummary }
}
