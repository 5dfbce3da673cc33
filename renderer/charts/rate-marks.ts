import type { Plugin } from 'chart.js'
import { spanMs, type RateChartInput } from './rate-chart.ts'
import { unknownBand } from './unknown-band.ts'
import { unknownSpans } from './unknown-spans.ts'

/** What a line cannot say: hatched bands where nothing is known. */
export function rateMarks(current: () => RateChartInput): Plugin {
  return {
    id: 'rateMarks',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const axis = scales['x']
      if (!axis) return
      const { points, endMs, theme } = current()
      ctx.save()
      for (const { fromMs, toMs } of unknownSpans(points, endMs - spanMs, endMs)) {
        const left = Math.max(chartArea.left, axis.getPixelForValue(fromMs))
        const right = Math.min(chartArea.right, axis.getPixelForValue(toMs))
        unknownBand(ctx, chartArea, { left, right, theme })
      }
      ctx.restore()
    },
  }
}
