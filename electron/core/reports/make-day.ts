import type { DueDay } from '../../../shared/due-days.ts'
import { toAppError, type AppError, type ErrorCode } from '../../../shared/errors.ts'
import type { ReportSkip } from '../../../shared/reports.ts'
import { retryPauseMs } from '../../../shared/retry-pause.ts'
import type { Run } from '../../../shared/runs.ts'
import type { Zone } from '../../../shared/time.ts'
import { noReport } from './no-report.ts'
import type { ReportWorld } from './report-world.ts'

/** How the making of one report ended. */
export type Made =
  | { kind: 'made' }
  /** It was there already: another window or program was quicker. */
  | { kind: 'kept' }
  /** It stood in Redis: another app on the same Redis made it. */
  | { kind: 'adopted' }
  | { kind: 'skipped'; why: ReportSkip }
  | { kind: 'failed'; error: AppError; attempts: number }

export interface MakeOptions {
  by: Run['by']
  signal?: AbortSignal
}

/** Makes reports one day at a time, each at most once whoever asks for it. */
export interface Maker {
  /**
   * Makes the report of a day that has none and notes how that ended. Throws where the source is away, the archive cannot be
   * written, or `signal` ended it: that is no failure of the day.
   */
  make(zone: Zone, day: DueDay, options: MakeOptions): Promise<Made>
  isRunning(zone: string, date: string): boolean
}

/** What ends the making of any day alike. */
const notOfTheDay: ReadonlySet<ErrorCode> = new Set(['archive_unusable', 'cancelled', 'source_changed'])

export function createMaker(world: ReportWorld): Maker {
  const running = new Map<string, Promise<Made>>()
  const { archive } = world

  const fail = (zone: Zone, day: DueDay, error: unknown): Made => {
    const known = toAppError(error)
    if (world.isAway() || notOfTheDay.has(known.code)) throw error
    if (known.code === 'internal') world.log.error(`The report of ${day.date} failed.`, error)
    const { code, message } = known
    const attempts = (archive.ledger(zone.id, day.date, day.date)[0]?.attempts ?? 0) + 1
    archive.noteFailed(
      { zone: zone.id, date: day.date, dueMs: day.dueMs },
      { code, message, attempts, nextTryMs: world.nowMs() + retryPauseMs(attempts) },
    )
    return { kind: 'failed', error: known, attempts }
  }

  const make = async (zone: Zone, day: DueDay, signal: AbortSignal | undefined): Promise<Made> => {
    const place = { zone: zone.id, date: day.date, dueMs: day.dueMs }
    if (archive.report(zone.id, day.date)) return { kind: 'kept' }
    try {
      if (await world.adopt(zone, day)) return { kind: 'adopted' }
      // What was missing when the day failed or was skipped may be there now.
      const isAnew = archive.ledger(zone.id, day.date, day.date).length > 0
      const composed = await world.compose(zone, day, isAnew)
      signal?.throwIfAborted()
      if (composed.kind === 'report')
        return archive.keepReport(place, composed.report) ? { kind: 'made' } : { kind: 'kept' }
      archive.noteSkipped(place, composed.why)
      return { kind: 'skipped', why: composed.why }
    } catch (error) {
      return fail(zone, day, error)
    }
  }

  const makeAndNote = async (zone: Zone, day: DueDay, { by, signal }: MakeOptions): Promise<Made> => {
    const startedMs = world.nowMs()
    const made = await make(zone, day, signal)
    if (made.kind !== 'kept') {
      const run = {
        kind: made.kind === 'adopted' ? 'adopt' : 'report',
        by,
        date: day.date,
        startedMs,
        tookMs: world.nowMs() - startedMs,
      } as const
      archive.noteRun({ ...run, ...outcomeOf(zone, day.date, made) })
    }
    return made
  }

  return {
    make(zone, day, options) {
      const id = `${zone.id} ${day.date}`
      const begun = running.get(id)
      if (begun) return begun
      const made = makeAndNote(zone, day, options).finally(() => running.delete(id))
      running.set(id, made)
      return made
    },
    isRunning: (zone, date) => running.has(`${zone} ${date}`),
  }
}

function outcomeOf(
  zone: Zone,
  date: string,
  made: Exclude<Made, { kind: 'kept' }>,
): Pick<Run, 'outcome'> & Partial<Pick<Run, 'code' | 'message'>> {
  if (made.kind === 'made' || made.kind === 'adopted') return { outcome: 'done' }
  if (made.kind === 'failed') return { outcome: 'failed', code: made.error.code, message: made.error.message }
  return { outcome: 'skipped', code: made.why, message: noReport(zone, date, made.why).message }
}
