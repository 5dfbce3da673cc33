import type { ChartConfiguration, Plugin } from 'chart.js'
import { baseOptions, bucketAxis, bucketLayout, valueAxis } from './base-options.ts'
import { runsOf } from '../../shared/neighbours.ts'
import type { ChartTheme } from './theme.ts'
import { chartLabel, unknownBands } from './unknown-band.ts'

/** One bucket's difference to what it is compared with, as a share. */
export interface Difference {
  /** Null where there is none. */
  change: number | null
  /** Whether there is none because a side is unknown. */
  isUnknown: boolean
}

export interface DifferenceChartInput {
  differences: readonly Difference[]
  theme: ChartTheme
  axisShare(share: number): string
}

/** The axis reaches at least and at most so far from zero: a few calls in the night must not flatten all the rest. */
const leastReach = 0.1
const mostReach = 1

/** How far the axis reaches from zero on both sides. */
export function reachOf(differences: readonly Difference[]): number {
  const most = differences.reduce((max, { change }) => Math.max(max, Math.abs(change ?? 0)), leastReach)
  const step = 10 ** Math.floor(Math.log10(most))
  return Math.min(mostReach, Math.ceil(most / step - 1e-9) * step)
}

/** The differences as bars from a line at zero. */
export function differenceChart(input: DifferenceChartInput): ChartConfiguration<'bar'> {
  const { differences, theme } = input
  const reach = reachOf(differences)
  const colours = differences.map(({ change }) => ((change ?? 0) < 0 ? theme.down : theme.up))
  const axis = valueAxis(theme, input.axisShare)
  return {
    type: 'bar',
    data: {
      labels: differences.map((_difference, i) => i),
      datasets: [
        {
          data: differences.map(({ change }) => change && Math.max(-reach, Math.min(reach, change))),
          backgroundColor: colours,
          barPercentage: 0.5,
        },
      ],
    },
    options: {
      ...baseOptions,
      layout: bucketLayout,
      events: [],
      scales: {
        x: { ...bucketAxis(theme, []), display: false },
        y: {
          ...axis,
          min: -reach,
          max: reach,
          ticks: { ...axis.ticks, stepSize: reach },
        },
      },
    },
  }
}

/** What the bars cannot say: hatched bands where a side is unknown, arrows on bars that are longer than the axis. */
export function differenceMarks(current: () => DifferenceChartInput): Plugin {
  return {
    id: 'differenceMarks',
    beforeDatasetsDraw(chart) {
      const { differences, theme } = current()
      const runs = runsOf(differences, ({ isUnknown }) => isUnknown)
      unknownBands(chart, { runs, count: differences.length, theme })
    },
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      const { differences, theme } = current()
      const reach = reachOf(differences)
      differences.forEach(({ change }, i) => {
        if (change === null || change <= reach) return
        const x = scales['x']!.getPixelForValue(i)
        chartLabel(ctx, { text: '↑', x, y: chartArea.top + 10, theme: { ...theme, muted: theme.surface } })
      })
    },
  }
}
