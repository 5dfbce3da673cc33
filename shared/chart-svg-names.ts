import type { ChartPicture, PictureSeries } from './chart-picture.ts'
import { seriesSign, shortName } from './chart-svg-keys.ts'
import { px, type Pen } from './chart-svg-marks.ts'
import { textWidth } from './chart-svg-text.ts'
import { markupText } from './markup.ts'

const size = 11
const step = 15
const most = 4

/** Whether the names of a picture's series are written at their lines. */
export function namesAtLines({ kind, series }: ChartPicture): boolean {
  return kind === 'lines' && series.length > 1 && series.length <= most
}

/** The name of each line above its last known point, moved where two would touch. */
export function lineNames(picture: ChartPicture, { scale, paint }: Pen): string {
  const places = picture.series
    .flatMap((one) => {
      const last = one.values.findLastIndex((value) => value !== null)
      return last < 0 ? [] : [{ one, last, y: scale.y(one.values[last]!) - 8 }]
    })
    .sort((a, b) => a.y - b.y)
  let free = scale.top + 8
  const lowest = (left: number): number => scale.bottom - 6 - left * step
  return places
    .map(({ one, last, y }, i) => {
      const at = Math.min(Math.max(y, free), lowest(places.length - 1 - i))
      free = at + step
      return nameAt(picture, one, { right: Math.min(scale.right, scale.x(last)), y: at }, paint)
    })
    .join('')
}

function nameAt(
  picture: ChartPicture,
  one: PictureSeries,
  { right, y }: { right: number; y: number },
  paint: Pen['paint'],
): string {
  const text = shortName(one)
  const left = right - textWidth(text, size) - 20
  return [
    seriesSign(picture, one, paint, left, y),
    `<text x="${px(left + 18)}" y="${px(y + 4)}" font-size="${size}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"${paint({ fill: 'text', stroke: 'surface' })}>${markupText(text)}</text>`,
  ].join('')
}
