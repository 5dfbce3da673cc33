import type { ChartConfiguration } from 'chart.js'
import type { Language } from '../format/language.ts'
import type { Bar } from './bar.ts'
import { baseOptions, bucketAxis, bucketLayout, tooltipLook, valueAxis } from './base-options.ts'
import { hatch } from './hatch.ts'
import type { ChartTheme } from './theme.ts'

/** What is piled up, from the bottom to the top. */
export interface Layer {
  values: readonly number[]
  colour: string
}

export interface StackedChartInput {
  /** The whole of each pile: null where it is unknown. */
  bars: readonly Bar[]
  layers: readonly Layer[]
  /** One for each bar, empty where none is wanted. */
  labels: readonly string[]
  theme: ChartTheme
  axisCount(count: number): string
  language: Language
  hover: { title(index: number): string; lines(index: number): string[] }
}

/** Buckets as bars that are made of parts; what runs still is hatched. */
export function stackedChart(input: StackedChartInput): ChartConfiguration<'bar'> {
  const { bars, layers, theme, hover } = input
  return {
    type: 'bar',
    data: {
      labels: bars.map((_bar, i) => i),
      datasets: layers.map(({ values, colour }) => {
        const colours = bars.map(({ partial }) => (partial ? hatch(colour) : colour))
        return {
          data: bars.map(({ calls }, i) => (calls === null ? null : (values[i] ?? 0))),
          backgroundColor: colours,
          hoverBackgroundColor: colours,
          barPercentage: 0.86,
          categoryPercentage: 0.9,
          // A seam of the ground keeps the parts apart without their colours.
          borderColor: theme.surface,
          borderWidth: { top: bars.length > mostSeams ? 0 : 1 },
          borderSkipped: false,
        }
      }),
    },
    options: {
      ...baseOptions,
      layout: bucketLayout,
      scales: {
        x: { ...bucketAxis(theme, input.labels), stacked: true },
        y: { ...valueAxis(theme, input.axisCount), stacked: true, suggestedMax: 4 },
      },
      plugins: {
        tooltip: {
          ...tooltipLook(theme),
          filter: ({ datasetIndex }) => datasetIndex === 0,
          callbacks: {
            title: (items) => (items[0] ? hover.title(items[0].dataIndex) : ''),
            label: ({ dataIndex }) => hover.lines(dataIndex),
          },
        },
      },
    },
  }
}

/** Of more bars the seams would be most of what is seen. */
const mostSeams = 120
