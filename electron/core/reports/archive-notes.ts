import type { Archive, StatusNote } from './archive.ts'
import { nameFromBlob, nameToBlob } from './archive-catalogue.ts'
import type { ArchiveDatabase } from './archive-database.ts'

interface Row {
  at_ms: number
  status: Uint8Array | null
  calls: number | null
}

/** The hourly notes of the day's status counters. */
export function openStatusNoteTable(
  database: ArchiveDatabase,
): Pick<Archive, 'statusNotes' | 'noteStatuses'> {
  const select = database.prepare(`
    SELECT at_ms, status, calls FROM status_notes LEFT JOIN status_note_counts USING (at_ms)
    WHERE at_ms BETWEEN ? AND ? ORDER BY at_ms, status
  `)
  const insertNote = database.prepare('INSERT INTO status_notes (at_ms) VALUES (?) ON CONFLICT DO NOTHING')
  const upsertCount = database.prepare(`
    INSERT INTO status_note_counts (at_ms, status, calls) VALUES (?, ?, ?)
    ON CONFLICT (at_ms, status) DO UPDATE SET calls = excluded.calls WHERE excluded.calls > calls
  `)
  return {
    statusNotes: (fromMs, toMs) =>
      database.read(() => groupByInstant(select.all(fromMs, toMs) as unknown as Row[])),
    noteStatuses: (atMs, entries) =>
      database.write(() => {
        insertNote.run(Math.round(atMs))
        for (const [status, calls] of entries) upsertCount.run(Math.round(atMs), nameToBlob(status), calls)
      }),
  }
}

function groupByInstant(rows: Row[]): StatusNote[] {
  const notes: StatusNote[] = []
  for (const { at_ms: atMs, status, calls } of rows) {
    let note = notes.at(-1)
    if (note?.atMs !== atMs) {
      note = { atMs, counts: new Map() }
      notes.push(note)
    }
    if (status !== null && calls !== null) note.counts.set(nameFromBlob(status), calls)
  }
  return notes
}
