import type { Figure } from '../../shared/counters.ts'
import type { TrendPart } from './trend-part.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'
import { useTrendTimes } from './useTrendTimes.ts'
import { useTrendWords } from './useTrendWords.ts'

export interface KeyFigure {
  label: string
  figure: string
  /** A change takes its colour and arrow from its number. */
  change?: number
  /** What gives the figure its meaning. */
  line: string
}

/** Sum, mean, peak and change of what is shown, each with the line that gives it its meaning. */
export function useTrendFigures() {
  const { t } = useText()
  const format = useFormat()
  const times = useTrendTimes()
  const { before } = useTrendWords()

  return (part: TrendPart): KeyFigure[] => {
    const figures = [sum(part), mean(part), peak(part)]
    return part.summary.compared ? [...figures, change(part)] : figures
  }

  function sum({ points, summary, trend: { range } }: TrendPart): KeyFigure {
    const unknown = points.filter(({ calls }) => calls === null).length
    const said: string[] = []
    if (unknown === points.length) said.push(t(`unknown.${points[0]?.why ?? 'unconfirmed'}`))
    else if (unknown > 0) said.push(t(`trends.figures.unknown.${range}`, { n: unknown }, unknown))
    else if (points.at(-1)?.partial) said.push(t(`trends.figures.running.${range}`))
    else said.push(t(`trends.figures.points.${range}`, { n: points.length }, points.length))
    if (summary.sum.approximate) said.push(t('trends.figures.approximate'))
    return { label: t('trends.figures.sum'), figure: countOf(summary.sum), line: said.join(' · ') }
  }

  function countOf({ value, atLeast, approximate }: Figure): string {
    if (value !== null) return `${approximate ? '≈ ' : ''}${format.calls(value)}`
    return atLeast > 0 ? `≥ ${format.calls(atLeast)}` : '—'
  }

  function mean(part: TrendPart): KeyFigure {
    const { summary, trend } = part
    const { closed, closedKnown } = summary
    const line =
      whyNone(part) ??
      (closedKnown < closed
        ? t(`trends.figures.closedKnown.${trend.range}`, { known: closedKnown, n: closed })
        : t(`trends.figures.closed.${trend.range}`, { n: closed }, closed))
    const figure = summary.mean === null ? '—' : format.rate(summary.mean)
    return { label: t(`trends.figures.mean.${trend.range}`), figure, line }
  }

  function peak(part: TrendPart): KeyFigure {
    const { summary, trend } = part
    const label = t(`trends.figures.peak.${trend.range}`)
    if (!summary.peak) return { label, figure: '—', line: whyNone(part) ?? t('trends.figures.noCalls') }
    const when = times.at(summary.peak.start, trend)
    const line = summary.closedKnown < summary.closed ? t('trends.figures.amongKnown', { when }) : when
    return { label, figure: format.calls(summary.peak.calls!), line }
  }

  /** Why no point that is over has a figure. */
  function whyNone({ points, summary: { closed, closedKnown } }: TrendPart): string | null {
    if (closed === 0) return t('trends.figures.noClosed')
    return closedKnown === 0 ? t(`unknown.${points[0]?.why ?? 'unconfirmed'}`) : null
  }

  function change(part: TrendPart): KeyFigure {
    const label = t('trends.figures.change')
    const { change: share, present, previous, pairs } = part.summary.compared!
    const words = { before: before(part) }
    if (share !== null) {
      const hasRunning = part.points.at(-1)?.partial ?? false
      const line = t(
        hasRunning ? `trends.figures.versusClosed.${part.trend.range}` : 'trends.figures.versus',
        words,
      )
      return { label, figure: format.change(share).text, change: share, line }
    }
    const line =
      pairs === 0
        ? t('trends.figures.noClosed')
        : previous.value === null
          ? t('trends.figures.unknownBefore', {
              ...words,
              why: t(`unknown.${previous.why ?? 'unconfirmed'}`),
            })
          : present.value === null
            ? t('trends.figures.unknownNow')
            : t('trends.figures.noneBefore', words)
    return { label, figure: '—', line }
  }
}
