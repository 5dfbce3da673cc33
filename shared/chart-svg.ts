import type { ChartPicture, PictureLook } from './chart-picture.ts'
import { timeAxis, valueAxis } from './chart-svg-axes.ts'
import { colourOf, painter, pictureStyle, type Painter } from './chart-svg-colours.ts'
import { pictureKeys, type Hatches } from './chart-svg-keys.ts'
import { barMarks, lineMarks, px } from './chart-svg-marks.ts'
import { lineNames, namesAtLines } from './chart-svg-names.ts'
import { pictureScale } from './chart-svg-scale.ts'
import { approximateSigns, unknownBands } from './chart-svg-states.ts'
import { textLines } from './chart-svg-text.ts'
import { markupText } from './markup.ts'

const edge = 16
const axisWidth = 56
const font =
  "Inter, system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"
/** A name of tens of kilobytes is no title. */
const longestTitle = 1_000

/**
 * A chart as one SVG that needs nothing else: for a file, for a page of a report, for the download of a chart. All that is
 * written in it is text, and data is never markup.
 */
export function chartSvg(picture: ChartPicture, look: PictureLook): string {
  const { width, height } = look
  const paint = painter(look.theme)
  const id = `c${fingerprint(JSON.stringify([picture, look]))}`
  const hatches = { running: `${id}r`, unknown: `${id}u` }
  const room = { size: 12, width: width - 2 * edge, most: 2 }
  const title = textLines(picture.title, { size: 14, width: room.width, most: 1 })
  const summary = textLines(picture.summary, room)
  const wholeFooter = textLines(picture.footer, { ...room, size: 11 })
  const areNamed = namesAtLines(picture)
  const keys = pictureKeys(picture, { paint, hatches, left: edge, right: width - edge, areNamed })
  const top = 30 + summary.length * 17
  // Where there is little room the marks have it.
  const footer = height - top - keys.height >= 140 ? wholeFooter : []
  const scale = pictureScale(picture, {
    left: edge,
    right: Math.max(edge + 40, width - edge - axisWidth),
    top: top + keys.height + 12,
    bottom: Math.max(top + keys.height + 60, height - 30 - footer.length * 15 - (footer.length > 0 ? 6 : 0)),
  })
  const pen = { paint, scale, running: hatches.running }
  const lineOf =
    (size: number, colour: 'text' | 'muted', weight = '') =>
    (text: string, y: number) =>
      `<text x="${edge}" y="${px(y)}" font-size="${size}"${weight}${paint({ fill: colour })}>${markupText(text)}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" aria-labelledby="${id}t ${id}d" font-family="${font}" lang="${picture.language === 'zh' ? 'zh-CN' : 'en-GB'}">`,
    `<title id="${id}t">${markupText(picture.title.slice(0, longestTitle))}</title>`,
    `<desc id="${id}d">${markupText(picture.summary.slice(0, longestTitle))}</desc>`,
    look.theme === 'auto' ? `<style>${pictureStyle}</style>` : '',
    hatchings(picture, hatches, paint),
    `<rect width="${px(width)}" height="${px(height)}"${paint({ fill: 'surface' })}/>`,
    ...title.map((text) => lineOf(14, 'text', ' font-weight="600"')(text, 24)),
    ...summary.map((text, i) => lineOf(12, 'muted')(text, 43 + i * 17)),
    keys.draw(top + 4),
    unknownBands(picture, pen, hatches.unknown),
    valueAxis(picture, pen),
    picture.kind === 'lines' ? lineMarks(picture, pen) : barMarks(picture, pen),
    approximateSigns(picture, pen),
    areNamed ? lineNames(picture, pen) : '',
    timeAxis(picture, pen),
    ...footer.map((text, i) => lineOf(11, 'muted')(text, height - 12 - (footer.length - 1 - i) * 15)),
    '</svg>',
  ].join('')
}

/** The hatching of what still runs, in the colour of its series, and the one of what nobody knows. */
function hatchings({ series }: ChartPicture, { running, unknown }: Hatches, paint: Painter): string {
  const open = series.find(({ partial = [] }) => partial.length > 0)
  const hatch = (id: string, stroke: string): string =>
    `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5"${stroke}/></pattern>`
  return [
    '<defs>',
    open ? hatch(running, ` stroke-width="1.2"${paint({ stroke: colourOf(open.role) })}`) : '',
    hatch(unknown, ` stroke-width="0.8"${paint({ stroke: 'earlier' })}`),
    '</defs>',
  ].join('')
}

/** 32 bits that tell the pictures of a page apart (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}
