import type { Usage, UsageItem } from '../../shared/usage.ts'
import { callsText, changeText, reasonText, shareText } from './figures.ts'
import { instantTexts } from './instants.ts'
import { issueLines } from './issue-lines.ts'
import { visible } from './safe-text.ts'
import { sourceText } from './source-text.ts'
import { tableLines } from './table.ts'
import { shorten } from './text-width.ts'

/** The usage of endpoints for people. */
export function apisLines(usage: Usage): string[] {
  const { items, counts } = usage
  return [
    sourceText(usage),
    `Calls by endpoint, ${usage.from} to ${usage.to} (${usage.zone})`,
    comparedText(usage),
    '',
    `All calls  ${callsText(usage.total, usage)}${reason(usage)}`,
    `Compared   ${changeText(usage.change)} against ${callsText(usage.previous, { approximate: usage.previousApproximate })}`,
    ...(items.length === 0
      ? ['', 'No calls of an endpoint are known in these days.']
      : [
          '',
          `${callsText(items.length)} endpoints with calls, ${callsText(counts.new)} of them new; ${callsText(counts.quiet)} have gone quiet`,
          ...table(items),
        ]),
    ...(usage.coverage === null ? [] : ['', `Calls explained by endpoints: ${shareText(usage.coverage)}`]),
    ...issueLines(usage.issues),
  ]
}

function comparedText(usage: Usage): string {
  const times = instantTexts(usage.zone)
  const before = `${usage.previousFrom} to ${usage.previousTo}`
  if (usage.comparableUntil === null || usage.previousUntil === null) return `compared with ${before}`
  return `until ${times.minute(usage.comparableUntil)} compared with ${before} until ${times.minute(usage.previousUntil)}`
}

function table(items: readonly UsageItem[]): string[] {
  return tableLines(
    [
      { title: '#', align: 'right' },
      { title: 'Endpoint', align: 'left' },
      { title: 'Calls', align: 'right' },
      { title: 'Share', align: 'right' },
      { title: 'Before', align: 'right' },
      { title: 'Change', align: 'right' },
      { title: 'Last seen', align: 'left' },
      { title: '', align: 'left' },
    ],
    items.map((item, i) => [
      String(i + 1),
      shorten(visible(item.endpoint), 60),
      callsText(item.calls, item),
      shareText(item.share),
      callsText(item.previous, { approximate: item.previousApproximate }),
      item.isNew ? 'new' : changeText(item.change),
      item.lastSeen ?? '—',
      item.calls === null ? reasonText(item.why) : '',
    ]),
  ).map((line) => `  ${line}`)
}

function reason({ total, why }: Usage): string {
  return total === null ? `  (${reasonText(why)})` : ''
}
