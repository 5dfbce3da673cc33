import { dateAfter, dueDays, lastClosedDate } from '../../../shared/due-days.ts'
import { toAppError } from '../../../shared/errors.ts'
import { isWaiting } from '../../../shared/retry-pause.ts'
import { widthMs } from '../../../shared/time.ts'
import type { TaskRun } from '../stats/tasks.ts'
import type { LedgerDay } from './archive-reports.ts'
import { createLateCheck } from './late-calls.ts'
import type { Maker } from './make-day.ts'
import { makeDays, type DaysMade } from './make-days.ts'
import { firstWithinReach, type ReportWorld } from './report-world.ts'

/** Makes by itself what is due, whenever it is asked. */
export interface Schedule {
  /** Asks what is due and makes it behind the answers; nothing where that runs already. */
  tick(): void
  /** Makes nothing for an hour: a person stopped the making of reports. */
  hold(): void
  /** The end of what runs, however it ends. */
  settled(): Promise<void>
  /** Makes no further day; what runs may still end. */
  stop(): void
}

export interface ScheduleDeps {
  world: ReportWorld
  maker: Maker
  /** Runs work that can be cancelled and tells how far it is. */
  run<T>(work: (run: TaskRun) => Promise<T>): Promise<T>
  /** Done at each tick before it is asked what is due. */
  before?(): Promise<void>
  /** Done at each tick after the days that are due. */
  after?(): Promise<void>
  /** Told once after days were looked at. */
  onEnded?(ended: DaysMade): void
}

/** After the last date that a report can have. */
const forEver = '9999-12-31'
const heldForMs = widthMs.hour

const nothing = async (): Promise<void> => undefined

/**
 * Asks at each tick which closed days have no report and are due, so that starts, sleep, reconnects and changed clocks need
 * no code of their own. The oldest day comes first; one that fails holds up none.
 */
export function createSchedule(deps: ScheduleDeps): Schedule {
  const { world, maker, run, before = nothing, after = nothing, onEnded = () => undefined } = deps
  const checkLate = createLateCheck(world)
  let running: Promise<void> | null = null
  let isStopped = false
  let heldMs = Number.NEGATIVE_INFINITY

  const hold = (): void => void (heldMs = world.nowMs())
  const isHeld = (): boolean => {
    const sinceMs = world.nowMs() - heldMs
    return sinceMs >= 0 && sinceMs < heldForMs
  }

  const look = async (): Promise<void> => {
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
    const isOver = (): boolean => isStopped || world.isAway() || world.zone() !== zone
    if (due.length > 0 && !isHeld())
      await run((task) =>
        makeDays({ world, maker }, { zone, days: due }, { by: 'schedule', task, isOver, onEnded }),
      )
    if (isOver()) return
    const late = await checkLate(zone, ledger)
    if (late.length > 0) world.onChanged({ zone: zone.id, dates: late })
    if (!world.isAway()) await after()
  }

  return {
    tick() {
      if (running || isStopped) return
      running = look()
        .catch((error: unknown) => {
          if (toAppError(error).code === 'cancelled') hold()
          world.log.info(`The daily reports wait for the next tick: ${String(error)}`)
        })
        .finally(() => (running = null))
    },
    hold,
    settled: async () => {
      while (running) await running
    },
    stop: () => void (isStopped = true),
  }
}

/** Whether there is nothing to do for a day now. */
function isSettled({ state, nextTryMs }: LedgerDay, nowMs: number): boolean {
  if (state !== 'failed' || nextTryMs === null) return true
  return isWaiting(nextTryMs, nowMs)
}
