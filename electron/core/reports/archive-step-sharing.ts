/**
 * Reports that others wrote: schema step 6. A text of theirs is a BLOB, for it may be anything. What is known of our own reports
 * in Redis stands by revision.
 */
export const sharingStep = `
  CREATE TABLE foreign_reports (
    date TEXT PRIMARY KEY,
    form TEXT NOT NULL CHECK (form IN ('old', 'other_zone', 'other_schema', 'unreadable')),
    zone TEXT,
    generator TEXT,
    calls INTEGER,
    success_rate REAL,
    document BLOB,
    seen_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE shared_reports (
    zone TEXT NOT NULL,
    date TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    state TEXT NOT NULL CHECK (state IN ('adopted', 'written', 'taken', 'to_replace')),
    generator TEXT,
    PRIMARY KEY (zone, date, revision)
  ) STRICT, WITHOUT ROWID;
`
