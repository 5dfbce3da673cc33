import type { Trend, TrendPoint } from '../../shared/figures.ts'
import { callsText, reasonText } from './figures.ts'
import { instantTexts, type InstantTexts } from './instants.ts'
import { issueLines } from './issue-lines.ts'
import { visible } from './safe-text.ts'
import { sourceText } from './source-text.ts'
import { tableLines } from './table.ts'
import { shorten } from './text-width.ts'

const titles = { minute: 'Calls by minute', hour: 'Calls by hour', day: 'Calls by day' }

/** A trend for people. */
export function trendLines(trend: Trend): string[] {
  const times = instantTexts(trend.zone)
  const { points, previous } = trend
  return [
    sourceText(trend),
    `${titles[trend.range]}, ${trend.endpoint === null ? 'all endpoints' : shorten(visible(trend.endpoint), 80)}`,
    `as of ${times.full(trend.asOf)}`,
    '',
    ...tableLines(
      [
        { title: 'Start', align: 'left' },
        { title: 'Calls', align: 'right' },
        { title: previous === null ? '' : 'Start before', align: 'left' },
        { title: previous === null ? '' : 'Calls before', align: 'right' },
        { title: '', align: 'left' },
      ],
      points.map((point, i) => row(point, previous?.[i], times)),
    ),
    '',
    `Total  ${callsText(trend.total, { atLeast: trend.atLeast, approximate: points.some((point) => point.approximate) })}`,
    ...issueLines(trend.issues),
  ]
}

function row(point: TrendPoint, before: TrendPoint | undefined, times: InstantTexts): string[] {
  return [
    times.minute(point.start),
    callsText(point.calls, point),
    before === undefined ? '' : times.minute(before.start),
    before === undefined ? '' : callsText(before.calls, before),
    remark(point, before),
  ]
}

function remark(point: TrendPoint, before: TrendPoint | undefined): string {
  const remarks = [
    point.partial ? 'running' : '',
    point.calls === null ? reasonText(point.why) : '',
    before && before.calls === null && before.why !== null ? `before: ${reasonText(before.why)}` : '',
  ]
  return remarks.filter((text) => text !== '').join('; ')
}
