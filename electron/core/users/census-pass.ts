import { createKeyParser, globEscape } from '../../../shared/keys.ts'
import type { Parts } from '../stats/parts.ts'
import { createPace } from '../stats/pace.ts'
import { pacedScan } from '../stats/paced-scan.ts'
import type { ScanTurn } from '../stats/scan-gate.ts'
import type { DayTally } from './day-tally.ts'

/** One look at every key. */
export interface CensusPass {
  /** Days that are wanted, oldest first; no other key is asked for. */
  days: readonly number[]
  /** What a day is counted in; null where its users are not wanted. */
  tallyOf(day: number): DayTally | null
  turn: ScanTurn
  signal: AbortSignal
  onProgress(scanned: number): void
}

/** Users of one reading, so that none holds the server for long. */
const readKeys = 300
/** Much is to be read, and how long others wait depends on the size of a step alone: so the pauses are short. */
const easyPause = 0.3

/** Looks at the day counters once: endpoints and statuses go to the catalogue, users to the tally of their day. */
export async function censusPass(parts: Parts, pass: CensusPass): Promise<void> {
  const { source, clock, catalogue, rules } = parts
  const { days, tallyOf, turn, signal } = pass
  const { prefix } = source.info
  const parse = createKeyParser(prefix)
  const pace = createPace({ clock, signal, easyPause })
  let asked: { key: string; user: string; tally: DayTally }[] = []

  const read = async (): Promise<void> => {
    const batch = asked
    asked = []
    const { parts: readings, latencyMs } = await source.read({
      totals: [],
      parts: batch.map(({ key }) => key),
    })
    batch.forEach(({ key, user, tally }, i) => tally.add(key, user, readings[i] ?? null))
    await pace.rest(latencyMs)
  }

  await pacedScan({
    source,
    clock,
    signal,
    easyPause,
    mostKeysPerSecond: () => rules.scanLimit,
    match: `${globEscape(prefix)}:day:${commonStart(days)}`,
    async onKeys(keys) {
      await turn.letOthersPass()
      for (const key of keys) {
        const counter = parse(key)
        if (counter?.granularity !== 'day') continue
        const { bucket, series } = counter
        if (series.kind === 'api' || series.kind === 'status') catalogue.add(series.kind, [series.name])
        if (series.kind !== 'user') continue
        const tally = tallyOf(bucket)
        if (tally) asked.push({ key, user: series.name, tally })
        if (asked.length === readKeys) await read()
      }
    },
    onProgress: pass.onProgress,
  })
  if (asked.length > 0) await read()
}

/** A glob of the buckets that begin as all of some days do. */
function commonStart(days: readonly number[]): string {
  const first = String(days[0] ?? '')
  const last = String(days.at(-1) ?? '')
  if (first === last) return `${first}:*`
  let same = 0
  while (same < first.length && first.length === last.length && first[same] === last[same]) same++
  return `${first.slice(0, same)}*`
}
