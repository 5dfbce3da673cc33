import type { DailyReport } from '../../../shared/daily-report.ts'
import { dateAfter, lastClosedDate } from '../../../shared/due-days.ts'
import { mostReportDays, type ReportSkip, type ReportsChanged } from '../../../shared/reports.ts'
import type { LocalDay, Zone } from '../../../shared/time.ts'
import type { Log } from '../log.ts'
import type { ReportTable } from './archive-reports.ts'
import type { RunTable } from './archive-runs.ts'
import type { SharingTable } from './archive-sharing.ts'

/** What a day comes to: its report, or why it gets none. */
export type Composed = { kind: 'report'; report: DailyReport } | { kind: 'skip'; why: ReportSkip }

/** What reports are made from, where they are kept and by which clock. */
export interface ReportWorld {
  archive: ReportTable & RunTable & SharingTable
  log: Log
  /** The report zone; null until a person chose it. */
  zone(): Zone | null
  /** HH:MM from which the day before is due. */
  time(): string
  /** By the clock of the source. */
  nowMs(): number
  /** The start of the first day that has a counter, in Redis or archive; null where none has. */
  firstCountedMs(): number | null
  /** Whether the source gives no answers at present: no day is to blame for that. */
  isAway(): boolean
  /** Works out a closed day; `isAnew` reads its counters again. */
  compose(zone: Zone, day: LocalDay, isAnew: boolean): Promise<Composed>
  /** The calls of some days as their counters stand now, null where unknown; what grew is read again from then on. */
  callsNow(days: readonly LocalDay[]): Promise<(number | null)[]>
  /** Lets others have their turn between two days. */
  rest(): Promise<void>
  /** Takes the day's report from Redis where an adoptable one stands there; whether it did. */
  adopt(zone: Zone, day: LocalDay): Promise<boolean>
  /** Dates that were adopted since this was last asked, oldest first. */
  takeAdopted(): string[]
  /** Whether reports are written to the source for others. */
  isShared: boolean
  onChanged(changed: ReportsChanged): void
}

/** The earliest date that may get a report; null where nothing was ever counted. */
export function firstWithinReach(world: ReportWorld, zone: Zone): string | null {
  const countedMs = world.firstCountedMs()
  if (countedMs === null) return null
  const counted = zone.dayAt(countedMs).date
  const earliest = dateAfter(lastClosedDate(zone, world.nowMs()), 1 - mostReportDays)
  return counted > earliest ? counted : earliest
}
