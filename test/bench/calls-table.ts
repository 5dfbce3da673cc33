import type { CallList } from './call-list.ts'
import { date, linesOf } from './day-of-calls.ts'
import type { MariaDb } from './mariadb.ts'

/** As compact as the types allow: an instant of 5 bytes, names of one byte a letter. */
const table = `CREATE TABLE calls (
  id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY,
  at DATETIME NOT NULL,
  user INT UNSIGNED NOT NULL,
  endpoint VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  status SMALLINT UNSIGNED NOT NULL
) ENGINE=InnoDB`

const ofToday = `FROM calls WHERE at >= '${date}' AND at < '${date}' + INTERVAL 1 DAY`

/** What a service without counters asks. */
export const queries = {
  total: `SELECT COUNT(*) ${ofToday}`,
  hotApis: (most: number) =>
    `SELECT endpoint, COUNT(*) AS n ${ofToday} GROUP BY endpoint ORDER BY n DESC, endpoint LIMIT ${most}`,
}

export async function fillTable(mariadb: MariaDb, list: CallList): Promise<void> {
  const load = `LOAD DATA LOCAL INFILE '/dev/stdin' INTO TABLE calls (at, user, endpoint, status)`
  await mariadb.run(`${table}; ${load}`, linesOf(list))
}

/** Adds an index on columns. */
export async function indexTable(mariadb: MariaDb, columns: string): Promise<void> {
  await mariadb.run(`ALTER TABLE calls ADD INDEX (${columns}); ANALYZE TABLE calls`)
}

export interface TimedAnswer {
  /** By the clock of the server within the session, so that no start of a client is in it. */
  ms: number
  rows: string[][]
}

export async function ask(mariadb: MariaDb, query: string): Promise<TimedAnswer> {
  const answer = await mariadb.run(
    `SET @askedAt = SYSDATE(6); ${query}; SELECT TIMESTAMPDIFF(MICROSECOND, @askedAt, SYSDATE(6))`,
  )
  return { ms: Number(answer.at(-1)![0]) / 1_000, rows: answer.slice(0, -1) }
}

/** How many pages had to be read from the disk since the server started. */
export async function pagesRead(mariadb: MariaDb): Promise<number> {
  const [row] = await mariadb.run(`SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_reads'`)
  return Number(row![1])
}
