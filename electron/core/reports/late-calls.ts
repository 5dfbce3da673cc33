import { widthMs, type Zone } from '../../../shared/time.ts'
import type { LedgerDay } from './archive-reports.ts'
import type { ReportWorld } from './report-world.ts'

/** A report is compared with its counters for so long after it was made. */
const comparedForMs = 7 * widthMs.day
const everyMs = widthMs.hour

/** Compares the reports of the last 7 days with their counters, each at most once an hour; gives back the dates that changed. */
export function createLateCheck(world: ReportWorld): (zone: Zone, ledger: LedgerDay[]) => Promise<string[]> {
  const checked = new Map<string, number>()

  return async (zone, ledger) => {
    const nowMs = world.nowMs()
    const isTurn = ({ date, summary }: LedgerDay): boolean => {
      if (!summary || summary.approximate) return false
      const madeMs = Date.parse(summary.generatedAt)
      const sinceMs = nowMs - Math.max(checked.get(`${zone.id} ${date}`) ?? 0, madeMs)
      return nowMs - madeMs < comparedForMs && Math.abs(sinceMs) >= everyMs
    }
    const turn = ledger.filter(isTurn)
    if (turn.length === 0) return []
    const calls = await world.callsNow(turn.map(({ date }) => zone.day(date)))
    const changed: string[] = []
    turn.forEach(({ date, summary }, i) => {
      checked.set(`${zone.id} ${date}`, nowMs)
      const late = Math.max(0, (calls[i] ?? 0) - summary!.calls)
      // Counters that Redis lost meanwhile say nothing of calls that had arrived late.
      if (late <= summary!.lateCalls) return
      world.archive.noteLate(zone.id, date, late)
      changed.push(date)
    })
    return changed
  }
}
