import type { ArchiveDone, ArchiveInfo } from '../../shared/archive-info.ts'

const folder = '/home/ana/.config/Tallyscope/archives'

/** An archive of 40 days with two backups, an earlier archive and a damaged file. */
export const archived: ArchiveInfo = {
  file: `${folder}/0a1b-2.sqlite`,
  bytes: 12_345_678,
  content: {
    counts: [
      { what: 'reports', count: 40 },
      { what: 'revisions', count: 3 },
      { what: 'users', count: 0 },
      { what: 'hourTotals', count: 1_234 },
      { what: 'endpoints', count: 37 },
    ],
    firstDate: '2026-10-13',
    lastDate: '2026-11-21',
  },
  backups: [
    {
      file: `${folder}/0a1b-2.sqlite.backup-2026-11-22T01-02-03Z`,
      bytes: 11_000_000,
      at: '2026-11-22T01:02:03.000Z',
    },
    {
      file: `${folder}/0a1b-2.sqlite.backup-2026-11-21T01-02-03Z`,
      bytes: 10_900_000,
      at: '2026-11-21T01:02:03.000Z',
    },
  ],
  older: [{ file: `${folder}/0a1b-1.sqlite`, bytes: 500_000, at: '2026-09-01T00:00:00.000Z' }],
  broken: [{ file: `${folder}/0a1b-2.sqlite.broken-1`, bytes: 700_000, at: '2026-10-12T00:00:00.000Z' }],
  isReadOnly: false,
  issues: [],
}

/** What an act answers. */
export function archiveDone(more: Partial<ArchiveDone> = {}): ArchiveDone {
  return { archive: archived, file: archived.file, before: 12_345_678, after: 9_000_000, ...more }
}
