import type { Archive, DiscoveryLedger, RunFacts } from './archive.ts'
import type { ArchiveDatabase } from './archive-database.ts'

const keptDays = 40

type FactMethods = Pick<Archive, 'discovery' | 'saveDiscovery' | 'runFacts' | 'saveRunFacts'>

/** What the program must recall of its own work: the ledger of discoveries and the server's last known run. */
export function openFactTables(database: ArchiveDatabase): FactMethods {
  const selectLedger = database.prepare(
    'SELECT last_ended_ms AS lastEndedMs, last_outcome AS lastOutcome, fruitless_runs AS fruitlessRuns FROM discovery',
  )
  const saveLedger = database.prepare(
    'INSERT OR REPLACE INTO discovery (only_row, last_ended_ms, last_outcome, fruitless_runs) VALUES (1, ?, ?, ?)',
  )
  const selectUnexplained = database.prepare('SELECT kind, day, calls FROM unexplained ORDER BY day, kind')
  const clearUnexplained = database.prepare('DELETE FROM unexplained')
  const saveUnexplained = database.prepare(
    'INSERT OR REPLACE INTO unexplained (kind, day, calls) VALUES (?, ?, ?)',
  )
  const selectRun = database.prepare('SELECT run_id AS runId, evicted_keys AS evictedKeys FROM run_facts')
  const saveRun = database.prepare(
    'INSERT OR REPLACE INTO run_facts (only_row, run_id, evicted_keys) VALUES (1, ?, ?)',
  )
  return {
    discovery: () =>
      database.read(() => {
        const row = selectLedger.get() as Omit<DiscoveryLedger, 'unexplained'> | undefined
        const unexplained = selectUnexplained.all().map((entry) => ({ ...entry }))
        return {
          ...(row ?? { lastEndedMs: null, lastOutcome: null, fruitlessRuns: 0 }),
          unexplained: unexplained as DiscoveryLedger['unexplained'],
        }
      }),
    saveDiscovery: ({ lastEndedMs, lastOutcome, fruitlessRuns, unexplained }) =>
      database.write(() => {
        saveLedger.run(lastEndedMs, lastOutcome, fruitlessRuns)
        clearUnexplained.run()
        const newest = unexplained.reduce((latest, { day }) => Math.max(latest, day), -Infinity)
        for (const { kind, day, calls } of unexplained) {
          if (day > newest - keptDays) saveUnexplained.run(kind, day, calls)
        }
      }),
    runFacts: () =>
      database.read(() => {
        const row = selectRun.get() as RunFacts | undefined
        return row === undefined ? { runId: null, evictedKeys: null } : { ...row }
      }),
    saveRunFacts: ({ runId, evictedKeys }) => {
      database.write(() => saveRun.run(runId, evictedKeys))
    },
  }
}
