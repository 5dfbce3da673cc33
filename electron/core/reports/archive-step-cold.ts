/**
 * Hours, minutes and statuses that Redis drops: schema step 5. `calls` holds packed numbers (see `packed-calls.ts`): of a day its
 * 24 hours and the whole day, of an hour its 60 minutes. `cold_taken` says what was taken, where all endpoints (statuses) added up,
 * so that one without a row had no call, and what has grown since.
 */
export const coldStep = `
  CREATE TABLE cold_series (
    id INTEGER PRIMARY KEY,
    series BLOB NOT NULL UNIQUE
  ) STRICT;
  CREATE TABLE cold_days (
    bucket INTEGER NOT NULL,
    series INTEGER NOT NULL REFERENCES cold_series,
    calls BLOB NOT NULL,
    PRIMARY KEY (bucket, series)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE cold_minutes (
    bucket INTEGER NOT NULL,
    series INTEGER NOT NULL REFERENCES cold_series,
    calls BLOB NOT NULL,
    PRIMARY KEY (bucket, series)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE cold_taken (
    part TEXT NOT NULL CHECK (part IN ('minutes', 'edge', 'hour', 'day')),
    bucket INTEGER NOT NULL,
    are_apis_whole INTEGER NOT NULL CHECK (are_apis_whole IN (0, 1)),
    are_statuses_whole INTEGER NOT NULL CHECK (are_statuses_whole IN (0, 1)),
    is_outdated INTEGER NOT NULL CHECK (is_outdated IN (0, 1)),
    PRIMARY KEY (part, bucket)
  ) STRICT, WITHOUT ROWID;
  `
