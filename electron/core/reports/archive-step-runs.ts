/** The log of runs, and the code of a day's failure: schema step 7. The kinds grow with the program, so that the file does not name them. */
export const runsStep = `
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    by TEXT NOT NULL CHECK (by IN ('schedule', 'hand')),
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'skipped', 'failed', 'cancelled')),
    started_ms INTEGER NOT NULL,
    took_ms INTEGER NOT NULL CHECK (took_ms >= 0),
    date TEXT,
    count INTEGER,
    code TEXT,
    message TEXT,
    times INTEGER NOT NULL CHECK (times >= 1)
  ) STRICT;
  ALTER TABLE report_days ADD COLUMN code TEXT;
`
