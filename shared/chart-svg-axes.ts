import type { ChartPicture } from './chart-picture.ts'
import { px, type Pen } from './chart-svg-marks.ts'
import { cutText, textWidth } from './chart-svg-text.ts'
import { formatNumber } from './format/number.ts'
import { formatRate } from './format/rate.ts'
import { formatShort } from './format/short.ts'
import type { Language } from './languages.ts'
import { markupText } from './markup.ts'

const size = 11

/** Grid lines with their values on the right. */
export function valueAxis({ unit, language }: ChartPicture, { scale, paint }: Pen): string {
  const digits = decimals(scale.lines.map((value) => value * 100))
  return scale.lines
    .map((value) => {
      const y = px(scale.y(value))
      return [
        `<path d="M${px(scale.left)} ${y}H${px(scale.right)}" stroke-width="1"${paint({ stroke: 'line' })}/>`,
        `<text x="${px(scale.right + 6)}" y="${px(scale.y(value) + 4)}" font-size="${size}"${paint({ fill: 'muted' })}>${axisValue(value, unit, { language, digits })}</text>`,
      ].join('')
    })
    .join('')
}

function axisValue(
  value: number,
  unit: ChartPicture['unit'],
  { language, digits }: { language: Language; digits: number },
): string {
  if (unit === 'share') return `${formatNumber(value * 100, language, digits)}%`
  return unit === 'perSecond' ? formatRate(value, language) : formatShort(value, language)
}

/** So many decimals as tell round percents apart, three at most. */
function decimals(percents: number[]): number {
  const digits = [0, 1, 2, 3].find((count) =>
    percents.every((percent) => Math.abs(percent - Number(percent.toFixed(count))) < 1e-9),
  )
  return digits ?? 3
}

/** Labels below the points that are named as ticks, those left out that would touch the one before. */
export function timeAxis({ labels, ticks }: ChartPicture, { scale, paint }: Pen): string {
  let free = -Infinity
  return [...ticks]
    .sort((a, b) => a - b)
    .map((i) => {
      const label = cutText(labels[i] ?? '', size, 160)
      const width = textWidth(label, size)
      const middle = Math.min(Math.max(scale.x(i), scale.left + width / 2), scale.right + 40 - width / 2)
      if (label === '' || middle - width / 2 < free) return ''
      free = middle + width / 2 + 8
      return `<text x="${px(middle)}" y="${px(scale.bottom + 16)}" font-size="${size}" text-anchor="middle"${paint({ fill: 'muted' })}>${markupText(label)}</text>`
    })
    .join('')
}
