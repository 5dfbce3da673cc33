import type { ForeignFacts } from '../../../shared/read-stored-report.ts'
import type { ArchiveDatabase } from './archive-database.ts'

/** A stored report of others as it was last seen. */
export interface KeptForeign extends ForeignFacts {
  date: string
  /** Null where it is no text or too long. */
  document: string | null
  bytes: number
  seenMs: number
}

/**
 * How a revision of ours stands to Redis: it came from there, it was written there, another report stands in its place there,
 * or a person wants it there in place of an earlier one.
 */
export type SharedState = 'adopted' | 'written' | 'taken' | 'to_replace'

/** A report that Redis does not have from us yet. */
export interface UnsharedReport {
  date: string
  revision: number
  /** Whether a person said that it replaces the one that stands there. */
  replaces: boolean
}

/** What is known of the reports that stand in Redis, others' and ours. */
export interface SharingTable {
  /** Oldest first. */
  foreignReports(from: string, to: string): KeptForeign[]
  /** Keeps what stands there now in place of what was seen before; what did not change stays as it is. */
  keepForeign(entries: readonly Omit<KeptForeign, 'bytes'>[]): void
  /** Dates of a zone whose users are known by a report that was adopted. */
  datesOfAdoptedUsers(zone: string): string[]
  /** The newest revisions of a zone from a date on that Redis is not known to have or to lack for good, oldest first. */
  unshared(zone: string, from: string): UnsharedReport[]
  /** Notes it of a revision, and of those before it that were still to replace one. */
  noteShared(zone: string, at: { date: string; revision: number }, state: SharedState): void
}

/** Opens the tables about reports in Redis. */
export function openSharingTables(database: ArchiveDatabase): SharingTable {
  const selectForeign = database.prepare(`
    SELECT date, form, zone, generator, calls, success_rate AS successRate, document, seen_ms AS seenMs
    FROM foreign_reports WHERE date BETWEEN ? AND ? ORDER BY date
  `)
  const upsertForeign = database.prepare(`
    INSERT INTO foreign_reports (date, form, zone, generator, calls, success_rate, document, seen_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (date) DO UPDATE SET form = excluded.form, zone = excluded.zone, generator = excluded.generator,
      calls = excluded.calls, success_rate = excluded.success_rate, document = excluded.document, seen_ms = excluded.seen_ms
    WHERE document IS NOT excluded.document OR form <> excluded.form
  `)
  const selectUnshared = database.prepare(`
    SELECT date, revision, replaces FROM (
      SELECT newest.date, newest.revision,
        EXISTS (SELECT 1 FROM shared_reports WHERE zone = :zone AND date = newest.date AND state = 'to_replace') AS replaces,
        EXISTS (SELECT 1 FROM shared_reports WHERE zone = :zone AND date = newest.date AND revision = newest.revision) AS isNoted
      FROM (SELECT date, max(revision) AS revision FROM reports WHERE zone = :zone AND date >= :from GROUP BY date) AS newest
    ) WHERE replaces OR NOT isNoted ORDER BY date
  `)
  const selectAdopted = database.prepare(`
    SELECT DISTINCT date FROM shared_reports JOIN reports USING (zone, date, revision)
    WHERE zone = ? AND state = 'adopted' AND json_extract(summary, '$.activeUsers') IS NOT NULL
  `)
  const updateWanted = database.prepare(
    "UPDATE shared_reports SET state = ? WHERE zone = ? AND date = ? AND revision <= ? AND state = 'to_replace'",
  )
  const upsertShared = database.prepare(`
    INSERT INTO shared_reports (zone, date, revision, state) VALUES (?, ?, ?, ?)
    ON CONFLICT (zone, date, revision) DO UPDATE SET state = excluded.state WHERE state <> 'adopted'
  `)
  return {
    foreignReports: (from, to) =>
      database.read(() =>
        (selectForeign.all(from, to) as unknown as ForeignRow[]).map(({ document, ...row }) => ({
          ...row,
          document: document === null ? null : Buffer.from(document).toString('utf8'),
          bytes: document?.length ?? 0,
        })),
      ),
    keepForeign(entries) {
      if (entries.length === 0) return
      database.write(() => {
        for (const { date, form, zone, generator, calls, successRate, document, seenMs } of entries) {
          const text = document === null ? null : Buffer.from(document, 'utf8')
          upsertForeign.run(date, form, zone, generator, calls, successRate, text, Math.round(seenMs))
        }
      })
    },
    datesOfAdoptedUsers: (zone) =>
      database.read(() => selectAdopted.all(zone).map(({ date }) => String(date))),
    unshared: (zone, from) =>
      database.read(() =>
        selectUnshared.all({ zone, from }).map((row) => {
          const { date, revision, replaces } = row as { date: string; revision: number; replaces: number }
          return { date, revision, replaces: replaces === 1 }
        }),
      ),
    noteShared: (zone, { date, revision }, state) =>
      database.write(() => {
        updateWanted.run(state, zone, date, revision)
        upsertShared.run(zone, date, revision, state)
      }),
  }
}

interface ForeignRow extends Omit<KeptForeign, 'document' | 'bytes'> {
  document: Uint8Array | null
}
