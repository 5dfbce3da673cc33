import type { ChartConfiguration } from 'chart.js'
import type { Language } from '../format/language.ts'
import type { Bar } from './bar.ts'
import { baseOptions, bucketAxis, bucketLayout, tooltipLook, valueAxis } from './base-options.ts'
import { hatch } from './hatch.ts'
import type { ChartTheme } from './theme.ts'

export interface BarsChartInput {
  bars: readonly Bar[]
  /** One for each bar, empty where none is wanted. */
  labels: readonly string[]
  theme: ChartTheme
  axisCount(count: number): string
  /** The least that the axis reaches to; 4 calls unless told. */
  axisReach?: number
  /** Lines of the value axis, at most. */
  mostTicks?: number
  /** The language of the words: another one is another drawing. */
  language: Language
  /** What hovering shows; null where something else does. */
  hover: BarHover | null
}

export interface BarHover {
  title(index: number): string
  calls(index: number): string
  previous(index: number): string
}

/** Buckets as bars, what they are compared with as thin marks. */
export function barsChart(input: BarsChartInput): ChartConfiguration<'bar' | 'line'> {
  const { bars, theme, hover } = input
  const running = hatch(theme.accent)
  return {
    type: 'bar',
    data: {
      labels: bars.map((_bar, i) => i),
      datasets: [
        {
          type: 'bar',
          data: bars.map(({ calls }) => calls),
          backgroundColor: bars.map(({ partial }) => (partial ? running : theme.accent)),
          hoverBackgroundColor: bars.map(({ partial }) => (partial ? running : theme.accent)),
          borderRadius: bars.map(({ partial }) => (partial ? 0 : 2)),
          barPercentage: 0.8,
          categoryPercentage: 0.86,
          order: 2,
        },
        {
          type: 'line',
          data: bars.map(({ previous }) => previous),
          showLine: false,
          pointStyle: 'line',
          pointRadius: ({ chart }) => (chart.chartArea?.width ?? 400) / Math.max(1, bars.length) / 2.4,
          pointHoverRadius: ({ chart }) => (chart.chartArea?.width ?? 400) / Math.max(1, bars.length) / 2.4,
          pointBorderColor: theme.earlier,
          pointBorderWidth: 1.5,
          order: 1,
        },
      ],
    },
    options: {
      ...baseOptions,
      layout: bucketLayout,
      ...(hover ? {} : { events: [] }),
      scales: {
        x: bucketAxis(theme, input.labels),
        y: { ...valueAxis(theme, input.axisCount, input.mostTicks), suggestedMax: input.axisReach ?? 4 },
      },
      plugins: {
        tooltip: {
          ...tooltipLook(theme),
          itemSort: (a, b) => a.datasetIndex - b.datasetIndex,
          callbacks: {
            title: (items) => (items[0] && hover ? hover.title(items[0].dataIndex) : ''),
            label: ({ datasetIndex, dataIndex }) =>
              (datasetIndex === 0 ? hover?.calls(dataIndex) : hover?.previous(dataIndex)) ?? '',
          },
        },
      },
    },
  }
}
