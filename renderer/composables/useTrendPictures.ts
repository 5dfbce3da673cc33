import type { ChartPicture } from '../../shared/chart-picture.ts'
import { visibleName } from '../../shared/visible-name.ts'
import { barSeries } from '../charts/picture-series.ts'
import { trendLabels } from '../charts/trend-labels.ts'
import { differencesOf } from './trend-differences.ts'
import type { TrendPart } from './trend-part.ts'
import { usePicture } from './usePicture.ts'
import { useText } from './useText.ts'
import { useTrendTimes } from './useTrendTimes.ts'
import { useTrendWords } from './useTrendWords.ts'

type Words = Pick<ChartPicture, 'title' | 'summary'>

/** The charts of a trend for a file: its calls, and their difference to what they are compared with. */
export function useTrendPictures() {
  const { t, language } = useText()
  const picture = usePicture()
  const times = useTrendTimes()
  const { before } = useTrendWords()

  function calls(part: TrendPart, words: Words): ChartPicture {
    const bars = part.points.map((point, i) => ({
      ...point,
      previous: part.previous?.[i]?.calls ?? null,
      future: false,
    }))
    const names = { calls: t('trends.legend.calls'), previous: before(part) || null }
    return draw(part, { ...words, unit: 'count', series: barSeries(bars, names) })
  }

  function differences(part: TrendPart, words: Words): ChartPicture {
    // What is no gap and has no difference is no bar.
    const values = differencesOf(part).map(({ change, isUnknown }) => change ?? (isUnknown ? null : 0))
    return draw(part, { ...words, unit: 'share', series: [{ name: words.title, values, role: 'main' }] })
  }

  function draw(
    part: TrendPart,
    { title, ...chart }: Words & Pick<ChartPicture, 'unit' | 'series'>,
  ): ChartPicture {
    const { endpoint, range, zone } = part.trend
    const starts = part.points.map(({ start }) => start)
    const name = endpoint === null ? t('trends.endpoint.all') : visibleName(endpoint)
    return picture(
      {
        ...chart,
        title: `${title} · ${name}`,
        kind: 'bars',
        shown: trendLabels({ starts, range, zone, language: language.value }),
      },
      { ...part.trend, range: times.whole(part) },
    )
  }

  return { calls, differences }
}
