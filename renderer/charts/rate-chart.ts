import type { ChartConfiguration, Scale } from 'chart.js'
import type { RatePoint } from '../../shared/figures.ts'
import { baseOptions, timeTicks, tooltipLook, valueAxis } from './base-options.ts'
import { rateSeries } from './rate-series.ts'
import type { ChartTheme } from './theme.ts'

export interface RateChartInput {
  points: readonly RatePoint[]
  /** The right edge in epoch milliseconds. */
  endMs: number
  theme: ChartTheme
  axisTime(ms: number): string
  exactTime(ms: number): string
  axisRate(rate: number): string
  exactRate(rate: number): string
  averageOfMinute: string
}

/** The width of the chart in milliseconds. */
export const spanMs = 300_000

/** The last five minutes: a line over a soft area, with dashed steps where only minutes are known. */
export function rateChart(input: RateChartInput): ChartConfiguration<'line'> {
  const { theme } = input
  const { readings, minutes } = rateSeries(input.points, input.endMs)
  const line = {
    borderColor: theme.accent,
    backgroundColor: theme.accentSoft,
    borderWidth: 1.5,
    borderJoinStyle: 'round' as const,
    pointRadius: 0,
    pointHitRadius: 0,
    pointHoverRadius: 3,
    pointHoverBackgroundColor: theme.accent,
    fill: true,
  }
  const steps = { stepped: 'before' as const, borderDash: [4, 3], borderWidth: 1 }
  return {
    type: 'line',
    data: {
      datasets: [
        { ...line, data: readings },
        ...(minutes.length > 0 ? [{ ...line, ...steps, data: minutes }] : []),
      ],
    },
    options: {
      ...baseOptions,
      interaction: { mode: 'nearest', intersect: false, axis: 'x' },
      parsing: false,
      normalized: true,
      scales: {
        x: {
          type: 'linear',
          min: input.endMs - spanMs,
          max: input.endMs,
          border: { display: false },
          grid: { display: false },
          afterBuildTicks: (axis: Scale) => {
            axis.ticks = wholeMinutes(axis.min, axis.max).map((value) => ({ value }))
          },
          ticks: { ...timeTicks(theme), callback: (value) => input.axisTime(Number(value)) },
        },
        y: { ...valueAxis(theme, input.axisRate), suggestedMax: 1 },
      },
      plugins: {
        tooltip: {
          ...tooltipLook(theme),
          callbacks: {
            title: (items) => (items[0] ? input.exactTime(Number(items[0].parsed.x)) : ''),
            label: ({ parsed, datasetIndex }) => {
              const rate = input.exactRate(Number(parsed.y))
              return datasetIndex === 1 ? `${rate} · ${input.averageOfMinute}` : rate
            },
          },
        },
      },
    },
  }
}

function wholeMinutes(min: number, max: number): number[] {
  const ticks: number[] = []
  for (let at = Math.ceil(min / 60_000) * 60_000; at <= max; at += 60_000) ticks.push(at)
  return ticks
}
