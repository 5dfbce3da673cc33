import type { Archive } from '../reports/archive.ts'
import type { UserDayCount } from '../reports/archive-user-days.ts'
import { busiestOf, type DayTally } from './day-tally.ts'
import { renewWindows, windowsOf } from './windows.ts'

export interface MergeOptions {
  archive: Archive
  nowMs: number
  /** Rests between pieces of work. Rejects where the census was cancelled. */
  rest(): Promise<void>
}

/**
 * Adds the users of a counted day to the archive, and the day itself last of all: whatever ends this in the middle, the day is
 * counted again and nothing counts twice. What an earlier count found stands where it had more.
 */
export async function mergeDay(
  tally: DayTally,
  total: number | null,
  { archive, nowMs, rest }: MergeOptions,
): Promise<void> {
  const { day, users } = tally
  const [before] = archive.userDays(day, day)
  if (before && before.calls > users.calls())
    return archive.saveUserDay({ ...before, total, countedMs: nowMs })
  for (const hashes of users.hashes()) {
    archive.addUsers(day, hashes)
    await rest()
  }
  const busiest = await busiestOf(users, rest)
  const windows = await windowsOf(archive, day, rest)
  await renewWindows(archive, day, rest)
  const count: UserDayCount = {
    day,
    countedMs: nowMs,
    active: users.users(),
    calls: users.calls(),
    total,
    ...busiest,
    ...windows,
    topUsers: tally.top(),
    issues: tally.issues(),
  }
  archive.saveUserDay(count)
}
