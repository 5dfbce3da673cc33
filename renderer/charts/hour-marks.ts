import type { BarElement, Plugin } from 'chart.js'
import type { DayHour } from '../../shared/figures.ts'
import { unknownRuns } from './hours-summary.ts'
import type { ChartTheme } from './theme.ts'
import { chartLabel, unknownBand } from './unknown-band.ts'

/** What a bar cannot say: hatched bands over unknown hours, a dashed outline on the running one, "≈" on approximate ones. */
export function hourMarks(current: () => { hours: readonly DayHour[]; theme: ChartTheme }): Plugin {
  return {
    id: 'hourMarks',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const axis = scales['x']
      if (!axis) return
      const { hours, theme } = current()
      const half = chartArea.width / Math.max(1, hours.length) / 2
      ctx.save()
      for (const { from, to } of unknownRuns(hours)) {
        const left = axis.getPixelForValue(from) - half
        unknownBand(ctx, chartArea, { left, right: axis.getPixelForValue(to) + half, theme })
      }
      ctx.restore()
    },
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      const { hours, theme } = current()
      const bars = chart.getDatasetMeta(0).data as BarElement[]
      ctx.save()
      hours.forEach((hour, i) => {
        const bar = bars[i]
        if (!bar || hour.calls === null) return
        const { x, y, base, width } = bar.getProps(['x', 'y', 'base', 'width'], true)
        if (x === null || y === null) return
        if (hour.partial) {
          ctx.strokeStyle = theme.accent
          ctx.setLineDash([3, 2])
          ctx.strokeRect(x - width / 2 + 0.5, y + 0.5, width - 1, base - y - 1)
        }
        if (hour.approximate) chartLabel(ctx, { text: '≈', x, y: y - 6, theme })
      })
      ctx.restore()
    },
  }
}
