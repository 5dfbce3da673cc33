import type { ChartOptions, TooltipOptions } from 'chart.js'
import type { ChartTheme } from './theme.ts'

/** What every chart has in common: no animation, no legend, room only where it is used. */
export const baseOptions = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
  events: ['mousemove', 'mouseout', 'touchstart', 'touchmove'],
  interaction: { mode: 'index', intersect: false, axis: 'x' },
  layout: { padding: { top: 8 }, autoPadding: false },
} as const satisfies ChartOptions

/** Room beside the plot for a label that is wider than its bucket; a chart with buckets is drawn so much further to the left. */
export const bucketLayout = { padding: { top: 8, left: 14 }, autoPadding: false } as const

function tickFont(theme: ChartTheme) {
  return { family: theme.font, size: 11 }
}

/** Ticks along time that stand where they are told to. */
export function timeTicks(theme: ChartTheme) {
  return { color: theme.muted, font: tickFont(theme), autoSkip: false, sampleSize: 1, maxRotation: 0 }
}

/** Few lines, values on the right, whole and round. */
export function valueAxis(theme: ChartTheme, label: (value: number) => string, mostTicks = 4) {
  return {
    position: 'right' as const,
    beginAtZero: true,
    border: { display: false },
    grid: { color: theme.line, drawTicks: false },
    ticks: {
      color: theme.muted,
      font: tickFont(theme),
      maxTicksLimit: mostTicks,
      // The scale makes no more than fit, so that none has to be left out afterwards.
      autoSkip: false,
      sampleSize: 1,
      padding: 6,
      callback: (value: string | number) => label(Number(value)),
    },
    // The axis keeps its width while figures move, so that the plot does not.
    afterFit: (axis: { width: number }) => {
      axis.width = 52
    },
  }
}

export function tooltipLook(theme: ChartTheme): Partial<TooltipOptions> {
  return {
    backgroundColor: theme.surface,
    borderColor: theme.line,
    borderWidth: 1,
    titleColor: theme.muted,
    bodyColor: theme.text,
    titleFont: { family: theme.font, size: 11, weight: 'normal' },
    bodyFont: { family: theme.font, size: 12 },
    padding: 8,
    cornerRadius: 6,
    displayColors: false,
    caretSize: 0,
  }
}

/** Buckets side by side, each with a label or none. The plot begins and ends with them, however wide the labels are. */
export function bucketAxis(theme: ChartTheme, labels: readonly string[]) {
  return {
    type: 'category' as const,
    offset: true,
    border: { color: theme.line },
    grid: { display: false },
    ticks: {
      ...timeTicks(theme),
      callback: (_value: string | number, i: number) => labels[i] ?? '',
    },
    afterFit: (axis: { paddingLeft: number; paddingRight: number }) => {
      axis.paddingLeft = 0
      axis.paddingRight = 0
    },
  }
}
