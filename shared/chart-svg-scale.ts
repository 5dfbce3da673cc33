import type { ChartPicture } from './chart-picture.ts'

/** The room of the marks, and where an index and a value lie in it. */
export interface PictureScale {
  left: number
  right: number
  top: number
  bottom: number
  /** The width of one point. */
  band: number
  /** Round numbers, the least first. */
  lines: number[]
  /** The middle of a point. */
  x(i: number): number
  y(value: number): number
}

export interface PlotBox {
  left: number
  right: number
  top: number
  bottom: number
}

/** Few grid lines at round numbers, from 0 unless all values are shares near 1 or some lie below 0. */
export function pictureScale(picture: ChartPicture, box: PlotBox): PictureScale {
  const { least, most } = extent(picture)
  const lines = roundLines(least, most, picture.unit, Math.max(2, Math.min(5, (box.bottom - box.top) / 40)))
  const low = lines[0]!
  const high = lines.at(-1)!
  const band = (box.right - box.left) / Math.max(1, picture.labels.length)
  return {
    ...box,
    band,
    lines,
    x: (i) => box.left + (i + 0.5) * band,
    y: (value) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top),
  }
}

function extent({ kind, unit, series, labels }: ChartPicture): { least: number; most: number } {
  let least = Infinity
  let most = -Infinity
  const take = (value: number | null | undefined): void => {
    if (value === null || value === undefined || !Number.isFinite(value)) return
    if (value < least) least = value
    if (value > most) most = value
  }
  if (kind === 'stacked')
    labels.forEach((_label, i) => take(series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0)))
  else for (const { values } of series) values.forEach(take)
  if (least > most) return { least: 0, most: 1 }
  const isHighShare = kind === 'lines' && unit === 'share' && least >= 0.8 && most <= 1
  return { least: isHighShare ? least : Math.min(0, least), most: isHighShare ? 1 : Math.max(0, most) }
}

function roundLines(least: number, most: number, unit: ChartPicture['unit'], count: number): number[] {
  const step = roundStep((most > least ? most - least : Math.abs(most) || 1) / count, unit)
  const first = Math.floor(least / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(most / step - 1e-9))
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** 1, 2, 2.5 or 5 times a power of ten; counts have no halves. */
function roundStep(rough: number, unit: ChartPicture['unit']): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const times = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10
  const step = times * power
  if (unit !== 'count') return step
  return step < 1 ? 1 : Number.isInteger(step) ? step : Math.ceil(step)
}
