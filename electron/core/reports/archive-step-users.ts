/**
 * Users and their census: written by schema step 4. Users stand there by a keyed hash, with masks of the 32 days and 64 weeks that
 * end with the last day on which they called; weeks begin on Monday. The key and the minute are made once for each archive.
 */
export const usersStep = `
  CREATE TABLE user_census (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    hash_key BLOB NOT NULL CHECK (length(hash_key) = 16),
    start_minute INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 30),
    choice TEXT NOT NULL CHECK (choice IN ('ask', 'nightly', 'never')),
    chosen_ms INTEGER,
    last_started_ms INTEGER,
    last_ended_ms INTEGER,
    last_outcome TEXT CHECK (last_outcome IN ('done', 'cancelled', 'failed')),
    last_message TEXT,
    keys_per_second INTEGER,
    began_day INTEGER
  ) STRICT;
  INSERT INTO user_census (only_row, hash_key, start_minute, choice)
  VALUES (1, randomblob(16), (random() & 9223372036854775807) % 31, 'ask');
  CREATE TABLE users (
    hash INTEGER PRIMARY KEY,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    days INTEGER NOT NULL,
    weeks INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE users_by_first_day (day INTEGER PRIMARY KEY, users INTEGER NOT NULL) STRICT;
  CREATE TABLE users_by_last_day (day INTEGER PRIMARY KEY, users INTEGER NOT NULL) STRICT;
  CREATE TABLE user_days (
    day INTEGER PRIMARY KEY,
    counted_ms INTEGER NOT NULL,
    active INTEGER NOT NULL CHECK (active >= 0),
    calls INTEGER NOT NULL CHECK (calls >= 0),
    total INTEGER,
    top10_calls INTEGER NOT NULL,
    top_percent_calls INTEGER NOT NULL,
    weekly INTEGER,
    monthly INTEGER,
    top_users TEXT NOT NULL,
    issues TEXT NOT NULL
  ) STRICT;
`
