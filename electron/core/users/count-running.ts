import type { Archive } from '../reports/archive.ts'
import { busiestOf, type DayTally } from './day-tally.ts'
import type { RunningUsers } from './running-users.ts'

/** The figures of a day that still runs, beside the users that the archive knows; nothing is kept. */
export async function countRunning(
  archive: Archive,
  { day, users }: DayTally,
  { total, rest }: { total: number | null; rest: () => Promise<void> },
): Promise<RunningUsers> {
  const lastDays = new Map<number, number>()
  for (const hashes of users.hashes()) {
    for (const [last, count] of archive.lastDaysOf(hashes))
      lastDays.set(last, (lastDays.get(last) ?? 0) + count)
    await rest()
  }
  const returning = [...lastDays.values()].reduce((sum, count) => sum + count, 0)
  const window = (width: number): number => {
    let others = 0
    for (const [last, count] of archive.lastSeen(day - width + 1, day - 1))
      others += count - (lastDays.get(last) ?? 0)
    return users.users() + others
  }
  return {
    day,
    active: users.users(),
    calls: users.calls(),
    total,
    new: users.users() - returning,
    weekly: window(7),
    monthly: window(30),
    ...(await busiestOf(users, rest)),
  }
}
