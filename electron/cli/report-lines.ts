import type { DailyReport, ReportComparison } from '../../shared/daily-report.ts'
import type { AnswerHead } from '../../shared/figures.ts'
import { compareNames } from '../../shared/names.ts'
import { countSuccess, toleratedUnclassified, unclassifiedShare } from '../../shared/success.ts'
import { callsText, changeText, shareText } from './figures.ts'
import { instantTexts } from './instants.ts'
import { issueLines } from './issue-lines.ts'
import { visible } from './safe-text.ts'
import { sourceText } from './source-text.ts'
import { tableLines } from './table.ts'
import { shorten } from './text-width.ts'

/** A daily report for people. */
export function reportLines(report: DailyReport, head: AnswerHead): string[] {
  const times = instantTexts(report.zone)
  return [
    sourceText(head),
    `Daily report of ${report.date} (${report.zone})`,
    `made ${times.full(report.generated_at)} by ${visible(report.generator)}`,
    '',
    ...tableLines(
      [
        { title: '', align: 'left' },
        { title: '', align: 'right' },
        { title: '', align: 'left' },
      ],
      [
        ['Calls', callsText(report.total_calls, report), 'calls'],
        comparisonRow('  day before', report.previous_day),
        comparisonRow('  same weekday a week before', report.previous_week),
        ['Success', successText(report), successNote(report)],
        ['Peak hour', callsText(report.peak_hour?.calls ?? null), peakNote(report)],
        ['Active users', callsText(report.active_users), 'users'],
        ['New users', callsText(report.new_users), 'users'],
      ],
    ),
    ...breakdownLines('Calls by endpoint', 'Endpoint', report.api_breakdown, report.total_calls),
    ...breakdownLines('Calls by status', 'Status', report.status_breakdown, report.total_calls),
    ...hourLines(report),
    ...userLines(report),
    '',
    qualityText(report),
    ...issueLines(report.quality.issues),
  ]
}

function comparisonRow(name: string, before: ReportComparison | null): string[] {
  if (before === null) return [name, '—', 'unknown']
  return [name, changeText(before.change), `against ${callsText(before.total_calls)} calls`]
}

function successText({ success_rate, status_breakdown, status_lists }: DailyReport): string {
  const share = unclassifiedShare(countSuccess(Object.entries(status_breakdown ?? {}), status_lists)) ?? 0
  return (success_rate !== null && share > toleratedUnclassified ? '≈ ' : '') + shareText(success_rate)
}

function successNote({ status_breakdown, status_lists }: DailyReport): string {
  if (status_breakdown === null) return 'statuses are unknown'
  const counts = countSuccess(Object.entries(status_breakdown), status_lists)
  const left = counts.unclassified > 0 ? `, ${callsText(counts.unclassified)} unclassified` : ''
  return `${callsText(counts.successes)} success, ${callsText(counts.errors)} error${left}`
}

function peakNote({ peak_hour, zone }: DailyReport): string {
  return peak_hour === null
    ? 'no full hour is known'
    : `calls, from ${instantTexts(zone).time(peak_hour.start)}`
}

function breakdownLines(
  title: string,
  heading: string,
  breakdown: Record<string, number> | null,
  total: number,
): string[] {
  if (breakdown === null) return ['', `${title}: unknown`]
  // An object cannot keep names that read as whole numbers in their place.
  const entries = Object.entries(breakdown).sort(([a, x], [b, y]) => y - x || compareNames(a, b))
  if (entries.length === 0) return ['', `${title}: none`]
  const lines = tableLines(
    [
      { title: '#', align: 'right' },
      { title: heading, align: 'left' },
      { title: 'Calls', align: 'right' },
      { title: 'Share', align: 'right' },
    ],
    entries.map(([name, calls], i) => [
      String(i + 1),
      shorten(visible(name), 60),
      callsText(calls),
      shareText(total === 0 ? null : calls / total),
    ]),
  )
  return ['', title, ...lines.map((line) => `  ${line}`)]
}

function hourLines({ hourly, zone }: DailyReport): string[] {
  const times = instantTexts(zone)
  const lines = tableLines(
    [
      { title: 'Hour', align: 'left' },
      { title: 'Minutes', align: 'right' },
      { title: 'Calls', align: 'right' },
    ],
    hourly.map(({ start, minutes, calls }) => [times.minute(start), String(minutes), callsText(calls)]),
  )
  return ['', 'Calls by hour', ...lines.map((line) => `  ${line}`)]
}

function userLines({ top_users }: DailyReport): string[] {
  if (top_users === null) return []
  const lines = tableLines(
    [
      { title: '#', align: 'right' },
      { title: 'User', align: 'left' },
      { title: 'Calls', align: 'right' },
    ],
    top_users.map(({ user, calls }, i) => [String(i + 1), shorten(visible(user), 60), callsText(calls)]),
  )
  return ['', 'Top users', ...lines.map((line) => `  ${line}`)]
}

function qualityText({ quality }: DailyReport): string {
  const of = (name: string, share: number | null): string => `by ${name}: ${shareText(share)}`
  return `Calls explained ${[
    of('hours', quality.hours),
    of('endpoints', quality.apis),
    of('statuses', quality.statuses),
    of('users', quality.users),
  ].join('; ')}`
}
