import type { ChartConfiguration } from 'chart.js'
import type { DayHour } from '../../shared/figures.ts'
import type { Language } from '../format/language.ts'
import { baseOptions, tickFont, tooltipLook, valueAxis } from './base-options.ts'
import { hatch } from './hatch.ts'
import type { ChartTheme } from './theme.ts'

export interface HoursChartInput {
  hours: readonly DayHour[]
  /** One for each hour, empty where none is wanted. */
  labels: readonly string[]
  theme: ChartTheme
  axisCount(count: number): string
  /** The least that the axis reaches to; 4 calls unless told. */
  axisReach?: number
  /** The language of the words: another one is another drawing. */
  language: Language
  hoverTitle(index: number): string
  hoverToday(index: number): string
  hoverYesterday(index: number): string
}

/** The hours of the day as bars, those of the day before as thin marks. */
export function hoursChart(input: HoursChartInput): ChartConfiguration<'bar' | 'line'> {
  const { hours, theme } = input
  const running = hatch(theme.accent)
  return {
    type: 'bar',
    data: {
      labels: hours.map((_hour, i) => i),
      datasets: [
        {
          type: 'bar',
          data: hours.map(({ calls }) => calls),
          backgroundColor: hours.map(({ partial }) => (partial ? running : theme.accent)),
          hoverBackgroundColor: hours.map(({ partial }) => (partial ? running : theme.accent)),
          borderRadius: hours.map(({ partial }) => (partial ? 0 : 2)),
          barPercentage: 0.8,
          categoryPercentage: 0.86,
          order: 2,
        },
        {
          type: 'line',
          data: hours.map(({ previous }) => previous),
          showLine: false,
          pointStyle: 'line',
          pointRadius: ({ chart }) => (chart.chartArea?.width ?? 400) / Math.max(1, hours.length) / 2.4,
          pointHoverRadius: ({ chart }) => (chart.chartArea?.width ?? 400) / Math.max(1, hours.length) / 2.4,
          pointBorderColor: theme.earlier,
          pointBorderWidth: 1.5,
          order: 1,
        },
      ],
    },
    options: {
      ...baseOptions,
      scales: {
        x: {
          type: 'category',
          offset: true,
          border: { color: theme.line },
          grid: { display: false },
          ticks: {
            color: theme.muted,
            font: tickFont(theme),
            autoSkip: false,
            sampleSize: 1,
            maxRotation: 0,
            callback: (_value, i) => input.labels[i] ?? '',
          },
        },
        y: { ...valueAxis(theme, input.axisCount), suggestedMax: input.axisReach ?? 4 },
      },
      plugins: {
        tooltip: {
          ...tooltipLook(theme),
          itemSort: (a, b) => a.datasetIndex - b.datasetIndex,
          callbacks: {
            title: (items) => (items[0] ? input.hoverTitle(items[0].dataIndex) : ''),
            label: ({ datasetIndex, dataIndex }) =>
              datasetIndex === 0 ? input.hoverToday(dataIndex) : input.hoverYesterday(dataIndex),
          },
        },
      },
    },
  }
}
