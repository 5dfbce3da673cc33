import { dateAfter, dueDays, lastClosedDate } from '../../../shared/due-days.ts'
import type { LedgerDay } from './archive-reports.ts'
import { createLateCheck } from './late-calls.ts'
import { longestPauseMs, type Maker } from './make-day.ts'
import { firstWithinReach, type ReportWorld } from './report-world.ts'

/** Makes by itself what is due, whenever it is asked. */
export interface Schedule {
  /** Asks what is due and makes it behind the answers; nothing where that runs already. */
  tick(): void
  /** The end of what runs, however it ends. */
  settled(): Promise<void>
  /** Makes no further day; what runs may still end. */
  stop(): void
}

/** After the last date that a report can have. */
const forEver = '9999-12-31'

/** What belongs to a run besides the days that are due. */
export interface Around {
  before(): Promise<void>
  after(): Promise<void>
}

const nothing = async (): Promise<void> => undefined

/**
 * Asks at each tick which closed days have no report and are due, so that starts, sleep, reconnects and changed clocks need
 * no code of their own. The oldest day comes first; one that fails holds up none.
 */
export function createSchedule(
  world: ReportWorld,
  maker: Maker,
  { before, after }: Around = { before: nothing, after: nothing },
): Schedule {
  const checkLate = createLateCheck(world)
  let running: Promise<void> | null = null
  let isStopped = false

  const run = async (): Promise<void> => {
    await before()
    const zone = world.zone()
    const first = zone && firstWithinReach(world, zone)
    if (!zone || first === null) return
    const nowMs = world.nowMs()
    const open = dateAfter(lastClosedDate(zone, nowMs))
    if (world.archive.ledger(zone.id, open, forEver).length > 0) world.archive.forgetFrom(zone.id, open)
    const ledger = world.archive.ledger(zone.id, first, open)
    const settled = new Set(ledger.filter((day) => isSettled(day, nowMs)).map(({ date }) => date))
    const due = dueDays(zone, first, { nowMs, time: world.time(), isSettled: (date) => settled.has(date) })
    for (const day of due) {
      if (isStopped || world.isAway() || world.zone() !== zone) return
      await maker.make(zone, day)
      world.onChanged({ zone: zone.id, dates: [day.date] })
      await world.rest()
    }
    if (isStopped) return
    const late = await checkLate(zone, ledger)
    if (late.length > 0) world.onChanged({ zone: zone.id, dates: late })
    if (!world.isAway()) await after()
  }

  return {
    tick() {
      if (running || isStopped) return
      running = run()
        .catch((error: unknown) =>
          world.log.info(`The daily reports wait for the next tick: ${String(error)}`),
        )
        .finally(() => (running = null))
    },
    settled: async () => {
      while (running) await running
    },
    stop: () => void (isStopped = true),
  }
}

/** Whether there is nothing to do for a day now. A next try that lies further ahead than any pause was set by another clock. */
function isSettled({ state, nextTryMs }: LedgerDay, nowMs: number): boolean {
  if (state !== 'failed' || nextTryMs === null) return true
  return nextTryMs > nowMs && nextTryMs <= nowMs + longestPauseMs
}
