import type { DailyReport } from '../../../shared/daily-report.ts'
import { dateAfter } from '../../../shared/due-days.ts'
import { toAppError } from '../../../shared/errors.ts'
import { readStoredReport } from '../../../shared/read-stored-report.ts'
import { widthMs, type Zone } from '../../../shared/time.ts'
import type { ReportStore } from '../source/report-store.ts'
import type { Issues } from '../stats/issues.ts'
import type { NewRun } from './archive-runs.ts'
import type { UnsharedReport } from './archive-sharing.ts'
import type { ReportWorld } from './report-world.ts'
import { isSharingRefused } from './shared-turn.ts'

/** What became of the reports that Redis did not have from us. */
export interface Published {
  written: string[]
  /** Another stands there, which is not touched. */
  taken: string[]
}

/** Writes reports to Redis for other apps. */
export interface Publisher {
  /** Writes what Redis lacks, oldest first, or that of one date; throws what goes wrong. */
  publish(
    zone: Zone,
    options?: { date?: string; signal?: AbortSignal; by?: NewRun['by'] },
  ): Promise<Published>
  /** As `publish` of all; what goes wrong becomes an issue, and it is tried again after a pause. */
  publishBehind(zone: Zone): Promise<void>
}

export interface PublisherDeps {
  world: ReportWorld
  store: ReportStore
  issues: Issues
  /** Whether the users of a report are still to be counted: it is written with them. */
  awaitsUsers(report: DailyReport): boolean
}

/** Redis keeps a report for so long, so an older one is not written any more. */
const keptDays = 365
const firstPauseMs = 60_000
const longestPauseMs = widthMs.hour

export function createPublisher({ world, store, issues, awaitsUsers }: PublisherDeps): Publisher {
  const { archive } = world
  let pauseMs = 0
  let triedMs = Number.NEGATIVE_INFINITY

  const isOurs = (zone: Zone, date: string, text: string): boolean =>
    readStoredReport(text, { date, zone }).kind === 'ours'

  const publishOne = async (
    zone: Zone,
    { date, revision, replaces }: UnsharedReport,
  ): Promise<boolean | null> => {
    const kept = archive.report(zone.id, date, revision)
    if (!kept || awaitsUsers(kept.report)) return null
    const text = JSON.stringify(kept.report)
    const outcome = replaces
      ? await store.replace(date, text, (present) => isOurs(zone, date, present))
      : await store.write(date, text)
    archive.noteShared(zone.id, { date, revision }, outcome)
    return outcome === 'written'
  }

  const publish: Publisher['publish'] = async (zone, { date, signal, by = 'hand' } = {}) => {
    const oldest = dateAfter(zone.dayAt(world.nowMs()).date, -keptDays)
    const published: Published = { written: [], taken: [] }
    const startedMs = world.nowMs()
    const note = (ended: Pick<NewRun, 'outcome' | 'code' | 'message'>): void => {
      const { written } = published
      const of = written.length === 1 ? { date: written[0]! } : { count: written.length }
      archive.noteRun({ kind: 'publish', by, ...of, ...ended, startedMs, tookMs: world.nowMs() - startedMs })
    }
    try {
      for (const report of archive.unshared(zone.id, oldest)) {
        if (date !== undefined && report.date !== date) continue
        signal?.throwIfAborted()
        const isWritten = await publishOne(zone, report)
        if (isWritten !== null) published[isWritten ? 'written' : 'taken'].push(report.date)
        await world.rest()
      }
    } catch (error) {
      const { code, message } = toAppError(error)
      if (code !== 'cancelled' && !world.isAway()) note({ outcome: 'failed', code, message })
      throw error
    }
    if (published.written.length > 0) note({ outcome: 'done' })
    return published
  }

  return {
    publish,
    async publishBehind(zone) {
      const nowMs = world.nowMs()
      if (Math.abs(nowMs - triedMs) < pauseMs) return
      try {
        await publish(zone, { by: 'schedule' })
        pauseMs = 0
        issues.clear('sharing')
      } catch (error) {
        if (world.isAway()) throw error
        const why = toAppError(error)
        triedMs = nowMs
        pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, pauseMs * 2))
        issues.raise('sharing', {
          code: isSharingRefused(why) ? 'sharing_refused' : 'sharing_failed',
          message: why.message,
        })
      }
    },
  }
}
