import type { Plugin } from 'chart.js'

/** A hairline at the point under the pointer. */
export function crosshair(colour: () => string): Plugin {
  return {
    id: 'crosshair',
    afterDatasetsDraw({ ctx, tooltip, chartArea }) {
      if (!tooltip || tooltip.opacity === 0 || tooltip.dataPoints?.length === 0) return
      ctx.save()
      ctx.strokeStyle = colour()
      ctx.lineWidth = 1
      ctx.beginPath()
      ctx.moveTo(tooltip.caretX, chartArea.top)
      ctx.lineTo(tooltip.caretX, chartArea.bottom)
      ctx.stroke()
      ctx.restore()
    },
  }
}
