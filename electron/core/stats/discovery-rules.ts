import type { DiscoveryLedger } from '../reports/archive.ts'
import type { NameKind } from './catalogue.ts'
import type { DayBalance } from './conservation.ts'

/** Discoveries that nobody asked for are at least so far apart, in milliseconds. */
const baseGapMs = 10 * 60_000
/** The longest gap to which fruitless discoveries stretch. */
const maxGapMs = 6 * 3_600_000
/** What may be missing without a look, as a share of the day's total. */
export const toleratedShare = 0.001

/** What the last discovery of a day left without a name. */
export function unexplainedOf(ledger: DiscoveryLedger, kind: NameKind, day: number): number {
  return ledger.unexplained.find((entry) => entry.kind === kind && entry.day === day)?.calls ?? 0
}

/** Whether so much is missing on a day that a look among the keys is worth its cost. */
export function isWorthALook(
  ledger: DiscoveryLedger,
  kind: NameKind,
  day: number,
  { total, missing }: DayBalance,
): boolean {
  const excess = missing - unexplainedOf(ledger, kind, day)
  return excess >= 1 && excess > toleratedShare * total
}

/** The instant from which a discovery may start by itself: the gap doubles while discoveries find nothing. */
export function nextAllowedMs(ledger: DiscoveryLedger): number | null {
  if (ledger.lastEndedMs === null) return null
  const stretch = 2 ** Math.min(ledger.fruitlessRuns, 20)
  return ledger.lastEndedMs + Math.min(baseGapMs * stretch, maxGapMs)
}

/** Whether a discovery may start by itself at an instant; a last one in the future tells of a clock that was put back. */
export function mayLookAt(ledger: DiscoveryLedger, nowMs: number): boolean {
  const allowedMs = nextAllowedMs(ledger)
  return allowedMs === null || nowMs >= allowedMs || nowMs < (ledger.lastEndedMs ?? nowMs)
}
