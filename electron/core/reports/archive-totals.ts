import type { Archive } from './archive.ts'
import type { ArchiveDatabase } from './archive-database.ts'

/** The totals of closed buckets. */
export function openTotalTable(
  database: ArchiveDatabase,
): Pick<Archive, 'totals' | 'rememberTotals' | 'firstCountedDay'> {
  const select = database.prepare(
    'SELECT bucket, calls FROM totals WHERE granularity = ? AND bucket BETWEEN ? AND ? ORDER BY bucket',
  )
  const upsert = database.prepare(`
    INSERT INTO totals (granularity, bucket, calls) VALUES (?, ?, ?)
    ON CONFLICT (granularity, bucket) DO UPDATE SET calls = excluded.calls WHERE excluded.calls > calls
  `)
  const first = database.prepare(
    "SELECT min(bucket) AS day FROM totals WHERE granularity = 'day' AND calls > 0",
  )
  return {
    totals: (granularity, from, to) =>
      database.read(() => {
        const rows = select.all(granularity, from, to) as unknown as { bucket: number; calls: number }[]
        return new Map(rows.map(({ bucket, calls }) => [bucket, calls]))
      }),
    rememberTotals(granularity, entries) {
      if (entries.length === 0) return
      database.write(() => {
        for (const [bucket, calls] of entries) upsert.run(granularity, bucket, calls)
      })
    },
    firstCountedDay: () => database.read(() => (first.get() as { day: number | null }).day),
  }
}
