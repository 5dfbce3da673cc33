import { openArchive } from '../../electron/core/reports/archive.ts'
import { createDayTally } from '../../electron/core/users/day-tally.ts'
import { mergeDay } from '../../electron/core/users/merge-day.ts'
import { createUserHash } from '../../electron/core/users/user-hash.ts'
import { daysOfUsers, firstUserDay } from './days-of-users.ts'
import { keptLog } from './source-kit.ts'

/**
 * Adds the users of the days that are not there yet to the archive named first, telling a line on stdout after each piece of work: so
 * whoever kills this program does it in the middle.
 */
const [file = ''] = process.argv.slice(2)
const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
const hash = createUserHash(archive.userKey())
for (const [i, users] of daysOfUsers().entries()) {
  const day = firstUserDay + i
  if (archive.userDays(day, day).length > 0) continue
  const tally = createDayTally(day, hash)
  let total = 0
  for (const [user, calls] of users) {
    tally.add(`stats:day:${day}:user:${user}`, user, calls)
    total += calls
  }
  for (const _part of tally.users.settle());
  await mergeDay(tally, total, {
    archive,
    nowMs: 0,
    rest: () =>
      new Promise((resolve) => {
        process.stdout.write('.\n', () => setImmediate(resolve))
      }),
  })
}
archive.close()
