import type { Archive, ArchivedName } from './archive.ts'
import type { ArchiveDatabase } from './archive-database.ts'

interface Row {
  name: Uint8Array
  first_seen_ms: number
  last_called_day: number | null
}

/** The endpoints and statuses that were ever seen. */
export function openCatalogueTable(database: ArchiveDatabase): Pick<Archive, 'names' | 'rememberNames'> {
  const select = database.prepare(
    'SELECT name, first_seen_ms, last_called_day FROM names WHERE kind = ? ORDER BY name',
  )
  const upsert = database.prepare(`
    INSERT INTO names (kind, name, first_seen_ms, last_called_day) VALUES (?, ?, ?, ?)
    ON CONFLICT (kind, name) DO UPDATE SET
      last_called_day = excluded.last_called_day
    WHERE excluded.last_called_day > coalesce(last_called_day, excluded.last_called_day - 1)
  `)
  return {
    names: (kind) => database.read(() => (select.all(kind) as unknown as Row[]).map(archivedName)),
    rememberNames(kind, entries, atMs) {
      if (entries.length === 0) return
      database.write(() => {
        for (const { name, lastCalledDay } of entries) {
          upsert.run(kind, nameToBlob(name), Math.round(atMs), lastCalledDay)
        }
      })
    },
  }
}

/** A name as it is stored. */
export function nameToBlob(name: string): Uint8Array {
  return Buffer.from(name, 'utf8')
}

/** A stored name as text. */
export function nameFromBlob(blob: Uint8Array): string {
  return Buffer.from(blob).toString('utf8')
}

function archivedName(row: Row): ArchivedName {
  return {
    name: nameFromBlob(row.name),
    firstSeenMs: row.first_seen_ms,
    lastCalledDay: row.last_called_day,
  }
}
