import { bucketAt, bucketStart, widthMs } from '../../../shared/time.ts'
import type { Archive } from '../reports/archive.ts'
import type { Catalogue } from './catalogue.ts'
import { toleratedShare } from './discovery-rules.ts'
import type { CellId } from './memory.ts'
import type { Reader } from './reader.ts'

/** How late after a full hour its note may be taken, in milliseconds. */
const noteWithinMs = 60_000

/**
 * Notes the status counters of the day once at each full hour, so that differences of two notes give rates by hour and
 * local day. Statuses that do not explain the day's calls are not noted: one that is found later would have counted all of
 * its calls since. Gives back the instant of the last noted hour.
 */
export async function noteStatuses(options: {
  reader: Reader
  catalogue: Catalogue
  archive: Archive
  offsetMinutes: number
  lastNotedMs: number
}): Promise<number> {
  const { reader, catalogue, archive, offsetMinutes, lastNotedMs } = options
  const nowMs = reader.nowMs()
  const hourMs = bucketStart(bucketAt(nowMs, 'hour', offsetMinutes), 'hour', offsetMinutes)
  if (hourMs === lastNotedMs || nowMs - hourMs > noteWithinMs) return lastNotedMs
  const day = bucketAt(hourMs, 'day', offsetMinutes)
  // At midnight the day has nothing to note: its counters start from zero.
  if (bucketStart(day, 'day', offsetMinutes) === hourMs) return hourMs
  const cells = catalogue
    .names('status')
    .map((name): CellId => ({ series: `status:${name}`, granularity: 'day', bucket: day }))
  if (cells.length === 0) return hourMs
  await reader.load([{ series: 'total', granularity: 'day', bucket: day }, ...cells])
  if (reader.nowMs() - hourMs > noteWithinMs + widthMs.minute) return lastNotedMs
  const view = reader.counters(reader.nowMs())
  const counts = cells.map((cell): [string, number] | null => {
    const reading = view.get(cell.series, 'day', day)
    const name = cell.series.slice('status:'.length)
    return typeof reading === 'number' ? [name, reading] : reading === null ? [name, 0] : null
  })
  const total = view.get('total', 'day', day)
  if (typeof total !== 'number' || !counts.every((entry) => entry !== null)) return lastNotedMs
  const explained = counts.reduce((sum, [, calls]) => sum + calls, 0)
  if (total - explained > toleratedShare * total) return lastNotedMs
  archive.noteStatuses(hourMs, counts)
  return hourMs
}
