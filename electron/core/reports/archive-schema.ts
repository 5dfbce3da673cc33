import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../../shared/errors.ts'
import { inTransaction } from './archive-database.ts'
import { DamagedArchive } from './archive-errors.ts'
import { coldStep } from './archive-step-cold.ts'
import { exportsStep } from './archive-step-exports.ts'
import { runsStep } from './archive-step-runs.ts'
import { sharingStep } from './archive-step-sharing.ts'
import { usersStep } from './archive-step-users.ts'

/** SQLite's application_id of an archive: "Tals". */
export const applicationId = 0x54616c73

/**
 * Step N leads from schema version N to N + 1. A step that was published is never changed. Names are BLOBs of UTF-8: not
 * every binding of SQLite keeps a NUL inside TEXT.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE names (
    kind TEXT NOT NULL CHECK (kind IN ('api', 'status')),
    name BLOB NOT NULL,
    first_seen_ms INTEGER NOT NULL,
    last_called_day INTEGER,
    PRIMARY KEY (kind, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE totals (
    granularity TEXT NOT NULL CHECK (granularity IN ('minute', 'hour', 'day')),
    bucket INTEGER NOT NULL,
    calls INTEGER NOT NULL CHECK (calls >= 0),
    PRIMARY KEY (granularity, bucket)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE status_notes (at_ms INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE status_note_counts (
    at_ms INTEGER NOT NULL REFERENCES status_notes ON DELETE CASCADE,
    status BLOB NOT NULL,
    calls INTEGER NOT NULL CHECK (calls >= 0),
    PRIMARY KEY (at_ms, status)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE discovery (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    last_ended_ms INTEGER,
    last_outcome TEXT CHECK (last_outcome IN ('done', 'cancelled', 'failed')),
    fruitless_runs INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE unexplained (
    kind TEXT NOT NULL CHECK (kind IN ('api', 'status')),
    day INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    PRIMARY KEY (kind, day)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE run_facts (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    run_id TEXT,
    evicted_keys INTEGER
  ) STRICT;
  `,
  `
  ALTER TABLE discovery ADD COLUMN last_started_ms INTEGER;
  ALTER TABLE discovery ADD COLUMN last_reason TEXT CHECK (last_reason IN ('asked', 'first', 'missing', 'needed'));
  ALTER TABLE discovery ADD COLUMN found_endpoints INTEGER;
  ALTER TABLE discovery ADD COLUMN found_statuses INTEGER;
  `,
  `
  CREATE TABLE reports (
    zone TEXT NOT NULL,
    date TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    generated_at TEXT NOT NULL,
    calls INTEGER NOT NULL CHECK (calls >= 0),
    summary TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (zone, date, revision)
  ) STRICT;
  CREATE TABLE report_days (
    zone TEXT NOT NULL,
    date TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'failed', 'skipped')),
    due_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_try_ms INTEGER,
    why TEXT CHECK (why IN ('not_counted_yet', 'lost', 'hours_gone', 'expired')),
    message TEXT,
    late_calls INTEGER NOT NULL CHECK (late_calls >= 0),
    PRIMARY KEY (zone, date)
  ) STRICT, WITHOUT ROWID;
  `,
  usersStep,
  coldStep,
  sharingStep,
  runsStep,
  exportsStep,
]

/** No version will ever be larger: a number above is damage. */
const largestVersion = 9_999

/**
 * Brings the schema to the newest version in one transaction; tells whether it began with this call. Throws AppError
 * `archive_unusable`, before anything is written, for a version that is newer than the program.
 */
export function migrate(db: DatabaseSync, steps: readonly string[] = migrations): { isNew: boolean } {
  assertKnownVersion(db, steps.length)
  return inTransaction(db, () => {
    // Asked again under the lock: another process may have migrated meanwhile.
    const version = assertKnownVersion(db, steps.length)
    for (const step of steps.slice(version)) db.exec(step)
    // Written each time: a file that SQLite opened read-only shows only at a real write.
    db.exec(`PRAGMA user_version = ${steps.length}`)
    return { isNew: version === 0 }
  })
}

function assertKnownVersion(db: DatabaseSync, newest: number): number {
  const version = pragma(db, 'user_version')
  const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number }
  if (tables > 0 && pragma(db, 'application_id') !== applicationId) throw new DamagedArchive('not an archive')
  if (version < 0 || version > largestVersion) throw new DamagedArchive(`impossible version ${version}`)
  if (version > newest) {
    throw new AppError(
      'archive_unusable',
      `The archive was written by a newer version of Tallyscope (schema ${version}, known here: ${newest}); ` +
        'update the program or name another archive file.',
    )
  }
  if ((version === 0) !== (tables === 0)) throw new DamagedArchive(`version ${version} with ${tables} tables`)
  return version
}

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])
}
