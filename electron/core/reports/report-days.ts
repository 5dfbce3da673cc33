import { closedDays, dueAt } from '../../../shared/due-days.ts'
import type { ReportDay } from '../../../shared/reports.ts'
import { isoInstant, type LocalDay, type Zone } from '../../../shared/time.ts'
import type { LedgerDay } from './archive-reports.ts'
import type { Maker } from './make-day.ts'
import { firstWithinReach, type ReportWorld } from './report-world.ts'

/** The closed days of a span as the ledger has them; days out of reach without a report are left out. */
export function reportDays(
  world: ReportWorld,
  maker: Maker,
  { zone, from, to }: { zone: Zone; from: string; to: string },
): ReportDay[] {
  const entries = new Map(world.archive.ledger(zone.id, from, to).map((entry) => [entry.date, entry]))
  const first = firstWithinReach(world, zone)
  return closedDays(zone, from, to, world.nowMs())
    .filter(({ date }) => entries.get(date)?.state === 'done' || (first !== null && date >= first))
    .map((day) => dayOf({ world, maker, zone, day, entry: entries.get(day.date) }))
}

/** One day as the ledger has it, closed or not. */
export function reportDay(world: ReportWorld, maker: Maker, zone: Zone, date: string): ReportDay {
  const [entry] = world.archive.ledger(zone.id, date, date)
  const first = firstWithinReach(world, zone)
  const day = dayOf({ world, maker, zone, day: zone.day(date), entry })
  const isOutOfReach = day.state === 'due' && (first === null || date < first)
  return isOutOfReach
    ? { date, dueAt: day.dueAt, summary: null, state: 'skipped', why: 'not_counted_yet' }
    : day
}

interface OneDay {
  world: ReportWorld
  maker: Maker
  zone: Zone
  day: LocalDay
  entry: LedgerDay | undefined
}

function dayOf({ world, maker, zone, day, entry }: OneDay): ReportDay {
  const { date } = day
  const common = {
    date,
    dueAt: isoInstant(entry?.dueMs ?? dueAt(zone, day, world.time())),
    summary: entry?.summary ?? null,
  }
  if (maker.isRunning(zone.id, date)) return { ...common, state: 'running' }
  if (entry?.state === 'failed')
    return {
      ...common,
      state: 'failed',
      code: entry.code ?? 'internal',
      message: entry.message ?? '',
      attempts: entry.attempts,
      nextTryAt: isoInstant(entry.nextTryMs ?? world.nowMs()),
    }
  if (entry?.state === 'skipped') return { ...common, state: 'skipped', why: entry.why ?? 'lost' }
  return { ...common, state: entry ? 'done' : 'due' }
}
