import type { Backfill, ReportSkip } from '../../shared/reports.ts'
import { callsText } from './figures.ts'
import { issueLines } from './issue-lines.ts'
import { visible } from './safe-text.ts'
import { sourceText } from './source-text.ts'
import { tableLines } from './table.ts'
import { shorten } from './text-width.ts'

const reasons: Record<ReportSkip | 'adopted', string> = {
  adopted: 'adopted: its report was taken from Redis',
  not_counted_yet: 'not counted yet, or lost',
  lost: 'its counters are lost',
  hours_gone: 'its hours are gone from Redis and archive',
  expired: 'older than Redis keeps its counters',
}

/** What became of the missing daily reports, for people. */
export function backfillLines(backfill: Backfill): string[] {
  const { made, skipped } = backfill
  const column = { title: '', align: 'left' } as const
  return [
    sourceText(backfill),
    'Daily reports that were missing',
    '',
    `Made     ${callsText(made.length)}${spanText(made)}`,
    `Skipped  ${callsText(skipped.length)}`,
    ...tableLines(
      [column, column],
      skipped.map(({ date, why }) => [`  ${date}`, shorten(visible(reasonText(why)), 200)]),
    ),
    ...issueLines(backfill.issues),
  ]
}

/** Whether a day was skipped for another reason than its age: it failed, or its counters are lost. */
export function hasTrouble({ skipped }: Backfill): boolean {
  return skipped.some(({ why }) => why === 'lost' || !isReason(why))
}

function spanText(dates: readonly string[]): string {
  const [first] = dates
  if (first === undefined) return ''
  return dates.length === 1 ? `  ${first}` : `  from ${first} to ${dates.at(-1)}`
}

function reasonText(why: string): string {
  return isReason(why) ? reasons[why] : why
}

function isReason(why: string): why is keyof typeof reasons {
  return Object.hasOwn(reasons, why)
}
