import type { DatabaseSync } from 'node:sqlite'

/** Whether the pages of a database, or of one table with its indexes, hold what SQLite wrote. */
export function isSound(db: DatabaseSync, table?: string): boolean {
  const scope = table === undefined ? '1' : `'${table}'`
  const answer = db.prepare(`PRAGMA quick_check(${scope})`).get() as { quick_check?: string } | undefined
  return answer?.quick_check === 'ok'
}

/** The names of its tables. */
export function tablesOf(db: DatabaseSync): string[] {
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => String(name))
}
