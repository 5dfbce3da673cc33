import type { ChartConfiguration, Plugin } from 'chart.js'
import type { Language } from '../format/language.ts'
import { baseOptions, bucketAxis, bucketLayout, tooltipLook, valueAxis } from './base-options.ts'
import { runsOf } from '../../shared/neighbours.ts'
import type { ChartTheme } from './theme.ts'
import { unknownBands } from './unknown-band.ts'

/** One figure along time; null is a gap. */
export interface ChartLine {
  values: readonly (number | null)[]
  /** The first of two lines is in the colour of what is shown, the other one in the second and dashed. */
  look: 'first' | 'second'
}

export interface LinesChartInput {
  lines: readonly ChartLine[]
  /** One for each bucket, empty where none is wanted. */
  labels: readonly string[]
  theme: ChartTheme
  axisValue(value: number): string
  /** The least that the axis reaches to. */
  axisReach: number
  language: Language
  hover: { title(index: number): string; lines(index: number): string[] }
}

/** Lines over buckets; what stands between two gaps is a point. */
export function linesChart(input: LinesChartInput): ChartConfiguration<'line'> {
  const { lines, theme, hover } = input
  return {
    type: 'line',
    data: {
      labels: input.labels.map((_label, i) => i),
      datasets: lines.map(({ values, look }) => {
        const colour = look === 'first' ? theme.accent : theme.second
        return {
          data: [...values],
          borderColor: colour,
          backgroundColor: colour,
          borderWidth: 1.75,
          borderDash: look === 'first' ? [] : [5, 3],
          borderJoinStyle: 'round',
          pointRadius: values.map((_value, i) => (isAlone(values, i) ? 2.5 : 0)),
          pointHitRadius: 0,
          pointHoverRadius: 3,
          spanGaps: false,
        }
      }),
    },
    options: {
      ...baseOptions,
      layout: bucketLayout,
      scales: {
        x: bucketAxis(theme, input.labels),
        y: { ...valueAxis(theme, input.axisValue), suggestedMax: input.axisReach },
      },
      plugins: {
        tooltip: {
          ...tooltipLook(theme),
          callbacks: {
            title: (items) => (items[0] ? hover.title(items[0].dataIndex) : ''),
            label: ({ datasetIndex, dataIndex }) => hover.lines(dataIndex)[datasetIndex] ?? '',
          },
        },
      },
    },
  }
}

/** Whether no line leads to a point. */
export function isAlone(values: readonly (number | null)[], index: number): boolean {
  const known = (i: number): boolean => (values[i] ?? null) !== null
  return known(index) && !known(index - 1) && !known(index + 1)
}

/** Hatched bands where no line is known. */
export function linesMarks(current: () => LinesChartInput): Plugin {
  return {
    id: 'linesMarks',
    beforeDatasetsDraw(chart) {
      const { lines, labels, theme } = current()
      const runs = runsOf(labels, (_label, i) => lines.every(({ values }) => (values[i] ?? null) === null))
      unknownBands(chart, { runs, count: labels.length, theme })
    },
  }
}
