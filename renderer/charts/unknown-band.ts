import type { Chart, ChartArea } from 'chart.js'
import { hatch } from './hatch.ts'
import type { Run } from '../../shared/neighbours.ts'
import type { ChartTheme } from './theme.ts'

/** A narrower band has no room for its sign. */
const narrowest = 16

/** A hatched band over what is unknown, with a question mark where there is room. */
export function unknownBand(
  ctx: CanvasRenderingContext2D,
  { top, height }: ChartArea,
  { left, right, theme }: { left: number; right: number; theme: ChartTheme },
): void {
  if (right <= left) return
  ctx.fillStyle = hatch(theme.earlier)
  ctx.fillRect(left, top, right - left, height)
  if (right - left >= narrowest) chartLabel(ctx, { text: '?', x: (left + right) / 2, y: top + 10, theme })
}

/** Hatched bands over runs of the buckets that share the width of a plot. */
export function unknownBands(
  { ctx, chartArea }: Chart,
  { runs, count, theme }: { runs: readonly Run[]; count: number; theme: ChartTheme },
): void {
  const width = chartArea.width / Math.max(1, count)
  ctx.save()
  for (const { from, to } of runs) {
    const left = chartArea.left + from * width
    unknownBand(ctx, chartArea, { left, right: left + (to - from + 1) * width, theme })
  }
  ctx.restore()
}

/** A small sign on a chart, centred. */
export function chartLabel(
  ctx: CanvasRenderingContext2D,
  { text, x, y, theme }: { text: string; x: number; y: number; theme: ChartTheme },
): void {
  ctx.fillStyle = theme.muted
  ctx.font = `11px ${theme.font}`
  ctx.textAlign = 'center'
  ctx.fillText(text, x, y)
}
