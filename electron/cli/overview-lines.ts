import type { Coverage, HotApi, Overview } from '../../shared/figures.ts'
import { toleratedUnclassified } from '../../shared/success.ts'
import { callsText, changeText, reasonText, shareText } from './figures.ts'
import { instantTexts, type InstantTexts } from './instants.ts'
import { issueLines } from './issue-lines.ts'
import { visible } from './safe-text.ts'
import { sourceText } from './source-text.ts'
import { tableLines } from './table.ts'
import { shorten } from './text-width.ts'

const clocks = { server: "the server's clock", computer: "this computer's clock", test: 'the clock of --now' }

/** An overview for people. */
export function overviewLines(overview: Overview): string[] {
  const times = instantTexts(overview.zone)
  return [
    sourceText(overview),
    `as of ${times.full(overview.asOf)}, by ${clocks[overview.clock]}`,
    '',
    ...tableLines(
      [
        { title: '', align: 'left' },
        { title: '', align: 'right' },
        { title: '', align: 'left' },
      ],
      [...todayRows(overview, times), ...hourRows(overview, times)],
    ),
    ...hotApiLines(overview),
    ...coverageLines(overview.coverage),
    ...issueLines(overview.issues),
  ]
}

function todayRows({ today, success }: Overview, times: InstantTexts): string[][] {
  const until = times.time(today.comparableUntil)
  return [
    [
      `Today, ${today.date}`,
      callsText(today.calls, { atLeast: today.atLeast, approximate: today.approximate }),
      withReason('calls', today.calls === null ? reasonText(today.why) : ''),
    ],
    [
      `  until ${until}`,
      callsText(today.comparable, { approximate: today.approximate }),
      comparison(today.change, today.previous, `the day before until ${times.time(today.previousUntil)}`) +
        (today.spansDiffer ? '; the two spans differ in length' : ''),
    ],
    [
      success.isUtcDay ? '  success since 00:00 UTC' : '  success',
      shareText(success.rate),
      success.rate === null ? reasonText(success.why) : statusNote(success),
    ],
  ]
}

function statusNote({ successes, errors, unclassified, unclassifiedShare }: Overview['success']): string {
  const counted = `${callsText(successes)} success, ${callsText(errors)} error`
  const marked = (unclassifiedShare ?? 0) > toleratedUnclassified ? '≈, ' : ''
  const left = unclassified ? `, ${marked}${shareText(unclassifiedShare)} unclassified` : ''
  return counted + left
}

function hourRows({ currentHour: hour, currentMinute: minute }: Overview, times: InstantTexts): string[][] {
  return [
    [
      `Current hour, from ${times.time(hour.start)}`,
      callsText(hour.calls, { atLeast: hour.atLeast }),
      withReason('calls', hour.calls === null ? reasonText(hour.why) : ''),
    ],
    [
      '  to the last whole minute',
      callsText(hour.comparable),
      comparison(hour.change, hour.previous, 'the same minutes of the day before'),
    ],
    [
      `Current minute, from ${times.time(minute.start)}`,
      callsText(minute.calls, { atLeast: minute.atLeast }),
      withReason('calls', minute.calls === null ? reasonText(minute.why) : ''),
    ],
  ]
}

function comparison(change: number | null, previous: number | null, span: string): string {
  if (previous === null) return `— against ${span}, which is unknown`
  return `${changeText(change)} against ${callsText(previous)}, ${span}`
}

function withReason(unit: string, reason: string): string {
  return reason === '' ? unit : `${unit}: ${reason}`
}

function hotApiLines({ hotApis, endpoints }: Overview): string[] {
  if (endpoints === 0) return ['', 'No calls of an endpoint are known today.']
  if (hotApis.length === 0) return ['', `${callsText(endpoints)} endpoints with calls today.`]
  return [
    '',
    `Hot APIs, ${callsText(hotApis.length)} of ${callsText(endpoints)} with calls today`,
    ...tableLines(
      [
        { title: '#', align: 'right' },
        { title: 'Endpoint', align: 'left' },
        { title: 'Calls', align: 'right' },
        { title: 'Share', align: 'right' },
        { title: 'Day before', align: 'right' },
        { title: 'Change', align: 'right' },
      ],
      hotApis.map(hotApiRow),
    ).map((line) => `  ${line}`),
  ]
}

function hotApiRow(api: HotApi, i: number): string[] {
  return [
    String(i + 1),
    shorten(visible(api.endpoint), 60),
    callsText(api.calls, { atLeast: api.atLeast }),
    shareText(api.share),
    callsText(api.previous),
    api.isNew ? 'new' : changeText(api.change),
  ]
}

function coverageLines({ apis, statuses }: Coverage): string[] {
  if (apis === null && statuses === null) return []
  return ['', `Calls explained by endpoints: ${shareText(apis)}; by statuses: ${shareText(statuses)}`]
}
