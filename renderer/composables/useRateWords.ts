import type { Overview } from '../../shared/figures.ts'
import { summariseRate, type Outlier, type RateSummary } from '../charts/rate-summary.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** The last five minutes in one sentence: "Steady near 180; a burst to 261 at 15:18 lasting 16 s." */
export function useRateWords() {
  const { t } = useText()
  const { rate, time } = useFormat()

  return ({ live, zone, asOf }: Overview, isStale: boolean): string => {
    const summary = summariseRate(live.points, Date.parse(asOf))
    if (summary.kind === 'none' || summary.kind === 'quiet') return t(`rate.${summary.kind}`)
    const outlier =
      !isStale && 'outlier' in summary && summary.outlier ? outlierWords(summary.outlier, zone) : ''
    const until = isStale ? t('rate.until', { time: time(asOf, zone, 'second') }) : ''
    return mainWords(summary) + outlier + until + t('rate.end')
  }

  /** Two digits: a sentence that changes each second cannot be read. */
  function near(value: number): string {
    return rate(value === 0 ? 0 : Number(value.toPrecision(2)))
  }

  function mainWords(summary: Exclude<RateSummary, { kind: 'none' | 'quiet' }>): string {
    if (summary.kind === 'steady') return t('rate.steady', { level: near(summary.level) })
    if (summary.kind === 'varying')
      return t('rate.varying', { low: near(summary.low), high: near(summary.high) })
    return t(`rate.${summary.kind}`, { from: near(summary.from), to: near(summary.to) })
  }

  function outlierWords({ kind, value, at, seconds }: Outlier, zone: string): string {
    const words = { time: time(at, zone), seconds }
    return kind === 'burst'
      ? t('rate.burst', { ...words, peak: rate(value) })
      : t('rate.dip', { ...words, low: rate(value) })
  }
}
