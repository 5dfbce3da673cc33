import { dueAt, type DueDay } from '../../../shared/due-days.ts'
import { toAppError, type AppError } from '../../../shared/errors.ts'
import type { ReportSkip } from '../../../shared/reports.ts'
import type { Run } from '../../../shared/runs.ts'
import type { LocalDay, Zone } from '../../../shared/time.ts'
import type { TaskRun } from '../stats/tasks.ts'
import type { Maker } from './make-day.ts'
import type { ReportWorld } from './report-world.ts'

/** What became of several days, oldest first. Days that had a report already are not among them. */
export interface DaysMade {
  made: string[]
  /** What others had made was taken. */
  adopted: string[]
  skipped: { date: string; why: ReportSkip }[]
  failed: { date: string; error: AppError; attempts: number }[]
}

export interface MakeDaysOptions {
  by: Run['by']
  task: TaskRun
  /** Asked before each day: whether the rest is left out. */
  isOver?(): boolean
  /** Told how it ended, also where it was cancelled or the source went away on the way. */
  onEnded?(ended: DaysMade): void
}

/** Makes one report after another; a day that fails holds up none. Throws as `Maker.make`. More than one day is noted as a catch-up. */
export async function makeDays(
  { world, maker }: { world: ReportWorld; maker: Maker },
  { zone, days }: { zone: Zone; days: readonly LocalDay[] },
  { by, task: { signal, progress }, isOver = () => false, onEnded = () => undefined }: MakeDaysOptions,
): Promise<DaysMade> {
  const startedMs = world.nowMs()
  const ended: DaysMade = { made: [], adopted: [], skipped: [], failed: [] }
  // Days that others had begun are in their log.
  const own: string[] = []
  const note = (outcome: Run['outcome'], why: Partial<Pick<Run, 'code' | 'message'>> = {}): void => {
    onEnded(ended)
    if (days.length < 2 || own.length === 0) return
    const count = ended.made.filter((date) => own.includes(date)).length
    const run = { kind: 'catch_up', by, outcome, startedMs, count, ...why } as const
    world.archive.noteRun({ ...run, tookMs: world.nowMs() - startedMs })
  }
  try {
    for (const [i, day] of days.entries()) {
      if (isOver()) break
      signal.throwIfAborted()
      progress(i, days.length)
      if (!maker.isRunning(zone.id, day.date)) own.push(day.date)
      await makeOne({ world, maker, zone, day, ended, by, signal })
      await world.rest()
    }
  } catch (error) {
    const { code, message } = toAppError(error)
    note(code === 'cancelled' ? 'cancelled' : 'failed', code === 'cancelled' ? {} : { code, message })
    throw error
  }
  note('done')
  return ended
}

async function makeOne(one: {
  world: ReportWorld
  maker: Maker
  zone: Zone
  day: LocalDay
  ended: DaysMade
  by: Run['by']
  signal: AbortSignal
}): Promise<void> {
  const { world, maker, zone, day, ended, by, signal } = one
  const { date } = day
  const due: DueDay = { ...day, dueMs: dueAt(zone, day, world.time()) }
  const made = await maker.make(zone, due, { by, signal })
  if (made.kind === 'made') ended.made.push(date)
  if (made.kind === 'adopted') ended.adopted.push(date)
  if (made.kind === 'skipped') ended.skipped.push({ date, why: made.why })
  if (made.kind === 'failed') ended.failed.push({ date, error: made.error, attempts: made.attempts })
  world.onChanged({ zone: zone.id, dates: [date] })
}
