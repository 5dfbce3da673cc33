import type { Granularity } from '../../../shared/api.ts'
import { bucketAt, bucketStart, graceMs, type Zone } from '../../../shared/time.ts'
import { ceilToHour } from '../../../shared/span.ts'
import type { ColdPart } from '../reports/archive-cold.ts'

/** Something that Redis will drop and that the archive should hold. */
export interface ColdUnit {
  part: ColdPart
  /** The number of the hour, of the day for a day. */
  bucket: number
  /** When Redis begins to drop it, by its clock. */
  dropsMs: number
}

export interface ColdPlan {
  nowMs: number
  offsetMinutes: number
  /** How long Redis keeps a bucket, from its start. */
  retentionMs: Record<Granularity, number>
  /** The first day bucket that was counted; null where nothing was. */
  firstDay: number | null
  /** The zone whose days need minutes of endpoints at their edges; null where none is. */
  zone: Zone | null
  isTaken(part: ColdPart, bucket: number): boolean
}

/**
 * What is closed, still in Redis and not archived, in the order in which Redis drops it. The hours come before the day and the
 * minutes that are judged by them.
 */
export function coldUnits(plan: ColdPlan): ColdUnit[] {
  if (plan.firstDay === null) return []
  const days = unitsOf(plan, { part: 'day', of: 'day', keptAs: 'day' })
  const minutes = unitsOf(plan, { part: 'minutes', of: 'hour', keptAs: 'minute' })
  const edges = edgeHours(plan)
  const edgeUnits = unitsOf(plan, { part: 'edge', of: 'hour', keptAs: 'minute' }).filter(({ bucket }) =>
    edges.has(bucket),
  )
  const neededBy = new Map(edgeUnits.map(({ bucket, dropsMs }) => [bucket, dropsMs]))
  const ofDay = new Map(days.map(({ bucket, dropsMs }) => [bucket, dropsMs]))
  const hours = unitsOf(plan, { part: 'hour', of: 'hour', keptAs: 'hour' }).map((unit): ColdUnit => {
    const { bucket, dropsMs } = unit
    const needed = [neededBy.get(bucket), ofDay.get(Math.floor(bucket / 24))].map(
      (ms) => (ms ?? Infinity) - 1,
    )
    return { ...unit, dropsMs: Math.min(dropsMs, ...needed) }
  })
  return [...hours, ...minutes, ...edgeUnits, ...days].sort((a, b) => a.dropsMs - b.dropsMs)
}

/** Whether a unit lies, in whole or in part, between two instants. */
export function touches(
  { part, bucket }: ColdUnit,
  { startMs, endMs }: { startMs: number; endMs: number },
  offsetMinutes: number,
): boolean {
  const width = part === 'day' ? 'day' : 'hour'
  return (
    bucketStart(bucket, width, offsetMinutes) < endMs &&
    bucketStart(bucket + 1, width, offsetMinutes) > startMs
  )
}

function unitsOf(
  plan: ColdPlan,
  { part, of, keptAs }: { part: ColdPart; of: 'hour' | 'day'; keptAs: Granularity },
): ColdUnit[] {
  const { nowMs, offsetMinutes, retentionMs, firstDay, isTaken } = plan
  const keptMs = retentionMs[keptAs]
  // Of an hour whose first minutes are gone the others are taken.
  const oldest = bucketAt(nowMs - keptMs, of, offsetMinutes) + (keptAs === 'minute' ? 0 : 1)
  const first = Math.max(oldest, bucketAt(bucketStart(firstDay!, 'day', offsetMinutes), of, offsetMinutes))
  const last = bucketAt(nowMs - graceMs, of, offsetMinutes) - 1
  const units: ColdUnit[] = []
  for (let bucket = first; bucket <= last; bucket++) {
    if (isTaken(part, bucket)) continue
    units.push({ part, bucket, dropsMs: bucketStart(bucket, of, offsetMinutes) + keptMs })
  }
  return units
}

/** The hours that an edge of a day of the zone cuts, as far back as minutes are kept. */
function edgeHours({ zone, nowMs, retentionMs, offsetMinutes }: ColdPlan): Set<number> {
  const hours = new Set<number>()
  if (!zone) return hours
  for (let day = zone.dayAt(nowMs); day.endMs > nowMs - retentionMs.minute; day = zone.daysBefore(day, 1)) {
    if (ceilToHour(day.startMs, offsetMinutes) !== day.startMs)
      hours.add(bucketAt(day.startMs, 'hour', offsetMinutes))
  }
  return hours
}
