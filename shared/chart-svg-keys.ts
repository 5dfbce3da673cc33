import type { ChartPicture, PictureSeries } from './chart-picture.ts'
import { colourOf, dashes } from './chart-svg-colours.ts'
import { px, type Pen } from './chart-svg-marks.ts'
import { approximateIndexes, unknownRuns } from './chart-svg-states.ts'
import { cutText, textWidth } from './chart-svg-text.ts'
import type { Language } from './languages.ts'
import { markupText } from './markup.ts'
import { visibleName } from './visible-name.ts'

const size = 11
const widest = 180
const sample = 14

const words: Record<Language, { running: string; unknown: string; approximate: string }> = {
  en: { running: 'running', unknown: 'unknown', approximate: 'approximate' },
  zh: { running: '进行中', unknown: '未知', approximate: '近似' },
}

interface Key {
  text: string
  width: number
  /** Its sign, the left edge and the middle being given. */
  sign(x: number, y: number): string
}

/** Keys in rows, as many as need be. */
export interface KeyRows {
  height: number
  draw(top: number): string
}

export interface Hatches {
  running: string
  unknown: string
}

/** What the colours and hatchings of a picture mean; a series that is written at its line, or stands alone, needs no key. */
export function pictureKeys(
  picture: ChartPicture,
  {
    paint,
    hatches,
    left,
    right,
    areNamed,
  }: {
    paint: Pen['paint']
    hatches: Hatches
    left: number
    right: number
    areNamed: boolean
  },
): KeyRows {
  const said = words[picture.language]
  const series = areNamed || picture.series.length < 2 ? [] : picture.series
  const square = (fill: string) => (x: number, y: number) =>
    `<rect x="${px(x + 1)}" y="${px(y - 5)}" width="10" height="10"${fill}/>`
  const keys: Key[] = [
    ...series.map((one) => key(shortName(one), (x, y) => seriesSign(picture, one, paint, x, y))),
    ...(picture.series.some(({ partial = [] }) => partial.length > 0)
      ? [key(said.running, square(` fill="url(#${hatches.running})"`))]
      : []),
    ...(unknownRuns(picture).length > 0
      ? [key(said.unknown, square(` fill="url(#${hatches.unknown})"`))]
      : []),
    ...(approximateIndexes(picture).size > 0
      ? [
          key(
            said.approximate,
            (x, y) =>
              `<text x="${px(x + 2)}" y="${px(y + 4)}" font-size="${size}"${paint({ fill: 'muted' })}>≈</text>`,
          ),
        ]
      : []),
  ]
  return rowsOf(keys, { paint, left, right })
}

function rowsOf(
  keys: Key[],
  { paint, left, right }: { paint: Pen['paint']; left: number; right: number },
): KeyRows {
  const places: { key: Key; x: number; row: number }[] = []
  let x = left
  let row = 0
  for (const one of keys) {
    if (x > left && x + one.width > right) {
      x = left
      row += 1
    }
    places.push({ key: one, x, row })
    x += one.width + 14
  }
  const draw = (top: number): string =>
    places
      .map(({ key: one, x: at, row: line }) => {
        const middle = top + 8 + line * 16
        return `${one.sign(at, middle)}<text x="${px(at + sample + 4)}" y="${px(middle + 4)}" font-size="${size}"${paint({ fill: 'muted' })}>${markupText(one.text)}</text>`
      })
      .join('')
  return { height: keys.length === 0 ? 0 : (row + 1) * 16, draw }
}

function key(text: string, sign: Key['sign']): Key {
  return { text, width: sample + 4 + textWidth(text, size), sign }
}

/** The name of a series as far as there is room for it. */
export function shortName({ name }: PictureSeries): string {
  return cutText(visibleName(name.slice(0, 200)), size, widest)
}

/** A sample of the line, mark or bar of a series, its left edge and middle being given. */
export function seriesSign(
  { kind }: ChartPicture,
  { role }: PictureSeries,
  paint: Pen['paint'],
  x: number,
  y: number,
): string {
  if (kind !== 'lines' && role !== 'earlier')
    return `<rect x="${px(x + 1)}" y="${px(y - 5)}" width="10" height="10"${paint({ fill: colourOf(role) })}/>`
  const dash = kind === 'lines' ? dashes[role] : ''
  return `<path d="M${px(x)} ${px(y)}h${sample}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}${paint({ stroke: colourOf(role) })}/>`
}
