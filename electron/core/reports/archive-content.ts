import { archiveThings, type ArchiveContent, type ArchiveThing } from '../../../shared/archive-info.ts'
import { dateAfter } from '../../../shared/due-days.ts'
import type { ArchiveDatabase } from './archive-database.ts'
import { migrations } from './archive-schema.ts'

/** What the upkeep of an archive asks of its file. */
export interface UpkeepTable {
  content(): ArchiveContent
  /** Grows with every report and every revision of one; 0 where there is none. */
  reportsWritten(): number
  /** The zone that most reports are of; null where there is none. */
  reportZone(): string | null
  /** Writes to the file without changing anything; throws where that is not possible. */
  proveWritable(): void
  /** Gives back to the disk what the file no longer needs. */
  compact(): void
}

/** The table and the condition of what is counted; a table that a version does not have yet is left out. */
const places: Record<ArchiveThing, { table: string; where?: string }> = {
  reports: { table: 'reports', where: 'revision = 1' },
  revisions: { table: 'reports', where: 'revision > 1' },
  foreignReports: { table: 'foreign_reports' },
  users: { table: 'users' },
  userDays: { table: 'user_days' },
  dayTotals: { table: 'totals', where: "granularity = 'day'" },
  hourTotals: { table: 'totals', where: "granularity = 'hour'" },
  minuteTotals: { table: 'totals', where: "granularity = 'minute'" },
  coldDays: { table: 'cold_days' },
  coldMinutes: { table: 'cold_minutes' },
  endpoints: { table: 'names', where: "kind = 'api'" },
  statuses: { table: 'names', where: "kind = 'status'" },
  statusNotes: { table: 'status_notes' },
  runs: { table: 'runs' },
  exportedDays: { table: 'auto_exports', where: "state = 'done'" },
}

export function openUpkeepTable(database: ArchiveDatabase): UpkeepTable {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
  const span = database.prepare(`
    SELECT (SELECT min(bucket) FROM totals WHERE granularity = 'day') AS firstDay,
      (SELECT max(bucket) FROM totals WHERE granularity = 'day') AS lastDay,
      (SELECT min(date) FROM reports) AS firstReport, (SELECT max(date) FROM reports) AS lastReport
  `)
  const written = database.prepare('SELECT coalesce(max(rowid), 0) AS written FROM reports')
  const zone = database.prepare('SELECT zone FROM reports GROUP BY zone ORDER BY count(*) DESC, zone LIMIT 1')
  const countOf = (what: ArchiveThing): number => {
    const { table, where } = places[what]
    const query = `SELECT count(*) AS count FROM ${table}${where ? ` WHERE ${where}` : ''}`
    return Number(database.prepare(query).get()?.['count'])
  }
  return {
    content: () =>
      database.read(() => {
        const known = new Set(tables.all().map(({ name }) => String(name)))
        const found = span.get() as Record<'firstDay' | 'lastDay', number | null> &
          Record<'firstReport' | 'lastReport', string | null>
        const dates = [
          dateOrNull(found.firstDay),
          dateOrNull(found.lastDay),
          found.firstReport,
          found.lastReport,
        ]
          .filter((date) => date !== null)
          .sort()
        return {
          counts: archiveThings
            .filter((what) => known.has(places[what].table))
            .map((what) => ({ what, count: countOf(what) })),
          firstDate: dates[0] ?? null,
          lastDate: dates.at(-1) ?? null,
        }
      }),
    reportsWritten: () => database.read(() => Number(written.get()?.['written'])),
    reportZone: () => database.read(() => (zone.get() as { zone: string } | undefined)?.zone ?? null),
    proveWritable: () =>
      database.read(() => void database.prepare(`PRAGMA user_version = ${migrations.length}`).run()),
    compact: () =>
      database.read(() => {
        database.prepare('VACUUM').run()
        database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all()
      }),
  }
}

/** A bucket of a day bears the number of its date. */
function dateOrNull(day: number | null): string | null {
  return day === null ? null : dateAfter('1970-01-01', day)
}
