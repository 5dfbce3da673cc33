import { reportKey } from '../../../shared/keys.ts'
import { readStoredReport, type ReadReport } from '../../../shared/read-stored-report.ts'
import type { Zone } from '../../../shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Source } from '../source/source.ts'

/** The stored report of one date. */
export interface FoundReport {
  date: string
  text: string | null
  read: ReadReport
}

/** Texts that are read in one go: one may be 4 MB long. */
const batchSize = 4
/** As many where types may not be asked, or none is there, until one of them has a text. */
const blindBatchSize = 32
/** The server gets as long a rest as it worked, but no longer than this. */
const longestRestMs = 250

/** Reads the stored reports of some dates, a few at a time, and hands each batch on before the next is read. */
export async function readStoredReports(
  { source, clock }: { source: Pick<Source, 'info' | 'types' | 'texts'>; clock: Clock },
  { dates, zone, signal }: { dates: readonly string[]; zone: Zone | null; signal: AbortSignal },
  take: (found: FoundReport[]) => Promise<void>,
): Promise<void> {
  const keyOf = (date: string): string => reportKey(source.info.reportPrefix, date)
  const types = await source.types(dates.map(keyOf))
  // Where types may not be asked none is known.
  const isAsked = types.some((type) => type !== null)
  const candidates = isAsked ? dates.filter((_date, i) => types[i] !== null) : dates
  let size = isAsked ? batchSize : blindBatchSize
  for (let from = 0; from < candidates.length;) {
    signal.throwIfAborted()
    const batch = candidates.slice(from, from + size)
    from += batch.length
    const startedAt = performance.now()
    const texts = await source.texts(batch.map(keyOf))
    if (texts.some((text) => text !== null)) size = batchSize
    const found = batch.flatMap((date, i): FoundReport[] => {
      const text = texts[i] ?? null
      if (text === null && !isAsked) return []
      return [{ date, text, read: readStoredReport(text, { date, zone }) }]
    })
    if (found.length > 0) await take(found)
    await clock.sleep(Math.min(longestRestMs, performance.now() - startedAt), signal)
  }
}
