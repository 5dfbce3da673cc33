import { savedCsv, type SavedTable } from '../../renderer/composables/saved-csv.ts'

/** A table of the page as the lines of a file that was saved in November. */
export function savedLines(table: SavedTable): string[] {
  const file = {
    range: { from: '2026-11-01', to: '2026-11-30' },
    savedAt: '2026-11-24T08:00:00.000Z',
    app: 'tallyscope 0.1.0',
    bucketOffsetMinutes: 345,
    delimiter: ',',
  }
  return savedCsv(table, file).trimEnd().split('\r\n')
}

/** How each row ends whose times are of UTC. */
export function savedTail(asOf = ''): string {
  return `Production,false,UTC,UTC+05:45,2026-11-01,2026-11-30,${asOf},2026-11-24T08:00:00+00:00,tallyscope 0.1.0`
}
