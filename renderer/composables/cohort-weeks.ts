import type { Retention } from '../../shared/users.ts'

const weekMs = 7 * 86_400_000

/** Whether the week that lies so many weeks after the first of a cohort has ended before the running date. */
export function isWeekOver(
  { week }: Pick<Retention['cohorts'][number], 'week'>,
  after: number,
  today: string,
): boolean {
  return Date.parse(week) + (after + 1) * weekMs <= Date.parse(today)
}
