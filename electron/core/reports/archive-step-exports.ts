/**
 * Reports as files by themselves: schema step 8. `on_since` is the number of reports written when that was switched on; it has no
 * row while it is off. `files` holds every file whose bytes are known to be of the program.
 */
export const exportsStep = `
  CREATE TABLE auto_export (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    on_since INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE auto_exports (
    zone TEXT NOT NULL,
    date TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    state TEXT NOT NULL CHECK (state IN ('writing', 'done', 'skipped', 'failed')),
    holder TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    folder TEXT NOT NULL,
    formats TEXT NOT NULL,
    files TEXT NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    next_try_ms INTEGER,
    code TEXT,
    message TEXT,
    PRIMARY KEY (zone, date)
  ) STRICT, WITHOUT ROWID;
`
