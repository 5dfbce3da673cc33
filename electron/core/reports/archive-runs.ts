import { mostRuns, type Run, type RunOutcome } from '../../../shared/runs.ts'
import { isoInstant } from '../../../shared/time.ts'
import type { ArchiveDatabase } from './archive-database.ts'

/** What ran, as those tell who ran it. */
export interface NewRun extends Pick<Run, 'kind' | 'by' | 'outcome'> {
  /** By the clock of the source where it has one. */
  startedMs: number
  tookMs: number
  date?: string | null
  /** Days of a catch-up, keys of a census, bytes of a backup. */
  count?: number | null
  /** The code of an error, or why a day was skipped. */
  code?: string | null
  message?: string | null
}

/** The log of what ran, the last 1,000 entries. */
export interface RunTable {
  /** Adds an entry. The same failure of the same thing again takes the place of the one before and counts it. */
  noteRun(run: NewRun): void
  /** Newest first, those before an entry where one is named, with one outcome where one is asked for. */
  runs(options: { limit: number; before?: number | null; outcome?: RunOutcome | null }): Run[]
}

/** Opens the log of runs. */
export function openRunTable(database: ArchiveDatabase): RunTable {
  const dropSame = database.prepare(`
    DELETE FROM runs WHERE outcome = 'failed' AND id = (
      SELECT max(id) FROM runs WHERE kind = :kind AND by = :by AND date IS :date
    ) AND code IS :code AND message IS :message AND :outcome = 'failed' RETURNING times
  `)
  const insert = database.prepare(`
    INSERT INTO runs (kind, by, outcome, started_ms, took_ms, date, count, code, message, times)
    VALUES (:kind, :by, :outcome, :startedMs, :tookMs, :date, :count, :code, :message, :times)
  `)
  const dropOldest = database.prepare(`
    DELETE FROM runs WHERE id <= (SELECT id FROM runs ORDER BY id DESC LIMIT 1 OFFSET ${mostRuns})
  `)
  const select = database.prepare(`
    SELECT id, kind, by, outcome, started_ms AS startedMs, took_ms AS tookMs, date, count, code, message, times
    FROM runs WHERE (:before IS NULL OR id < :before) AND (:outcome IS NULL OR outcome = :outcome)
    ORDER BY id DESC LIMIT :limit
  `)

  return {
    noteRun({
      kind,
      by,
      outcome,
      startedMs,
      tookMs,
      date = null,
      count = null,
      code = null,
      message = null,
    }) {
      const same = { kind, by, outcome, date, code, message }
      database.write(() => {
        const before = dropSame.get(same) as { times: number } | undefined
        const times = (before?.times ?? 0) + 1
        const took = Math.max(0, Math.round(tookMs))
        insert.run({ ...same, startedMs: Math.round(startedMs), tookMs: took, count, times })
        dropOldest.run()
      })
    },
    runs: ({ limit, before = null, outcome = null }) =>
      database.read(() => (select.all({ limit, before, outcome }) as unknown as RunRow[]).map(runOf)),
  }
}

interface RunRow extends Omit<Run, 'startedAt'> {
  startedMs: number
}

function runOf({ startedMs, ...run }: RunRow): Run {
  return { ...run, startedAt: isoInstant(startedMs) }
}
