import type { ArchiveDatabase } from './archive-database.ts'

/** The users that called on some days, as they were counted. */
export interface UserTable {
  /** Adds a day to users, by their hashes; adding it again changes nothing. Keep the lists short: each is one transaction. */
  addUsers(day: number, hashes: BigInt64Array): void
  /** How many users were first seen on each day from one to another. */
  firstSeen(from: number, to: number): Map<number, number>
  /** How many users called for the last time on each day from one to another. */
  lastSeen(from: number, to: number): Map<number, number>
  /** The first day of any user; null where there is none. */
  firstUserDay(): number | null
  /** The last day of any user; null where there is none. */
  lastUserDay(): number | null
  /** Of some users the last days on which they called, and how many they are; those never seen are left out. */
  lastDaysOf(hashes: BigInt64Array): Map<number, number>
  /** Users with hashes in a range who called on one of the `width` days that end with a day, by their masks. */
  usersWithin(day: number, width: number, range: HashRange): number
  /** Users with hashes in a range, first seen from a day on, by their weeks. */
  userWeeks(fromDay: number, range: HashRange): UserWeeks[]
}

/** Hashes from one to another, both included. */
export type HashRange = readonly [from: bigint, to: bigint]

/** Users that were first and last seen in the same weeks (from Monday, 1969-12-29 being the first day of week 0). */
export interface UserWeeks {
  firstWeek: number
  lastWeek: number
  /** Bit n: called in the n-th week before the last one. */
  weeks: number
  users: number
}

/** Opens the table of users and the numbers of users by first and last day that go with it. */
export function openUserTable(database: ArchiveDatabase): UserTable {
  const selectKnown = database.prepare(`
    SELECT first_day AS first, last_day AS last, count(*) AS users
    FROM json_each(?) AS asked JOIN users ON users.hash = asked.value GROUP BY first_day, last_day
  `)
  const upsert = database.prepare(`
    INSERT INTO users (hash, first_day, last_day, days, weeks) SELECT value, :day, :day, 1, 1 FROM json_each(:hashes) WHERE true
    ON CONFLICT (hash) DO UPDATE SET
      first_day = min(first_day, :day),
      last_day = max(last_day, :day),
      days = CASE WHEN :day > last_day THEN (days << (:day - last_day)) & 4294967295 | 1
        WHEN last_day - :day < 32 THEN days | (1 << (last_day - :day)) ELSE days END,
      weeks = CASE WHEN :day > last_day THEN weeks << ((:day + 3) / 7 - (last_day + 3) / 7) | 1
        ELSE weeks | (1 << ((last_day + 3) / 7 - (:day + 3) / 7)) END
  `)
  const move = (table: string) =>
    database.prepare(`
      INSERT INTO ${table} (day, users) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET users = users + excluded.users
    `)
  const moveFirst = move('users_by_first_day')
  const moveLast = move('users_by_last_day')
  const selectFirst = database.prepare('SELECT day, users FROM users_by_first_day WHERE day BETWEEN ? AND ?')
  const selectLast = database.prepare('SELECT day, users FROM users_by_last_day WHERE day BETWEEN ? AND ?')
  const selectFirstDay = database.prepare('SELECT min(day) AS day FROM users_by_first_day WHERE users > 0')
  const selectLastDay = database.prepare('SELECT max(day) AS day FROM users_by_last_day WHERE users > 0')
  const selectLastOf = database.prepare(`
    SELECT last_day AS day, count(*) AS users
    FROM json_each(?) AS asked JOIN users ON users.hash = asked.value GROUP BY last_day
  `)
  const selectWithin = database.prepare(`
    SELECT count(*) AS users FROM users WHERE hash BETWEEN :from AND :to AND last_day > :day - :width AND first_day <= :day
      AND (days >> max(0, last_day - :day)) & ((1 << (:width - max(0, :day - last_day))) - 1)
  `)
  const selectWeeks = database.prepare(`
    SELECT (first_day + 3) / 7 AS firstWeek, (last_day + 3) / 7 AS lastWeek, weeks & 4294967295 AS weeks, count(*) AS users
    FROM users WHERE hash BETWEEN :from AND :to AND first_day >= :first GROUP BY 1, 2, 3
  `)
  const byDay = (rows: unknown[]): Map<number, number> =>
    new Map((rows as { day: number; users: number }[]).map(({ day, users }) => [day, users]))

  return {
    addUsers(day, hashes) {
      if (hashes.length === 0) return
      const list = listOf(hashes)
      database.write(() => {
        const known = selectKnown.all(list) as { first: number; last: number; users: number }[]
        let fresh = hashes.length
        const first = new Map<number, number>()
        const last = new Map<number, number>()
        const count = (moves: Map<number, number>, at: number, users: number): void =>
          void moves.set(at, (moves.get(at) ?? 0) + users)
        const shift = (moves: Map<number, number>, from: number, users: number): void => {
          count(moves, from, -users)
          count(moves, day, users)
        }
        for (const row of known) {
          fresh -= row.users
          if (day < row.first) shift(first, row.first, row.users)
          if (day > row.last) shift(last, row.last, row.users)
        }
        count(first, day, fresh)
        count(last, day, fresh)
        upsert.run({ day, hashes: list })
        for (const [at, users] of first) moveFirst.run(at, users)
        for (const [at, users] of last) moveLast.run(at, users)
      })
    },
    firstSeen: (from, to) => database.read(() => byDay(selectFirst.all(from, to))),
    lastSeen: (from, to) => database.read(() => byDay(selectLast.all(from, to))),
    firstUserDay: () => database.read(() => (selectFirstDay.get() as { day: number | null }).day),
    lastUserDay: () => database.read(() => (selectLastDay.get() as { day: number | null }).day),
    lastDaysOf: (hashes) => database.read(() => byDay(selectLastOf.all(listOf(hashes)))),
    usersWithin: (day, width, [from, to]) =>
      database.read(() => (selectWithin.get({ day, width, from, to }) as { users: number }).users),
    userWeeks: (first, [from, to]) =>
      database.read(() =>
        selectWeeks.all({ first, from, to }).map((row) => ({ ...row }) as unknown as UserWeeks),
      ),
  }
}

/** Hashes as a JSON list: SQLite reads one text sooner than many values. */
function listOf(hashes: BigInt64Array): string {
  return `[${hashes.join()}]`
}
