import type { ChartPicture } from '../../shared/chart-picture.ts'
import type { AnswerHead } from '../../shared/figures.ts'
import { zoneOffset } from '../format/zone.ts'
import { useFormat } from './useFormat.ts'
import { useText } from './useText.ts'

/** What a picture says of where its figures come from. */
export interface PictureOf extends Pick<AnswerHead, 'source' | 'sample'> {
  /** In words. */
  range: string
  zone: string
  asOf: string
}

/** A chart as data for a file: what it draws, and what it is of. */
export function usePicture() {
  const { t, language } = useText()
  const { time } = useFormat()

  /** `shown` has a label for each point, empty where none is written. */
  return (
    chart: Omit<ChartPicture, 'language' | 'footer' | 'ticks' | 'labels'> & { shown: readonly string[] },
    of: PictureOf,
  ): ChartPicture => {
    const { shown, ...picture } = chart
    return {
      ...picture,
      labels: [...shown],
      ticks: shown.flatMap((label, i) => (label === '' ? [] : [i])),
      footer: footer(of),
      language: language.value,
    }
  }

  function footer({ source, sample, range, zone, asOf }: PictureOf): string {
    const read = `${time(asOf, zone, 'momentOfYear')} ${zoneOffset(zone, Date.parse(asOf))}`
    return [sample ? t('sample.label') : source, range, zone, t('save.asOf', { time: read }), t('app.name')]
      .filter(Boolean)
      .join(' · ')
  }
}
