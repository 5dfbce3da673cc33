import type { Archive } from '../reports/archive.ts'
import type { UserDayCount } from '../reports/archive-user-days.ts'
import { hashRanges, rangesFor } from './hash-ranges.ts'

type Windows = Pick<UserDayCount, 'weekly' | 'monthly'>

/** Days that the mask of a user tells. */
const maskDays = 32

/**
 * The distinct users of the 7 and 30 days that end with a day. Where no later day is known they follow from each user's last day;
 * else from the masks, as far as those reach back: null where they do not.
 */
export async function windowsOf(archive: Archive, day: number, rest: () => Promise<void>): Promise<Windows> {
  const newest = archive.lastUserDay()
  if (newest === null || newest <= day)
    return { weekly: byLastDay(archive, day, 7), monthly: byLastDay(archive, day, 30) }
  return {
    weekly: await byMasks(archive, { day, width: 7, newest, rest }),
    monthly: await byMasks(archive, { day, width: 30, newest, rest }),
  }
}

function byLastDay(archive: Archive, day: number, width: number): number {
  let users = 0
  for (const count of archive.lastSeen(day - width + 1, day).values()) users += count
  return users
}

async function byMasks(
  archive: Archive,
  { day, width, newest, rest }: { day: number; width: number; newest: number; rest: () => Promise<void> },
): Promise<number | null> {
  // Before the first user no mask need reach.
  const from = Math.max(day - width + 1, archive.firstUserDay() ?? day)
  if (from > day || newest - from >= maskDays) return null
  let known = 0
  for (const count of archive.lastSeen(from, newest).values()) known += count
  let users = 0
  for (const range of hashRanges(rangesFor(known))) {
    users += archive.usersWithin(day, day - from + 1, range)
    await rest()
  }
  return users
}

/** Works out the windows of the days after one that was added late, of those that are counted. */
export async function renewWindows(
  archive: Archive,
  added: number,
  rest: () => Promise<void>,
): Promise<void> {
  for (const { day, weekly, monthly } of archive.userDays(added + 1, added + 29)) {
    const windows = await windowsOf(archive, day, rest)
    // A figure that was told before and cannot be told any more lacked that day.
    if (windows.weekly !== weekly || windows.monthly !== monthly) archive.saveWindows(day, windows)
  }
}
