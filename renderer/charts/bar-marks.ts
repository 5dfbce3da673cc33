import type { Plugin } from 'chart.js'
import type { Bar } from './bar.ts'
import { barPlace } from './bar-place.ts'
import { unknownRuns } from './hours-summary.ts'
import type { ChartTheme } from './theme.ts'
import { chartLabel, unknownBands } from './unknown-band.ts'

/** Over a narrower bar its sign would run into those beside it. */
const narrowest = 6

/** What a bar cannot say: hatched bands over unknown ones, a dashed outline on the running one, "≈" on approximate ones. */
export function barMarks(current: () => { bars: readonly Bar[]; theme: ChartTheme }): Plugin {
  return {
    id: 'barMarks',
    beforeDatasetsDraw(chart) {
      const { bars, theme } = current()
      unknownBands(chart, { runs: unknownRuns(bars), count: bars.length, theme })
    },
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      const { bars, theme } = current()
      ctx.save()
      bars.forEach((bar, i) => {
        const at = bar.calls === null ? null : barPlace(chart, i)
        if (!at) return
        const { x, y, base, width } = at
        if (bar.partial) {
          ctx.strokeStyle = theme.accent
          ctx.setLineDash([3, 2])
          ctx.strokeRect(x - width / 2 + 0.5, y + 0.5, width - 1, base - y - 1)
        }
        if (bar.approximate && width >= narrowest) chartLabel(ctx, { text: '≈', x, y: y - 6, theme })
      })
      ctx.restore()
    },
  }
}
