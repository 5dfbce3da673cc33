import { randomBytes } from 'node:crypto'
import { isDue, type AutoExportState } from '../../../shared/auto-export.ts'
import { AppError } from '../../../shared/errors.ts'
import { isoInstant } from '../../../shared/time.ts'
import type { AutoExport } from '../../../shared/exports.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Archive } from '../reports/archive.ts'
import { exportDay } from './export-day.ts'
import type { ExportJob } from './format-writer.ts'
import type { ExportSource } from './stored-range.ts'

/** Exports the reports of a source by themselves. */
export interface AutoExporter {
  /** Takes over what a person chose: what runs ends where that is something else than before. */
  follow(): void
  /** Exports what is due, behind everything else; nothing where that runs already. */
  tick(): void
  /** What failed is tried again at once. */
  retry(): void
  /** What is known of it in a report zone. */
  known(zone: string): Pick<AutoExportState, 'last' | 'owed' | 'failed' | 'failures'>
  /** Ends what runs. */
  stop(): Promise<void>
}

export interface AutoExportDeps {
  archive: Archive
  clock: Clock
  log: Log
  chosen(): AutoExport
  print: ExportJob['print']
  /** What files are made from. */
  source(): Promise<ExportSource>
  /** The report zone; null until a person chose it. */
  zone(): string | null
  /** Whether reports are being made, which come first. */
  isBusy(): boolean
}

/** So many failures are told. */
const mostFailures = 5

export function createAutoExport(deps: AutoExportDeps): AutoExporter {
  const { archive, clock, log, chosen, print, isBusy } = deps
  const holder = randomBytes(8).toString('hex')
  let running: { abort: AbortController; ended: Promise<void> } | null = null
  let followed: string | null = null
  let isStopped = false

  const look = async (signal: AbortSignal): Promise<void> => {
    const { folder, ...rest } = chosen()
    const zone = deps.zone()
    if (folder === null || zone === null) return
    const due = archive.owedExports(zone).filter((day) => isDue(day, clock.now()))
    if (due.length === 0) return
    const source = await deps.source()
    if (source.zone.id !== zone) return
    for (const day of due) {
      if (isBusy()) return
      signal.throwIfAborted()
      const how = { clock, log, print, signal }
      await exportDay({ archive, source, chosen: { ...rest, folder }, holder, how }, day)
      await clock.sleep(0, signal)
    }
  }

  const end = (why: string): void => running?.abort.abort(new AppError('cancelled', why))

  const follow = (): void => {
    const now = chosen()
    const text = JSON.stringify(now)
    if (text === followed) return
    end('The automatic export was changed.')
    try {
      archive.switchAutoExport(now.folder !== null)
      followed = text
    } catch (error) {
      log.info(`The automatic export is switched at the next tick: ${String(error)}`)
    }
  }

  const tick = (): void => {
    follow()
    if (running || isStopped || isBusy()) return
    const abort = new AbortController()
    const ended = look(abort.signal)
      .catch((error: unknown) => log.info(`The automatic export waits for the next tick: ${String(error)}`))
      .finally(() => (running = null))
    running = { abort, ended }
  }

  return {
    follow,
    tick,
    retry() {
      const zone = deps.zone()
      if (zone !== null) archive.retryExports(zone)
      tick()
    },
    known(zone) {
      const owed = archive.owedExports(zone)
      const failed = owed.flatMap(({ before }) => (before?.state === 'failed' ? [before] : []))
      const last = archive.lastExport(zone)
      return {
        last: last && {
          date: last.date,
          at: isoInstant(last.atMs),
          folder: last.folder,
          formats: last.formats,
        },
        owed: owed.length,
        failures: failed.length,
        failed: failed.slice(0, mostFailures).map(({ date, code, message, attempts, nextTryMs }) => ({
          date,
          code: code ?? 'internal',
          message: message ?? '',
          attempts,
          nextTryAt: nextTryMs === null ? null : isoInstant(nextTryMs),
        })),
      }
    },
    async stop() {
      isStopped = true
      end('The source was left.')
      await running?.ended
    },
  }
}
