import type { ChartPicture, PictureSeries } from './chart-picture.ts'
import { colourOf, dashes, type Painter } from './chart-svg-colours.ts'
import type { PictureScale } from './chart-svg-scale.ts'
import { runsOf } from './neighbours.ts'

/** What the marks of a picture are drawn with. */
export interface Pen {
  paint: Painter
  scale: PictureScale
  /** The hatching of what is running, by its id in the picture. */
  running: string
}

/** A number as short as a picture needs it. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** Bars side by side in time; what they are compared with as thin marks over them. */
export function barMarks({ kind, series }: ChartPicture, pen: Pen): string {
  const base = new Map<number, number>()
  return series
    .map((one) =>
      one.role === 'earlier' ? thinMarks(one, pen) : bars(one, pen, kind === 'stacked' ? base : null),
    )
    .join('')
}

function bars(
  series: PictureSeries,
  { paint, scale, running }: Pen,
  base: Map<number, number> | null,
): string {
  const partial = new Set(series.partial)
  const width = scale.band < 3 ? scale.band : Math.min(28, scale.band * 0.68)
  let whole = ''
  let open = ''
  series.values.forEach((value, i) => {
    if (value === null) return
    const from = base?.get(i) ?? 0
    base?.set(i, from + value)
    if (value === 0) return
    const left = px(scale.x(i) - width / 2)
    const shape = `M${left} ${px(scale.y(from))}V${px(scale.y(from + value))}h${px(width)}V${px(scale.y(from))}z`
    if (partial.has(i)) open += shape
    else whole += shape
  })
  const colour = colourOf(series.role)
  return [
    whole && `<path d="${whole}"${paint({ fill: colour })}/>`,
    open && `<path d="${open}" fill="url(#${running})"/>`,
    open && `<path d="${open}" stroke-dasharray="3 2"${paint({ stroke: colour })}/>`,
  ].join('')
}

function thinMarks({ role, values }: PictureSeries, { paint, scale }: Pen): string {
  const half = Math.min(18, Math.max(0.5, scale.band * 0.46))
  const marks = values.map((value, i) =>
    value === null ? '' : `M${px(scale.x(i) - half)} ${px(scale.y(value))}h${px(half * 2)}`,
  )
  return `<path d="${marks.join('')}" stroke-width="1.5"${paint({ stroke: colourOf(role) })}/>`
}

/** Lines with gaps where nothing is known; the main one over a soft area, its running end dashed. */
export function lineMarks({ series }: ChartPicture, pen: Pen): string {
  return [...series]
    .sort((a, b) => Number(a.role === 'main') - Number(b.role === 'main'))
    .map((one) => line(one, pen))
    .join('')
}

function line({ role, values, partial = [] }: PictureSeries, { paint, scale }: Pen): string {
  const stroke = paint({ stroke: colourOf(role) })
  const floor = px(scale.y(Math.max(0, scale.lines[0]!)))
  const at = (i: number): string => `${px(scale.x(i))} ${px(scale.y(values[i]!))}`
  // From anywhere else an area would say more than the line.
  const isFromZero = scale.lines[0]! <= 0
  const open = new Set(partial)
  let area = ''
  let whole = ''
  let running = ''
  let dots = ''
  for (const { from, to } of runsOf(values, (value) => value !== null)) {
    if (from === to) {
      dots += `<circle cx="${px(scale.x(from))}" cy="${px(scale.y(values[from]!))}" r="2"${paint({ fill: colourOf(role) })}/>`
      continue
    }
    let path = `M${at(from)}`
    for (let i = from + 1; i <= to; i += 1) path += `L${at(i)}`
    area += `${path}V${floor}H${px(scale.x(from))}z`
    for (let i = from + 1; i <= to; i += 1) {
      if (open.has(i)) running += `M${at(i - 1)}L${at(i)}`
      else whole += i === from + 1 || open.has(i - 1) ? `M${at(i - 1)}L${at(i)}` : `L${at(i)}`
    }
  }
  const dash = dashes[role]
  const width = role === 'earlier' ? 1.25 : 1.75
  const look = ` stroke-width="${width}" stroke-linejoin="round"${stroke}`
  return [
    role === 'main' && isFromZero && area && `<path d="${area}"${paint({ fill: 'area' })}/>`,
    whole && `<path d="${whole}"${dash && ` stroke-dasharray="${dash}"`}${look}/>`,
    running && `<path d="${running}" stroke-dasharray="3 3"${look}/>`,
    dots,
  ]
    .filter(Boolean)
    .join('')
}
