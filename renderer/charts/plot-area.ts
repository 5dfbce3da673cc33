import type { Plugin } from 'chart.js'

/** Where the plot of a chart begins and how wide it is, in pixels of its canvas. */
export interface PlotArea {
  left: number
  width: number
}

/** Tells where the plot lies, so that what is laid over it fits. */
export function plotArea(tell: (area: PlotArea) => void): Plugin {
  return {
    id: 'plotArea',
    afterLayout({ chartArea: { left, right } }) {
      tell({ left, width: right - left })
    },
  }
}
