import type { CensusChoice, CensusState } from '../../../shared/census.ts'
import type { ArchiveDatabase } from './archive-database.ts'

/** How the counting of users of a source stands. */
export interface CensusLedger {
  choice: CensusChoice
  /** When that was said. */
  chosenMs: number | null
  /** Minutes after the reports at which it begins by itself, from 0 to 30. */
  startMinute: number
  lastStartedMs: number | null
  lastEndedMs: number | null
  lastOutcome: CensusState['lastOutcome']
  lastMessage: string | null
  /** How many keys the last one looked at in a second. */
  keysPerSecond: number | null
  /** The first day that was counted at all, where nothing can have been lost before it. */
  beganDay: number | null
}

/** What the program must recall of the counting of users. */
export interface CensusTable {
  census(): CensusLedger
  saveCensus(change: Partial<Omit<CensusLedger, 'startMinute'>>): void
  /** The key under which the ids of users are hashed. */
  userKey(): Uint8Array
}

const columns = {
  choice: 'choice',
  chosenMs: 'chosen_ms',
  lastStartedMs: 'last_started_ms',
  lastEndedMs: 'last_ended_ms',
  lastOutcome: 'last_outcome',
  lastMessage: 'last_message',
  keysPerSecond: 'keys_per_second',
  beganDay: 'began_day',
} as const

/** Opens the ledger of the census. */
export function openCensusTable(database: ArchiveDatabase): CensusTable {
  const select = database.prepare(`
    SELECT choice, chosen_ms AS chosenMs, start_minute AS startMinute, last_started_ms AS lastStartedMs, last_ended_ms AS lastEndedMs,
      last_outcome AS lastOutcome, last_message AS lastMessage, keys_per_second AS keysPerSecond, began_day AS beganDay
    FROM user_census
  `)
  const selectKey = database.prepare('SELECT hash_key AS key FROM user_census')
  const update = database.prepare(`
    UPDATE user_census SET ${Object.values(columns)
      .map((column) => `${column} = ?`)
      .join(', ')}
  `)
  const census = (): CensusLedger => ({ ...(select.get() as unknown as CensusLedger) })
  return {
    census: () => database.read(census),
    saveCensus: (change) =>
      database.write(() => {
        const next = { ...census(), ...change }
        update.run(
          ...(Object.keys(columns) as (keyof typeof columns)[]).map((name) => {
            const value = next[name]
            return typeof value === 'number' ? Math.round(value) : value
          }),
        )
      }),
    userKey: () => database.read(() => (selectKey.get() as { key: Uint8Array }).key),
  }
}
