import type { Archive, DiscoveryLedger, RunFacts } from './archive.ts'
import type { ArchiveDatabase } from './archive-database.ts'

interface LedgerRow extends Omit<DiscoveryLedger, 'lastFound' | 'unexplained'> {
  endpoints: number | null
  statuses: number | null
}

const keptDays = 40

type FactMethods = Pick<Archive, 'discovery' | 'saveDiscovery' | 'runFacts' | 'saveRunFacts'>

/** What the program must recall of its own work: the ledger of discoveries and the server's last known run. */
export function openFactTables(database: ArchiveDatabase): FactMethods {
  const selectLedger = database.prepare(`
    SELECT last_started_ms AS lastStartedMs, last_ended_ms AS lastEndedMs, last_reason AS lastReason,
      last_outcome AS lastOutcome, found_endpoints AS endpoints, found_statuses AS statuses, fruitless_runs AS fruitlessRuns
    FROM discovery
  `)
  const saveLedger = database.prepare(`
    INSERT OR REPLACE INTO discovery (only_row, last_started_ms, last_ended_ms, last_reason, last_outcome,
      found_endpoints, found_statuses, fruitless_runs)
    VALUES (1, ?, ?, ?, ?, ?, ?, ?)
  `)
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
        const row = selectLedger.get() as LedgerRow | undefined
        const unexplained = selectUnexplained.all().map((entry) => ({ ...entry }))
        return { ...ledgerOf(row), unexplained: unexplained as DiscoveryLedger['unexplained'] }
      }),
    saveDiscovery: ({ unexplained, ...ledger }) =>
      database.write(() => {
        saveLedger.run(
          ledger.lastStartedMs,
          ledger.lastEndedMs,
          ledger.lastReason,
          ledger.lastOutcome,
          ledger.lastFound?.endpoints ?? null,
          ledger.lastFound?.statuses ?? null,
          ledger.fruitlessRuns,
        )
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

function ledgerOf(row: LedgerRow | undefined): Omit<DiscoveryLedger, 'unexplained'> {
  if (row === undefined) {
    const last = {
      lastStartedMs: null,
      lastEndedMs: null,
      lastReason: null,
      lastOutcome: null,
      lastFound: null,
    }
    return { ...last, fruitlessRuns: 0 }
  }
  const { endpoints, statuses, ...last } = row
  const isKnown = endpoints !== null && statuses !== null
  return { ...last, lastFound: isKnown ? { endpoints, statuses } : null }
}
