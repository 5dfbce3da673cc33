import type { Finding, Health } from '../../shared/health.ts'
import type { SchemeExpiry, SchemeOffset, SchemeSums } from '../../shared/scheme.ts'
import { tableRetentionMs, widthMs } from '../../shared/time.ts'
import { callsText, shareText } from './figures.ts'
import { instantTexts } from './instants.ts'
import { visible } from './safe-text.ts'
import { sourceText } from './source-text.ts'
import { tableLines } from './table.ts'
import { shorten } from './text-width.ts'

const marks = { problem: 'Problem', warning: 'Warning', info: 'Note' }

/** The health of the data for people. */
export function healthLines(health: Health): string[] {
  const { coverage, users, looked, server, scheme } = health
  return [
    sourceText(health),
    `Health of the data on ${health.date}, as of ${instantTexts('UTC').full(health.asOf)}`,
    '',
    ...tableLines(
      [
        { title: '', align: 'left' },
        { title: '', align: 'left' },
      ],
      [
        ['Calls explained by endpoints', shareText(coverage.apis)],
        ['Calls explained by statuses', shareText(coverage.statuses)],
        [
          'Calls explained by users',
          users ? `${shareText(users.share)} on ${users.date}` : 'not counted yet',
        ],
        ["Server's clock less this computer's", skewText(health.clockSkewMs)],
        ['Buckets', offsetText(scheme.offset)],
        ...scheme.expiry.map((width) => [`Expiry of ${width.granularity}s`, expiryText(width)]),
        ['Sums of closed buckets', sumsText(scheme.sums)],
        ['Memory', memoryText(server)],
        ['Looked at', `${callsText(looked.keys)} keys${looked.isWhole ? ', which are all' : ', a sample'}`],
      ],
    ),
    '',
    ...(health.issues.length === 0 ? ['Nothing to mend.'] : ['Findings', ...health.issues.map(findingLine)]),
  ]
}

function skewText(skewMs: number | null): string {
  return skewMs === null
    ? '— the account may not ask'
    : `${callsText(Math.abs(skewMs))} ms ${skewMs < 0 ? 'behind' : 'ahead'}`
}

function offsetText({ minutes, confidence }: SchemeOffset): string {
  if (minutes === null) return 'none of now was seen'
  const word = confidence === 'sure' ? 'cut' : 'seem to be cut'
  return minutes === 0 ? `${word} in UTC` : `${word} ${minutes} minutes ahead of UTC`
}

function expiryText({ granularity, state, looked, withoutExpiry, keptHours }: SchemeExpiry): string {
  const days = tableRetentionMs[granularity] / widthMs.day
  if (state === 'unknown') return 'none could be looked at'
  if (state === 'right') return `right: ${days} days`
  if (state === 'missing') return `${callsText(withoutExpiry)} of ${callsText(looked)} looked at have none`
  return `too short: ${Math.round((keptHours ?? 0) * 10) / 10} hours in place of ${days} days`
}

function sumsText({ state, buckets, calls }: SchemeSums): string {
  if (state === 'unknown') return 'not enough was seen to compare'
  if (state === 'add_up') return `add up in ${callsText(buckets)} of ${callsText(buckets)}`
  return state === 'endpoint_not_in_total'
    ? `endpoints have ${callsText(calls)} calls more than the totals`
    : `endpoints have ${callsText(calls)} calls less than the totals`
}

function memoryText({ maxmemory, maxmemoryPolicy, evictedKeys }: Health['server']): string {
  if (maxmemoryPolicy === null) return '— the account may not ask'
  const limit = maxmemory ? `limit ${callsText(Math.round(maxmemory / 1_000_000))} MB` : 'no limit'
  return `${limit}, policy ${visible(maxmemoryPolicy)}, ${callsText(evictedKeys)} keys evicted`
}

function findingLine({ severity, message, key }: Finding): string {
  const named = key === undefined || message.includes(key) ? '' : ` (${shorten(visible(key), 80)})`
  return `  ${marks[severity]}: ${shorten(visible(message), 700)}${named}`
}
