import { callsText, shareText } from './figures.ts'
import { issueLines } from './issue-lines.ts'
import type { PlainUserDay, PlainUsers } from './print-users.ts'
import { sourceText } from './source-text.ts'
import { tableLines } from './table.ts'

const reasons: Record<string, string> = {
  not_counted: 'not counted',
  expired: 'older than Redis keeps it',
  not_counted_yet: 'not counted yet, or lost',
  incomplete: 'its users explain none of its calls',
  days_before_missing: 'new users: the 30 days before are not all known',
}

/** Users by UTC day for people, the running day last. */
export function usersLines(users: PlainUsers): string[] {
  const right = (title: string) => ({ title, align: 'right' as const })
  const left = (title: string) => ({ title, align: 'left' as const })
  return [
    sourceText(users),
    `Users by ${users.zone} day`,
    '',
    ...tableLines(
      [
        left('Day'),
        right('Active'),
        right('New'),
        right('7 days'),
        right('30 days'),
        right('Stickiness'),
        right('Explained'),
        left(''),
      ],
      users.days.map((day) => [
        day.date,
        callsText(day.active),
        callsText(day.new),
        callsText(day.weekly),
        callsText(day.monthly),
        shareText(day.stickiness),
        shareText(day.coverage),
        noteOf(day),
      ]),
    ),
    ...issueLines(users.issues),
  ]
}

function noteOf({ partial, why }: PlainUserDay): string {
  const reason = reasons[why.active ?? why.new ?? ''] ?? ''
  return [partial ? 'still running' : '', reason].filter((text) => text !== '').join(', ')
}
