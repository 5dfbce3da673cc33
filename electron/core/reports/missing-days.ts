import { dueDays } from '../../../shared/due-days.ts'
import type { Zone } from '../../../shared/time.ts'
import { firstWithinReach, type ReportWorld } from './report-world.ts'

/** The dates of the whole reach that are due and have no report, oldest first; those that were skipped are not among them. */
export function missingDays(world: ReportWorld, zone: Zone): string[] {
  const first = firstWithinReach(world, zone)
  if (first === null) return []
  const settled = new Set(
    world.archive
      .ledger(zone.id, first, '9999-12-31')
      .filter(({ state }) => state !== 'failed')
      .map(({ date }) => date),
  )
  const options = { nowMs: world.nowMs(), time: world.time() }
  return dueDays(zone, first, { ...options, isSettled: (date) => settled.has(date) }).map(({ date }) => date)
}
