import { runsOf } from '../../shared/neighbours.ts'
import type { TrendPart } from './trend-part.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'
import { useTrendTimes } from './useTrendTimes.ts'

const mostSpans = 3
const weekMs = 7 * 86_400_000

/** What is shown of a trend in one sentence: "Busiest hour 24 Nov, 14:00 with 1,046 calls; 8.1% above 24 hours earlier." */
export function useTrendWords() {
  const { t, language } = useText()
  const { count, share, time } = useFormat()
  const times = useTrendTimes()

  /** What it is compared with: "24 hours earlier"; empty where that is nothing. */
  function before({ trend: { compare, range, points, previous } }: TrendPart): string {
    const [first, firstBefore] = [points[0], previous?.[0]]
    if (compare === 'none' || !first || !firstBefore) return ''
    if (compare === 'period') return t(`trends.before.period.${range}`, { n: points.length }, points.length)
    const weeks = Math.round((Date.parse(first.start) - Date.parse(firstBefore.start)) / weekMs)
    return t('trends.before.weekday', { n: weeks }, weeks)
  }

  function sentence(part: TrendPart): string {
    const { points, summary } = part
    const known = points.filter(({ calls }) => calls !== null)
    if (known.length === 0) {
      const why = t(`unknown.${points[0]?.why ?? 'unconfirmed'}`)
      return t('trends.say.allUnknown', { why }) + t('hours.end')
    }
    const main = summary.peak
      ? t(`trends.say.busiest.${part.trend.range}`, {
          time: times.at(summary.peak.start, part.trend),
          calls: count(summary.peak.calls!),
        })
      : summary.sum.atLeast > 0
        ? t('trends.say.running', { calls: count(summary.sum.atLeast) })
        : t('trends.say.quiet')
    return main + changeWords(part) + unknownWords(part) + t('hours.end')
  }

  function changeWords(part: TrendPart): string {
    const { compared } = part.summary
    if (!compared || compared.pairs === 0) return ''
    const { change, previous } = compared
    const words = { before: before(part) }
    if (previous.value === null)
      return t('trends.say.unknownBefore', { ...words, why: t(`unknown.${previous.why ?? 'unconfirmed'}`) })
    if (previous.value === 0) return t('trends.say.noneBefore', words)
    if (change === null) return ''
    const key = change === 0 ? 'same' : change > 0 ? 'above' : 'below'
    return t(`trends.say.${key}`, { ...words, change: share(Math.abs(change)) })
  }

  function unknownWords({ points, ends, trend }: TrendPart): string {
    const runs = runsOf(points, ({ calls }) => calls === null)
    if (runs.length === 0) return ''
    const spans = runs.slice(0, mostSpans).map(({ from, to }) => {
      if (trend.range !== 'day')
        return `${time(points[from]!.start, trend.zone)}–${time(ends[to]!, trend.zone)}`
      const [first, last] = [from, to].map((i) => times.at(points[i]!.start, trend))
      return first === last ? first : `${first}–${last}`
    })
    const joined = spans.join(language.value === 'zh' ? '、' : ', ')
    return t('trends.say.unknown', { spans: runs.length > mostSpans ? `${joined} …` : joined })
  }

  return { before, sentence }
}
