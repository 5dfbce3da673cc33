import { haveSameUsers, withUsers, type ReportUsers } from '../../../shared/report-users.ts'
import { dayBucketOf } from '../../../shared/span.ts'
import { epochDay, type Zone } from '../../../shared/time.ts'
import type { ReportWorld } from './report-world.ts'

export interface UserRevisions {
  world: ReportWorld
  zoneOf(id: string): Zone
  offsetMinutes: number
  /** What a census found of the users of a day bucket; null where none has counted it. */
  usersOf(day: number): ReportUsers | null
}

/**
 * Gives the reports from a day bucket on what is known of their users by now, each as a new revision, where that is not what they
 * say. Only days of a zone that are day buckets have users.
 */
export async function reviseUsers(
  { world, zoneOf, offsetMinutes, usersOf }: UserRevisions,
  fromDay: number,
): Promise<void> {
  const { archive } = world
  for (const { zone, date } of archive.reportsSince(fromDay)) {
    if (dayBucketOf(zoneOf(zone).day(date), offsetMinutes) === null) continue
    const users = usersOf(epochDay(date))
    const kept = archive.report(zone, date)
    if (!users || !kept) continue
    const revised = withUsers(kept.report, users)
    if (haveSameUsers(kept.report, revised)) continue
    archive.reviseReport(zone, date, revised)
    world.onChanged({ zone, dates: [date] })
    await world.rest()
  }
}
