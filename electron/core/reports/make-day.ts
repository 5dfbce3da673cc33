import type { DueDay } from '../../../shared/due-days.ts'
import { toAppError, type AppError, type ErrorCode } from '../../../shared/errors.ts'
import type { ReportSkip } from '../../../shared/reports.ts'
import type { Zone } from '../../../shared/time.ts'
import type { ReportWorld } from './report-world.ts'

/** How the making of one report ended. */
export type Made =
  | { kind: 'made' }
  /** It was there already: another window or program was quicker. */
  | { kind: 'kept' }
  | { kind: 'skipped'; why: ReportSkip }
  | { kind: 'failed'; error: AppError }

/** Makes reports one day at a time, each at most once whoever asks for it. */
export interface Maker {
  /**
   * Makes the report of a day that has none and notes how that ended. Throws where the source is away, the archive cannot be
   * written, or `signal` ended it: that is no failure of the day.
   */
  make(zone: Zone, day: DueDay, signal?: AbortSignal): Promise<Made>
  isRunning(zone: string, date: string): boolean
}

const firstPauseMs = 60_000
/** No failed day waits longer for its next try. */
export const longestPauseMs = 3_600_000

/** What ends the making of any day alike. */
const notOfTheDay: ReadonlySet<ErrorCode> = new Set(['archive_unusable', 'cancelled', 'source_changed'])

export function createMaker(world: ReportWorld): Maker {
  const running = new Map<string, Promise<Made>>()
  const { archive } = world

  const fail = (zone: Zone, day: DueDay, error: unknown): Made => {
    const known = toAppError(error)
    if (world.isAway() || notOfTheDay.has(known.code)) throw error
    if (known.code === 'internal') world.log.error(`The report of ${day.date} failed.`, error)
    const attempts = (archive.ledger(zone.id, day.date, day.date)[0]?.attempts ?? 0) + 1
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts - 1, 10))
    archive.noteFailed(
      { zone: zone.id, date: day.date, dueMs: day.dueMs },
      { message: known.message, attempts, nextTryMs: world.nowMs() + pauseMs },
    )
    return { kind: 'failed', error: known }
  }

  const make = async (zone: Zone, day: DueDay, signal?: AbortSignal): Promise<Made> => {
    const place = { zone: zone.id, date: day.date, dueMs: day.dueMs }
    if (archive.report(zone.id, day.date)) return { kind: 'kept' }
    try {
      const composed = await world.compose(zone, day, false)
      signal?.throwIfAborted()
      if (composed.kind === 'report')
        return archive.keepReport(place, composed.report) ? { kind: 'made' } : { kind: 'kept' }
      archive.noteSkipped(place, composed.why)
      return { kind: 'skipped', why: composed.why }
    } catch (error) {
      return fail(zone, day, error)
    }
  }

  return {
    make(zone, day, signal) {
      const id = `${zone.id} ${day.date}`
      const begun = running.get(id)
      if (begun) return begun
      const made = make(zone, day, signal).finally(() => running.delete(id))
      running.set(id, made)
      return made
    },
    isRunning: (zone, date) => running.has(`${zone} ${date}`),
  }
}
