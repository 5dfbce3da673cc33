import type { UserFacts } from '../../../shared/user-figures.ts'
import { bucketAt } from '../../../shared/time.ts'
import type { Parts } from '../stats/parts.ts'
import type { UserDayCount } from '../reports/archive-user-days.ts'

/** Days before the first one that the figures of a day reach back to. */
const reachBack = 30

/** What the archive knows of the users of some days, and of as many before as their figures need. */
export function userFactsOf({ archive, reader, offsetMinutes }: Parts, from: number, to: number): UserFacts {
  const nowMs = reader.nowMs()
  const { firstDay, retentionMs } = reader.counters(nowMs)
  const days = new Map(archive.userDays(from - reachBack, to).map((count) => [count.day, count]))
  const fresh = archive.firstSeen(from, to)
  return {
    firstDay: firstDay ?? archive.firstCountedDay(),
    beganDay: archive.census().beganDay,
    // A bucket is kept from its start.
    firstKeptDay: bucketAt(nowMs - retentionMs.day, 'day', offsetMinutes) + 1,
    counted(day) {
      const count: UserDayCount | undefined = days.get(day)
      return count && { ...count, new: fresh.get(day) ?? 0 }
    },
  }
}
