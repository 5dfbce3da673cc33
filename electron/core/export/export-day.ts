import { AppError, toAppError } from '../../../shared/errors.ts'
import type { AutoExport, ExportFormat } from '../../../shared/exports.ts'
import { retryPauseMs } from '../../../shared/retry-pause.ts'
import type { ExportEnd, OwedExport, OwnFile } from '../reports/archive-exports.ts'
import type { Archive } from '../reports/archive.ts'
import { exportRange, type ExportHow } from './export-range.ts'
import { unavailableFormats } from './formats.ts'
import { asOwnFiles, assertOwn, withExpected, withWritten } from './own-files.ts'
import type { ExportSource } from './stored-range.ts'

/** What one day is exported from, where to, and with what. */
export interface DayExporting {
  archive: Archive
  source: ExportSource
  chosen: AutoExport & { folder: string }
  /** Of this program alone. */
  holder: string
  how: Omit<ExportHow, 'run' | 'beforeNames'> & { signal: AbortSignal }
}

/** A program that has a day for longer is taken for dead. */
const heldMs = 300_000

/**
 * Writes the files of one day and notes how that ended; nothing where another program has it or did it. Throws where the archive
 * cannot be written or `signal` ended it: that is no failure of the day.
 */
export async function exportDay(
  { archive, source, chosen, holder, how }: DayExporting,
  { date, revision, before }: OwedExport,
): Promise<void> {
  const { clock, log, print, signal } = how
  const { folder, delimiter, withBom, language } = chosen
  const missing = unavailableFormats(chosen.formats, print !== null)
  const formats = chosen.formats.filter((format) => !missing.includes(format))
  const place = { zone: source.zone.id, date }
  const startedMs = clock.now()
  const claim = { revision, holder, folder, formats, atMs: startedMs, untilMs: startedMs + heldMs }
  const known = archive.beginExport(place, claim)
  if (!known) return
  const attempts = before?.revision === revision ? before.attempts : 0
  let files = known

  const end = (ended: Pick<ExportEnd, 'state'> & Partial<ExportEnd>, count: number | null = null): void => {
    const atMs = clock.now()
    const { state, code = null, message = null } = ended
    const usual = { atMs, files, attempts: 0, nextTryMs: null, code, message }
    const isOurs = archive.endExport(place, holder, { ...usual, ...ended })
    if (!isOurs || state === 'writing') return
    const run = { kind: 'export', by: 'schedule', outcome: state, date, count, code, message } as const
    archive.noteRun({ ...run, startedMs, tookMs: atMs - startedMs })
  }

  const why = missing.length > 0 ? ({ code: 'format_unavailable', message: left(missing) } as const) : {}
  if (formats.length === 0) return end({ state: 'skipped', ...why })
  try {
    const style = { delimiter, withBom, language }
    let written: OwnFile[] = []
    await exportRange(
      source,
      { from: date, to: date, formats, style, place: { folder }, replace: true },
      {
        ...{ clock, log, print },
        run: { signal, progress: () => undefined },
        async beforeNames(whole) {
          await assertOwn(whole, known)
          written = await asOwnFiles(whole)
          files = withExpected(known, written)
          if (!archive.expectFiles(place, holder, files))
            throw new AppError('busy', 'Another program took over the export of this day.')
        },
      },
    )
    files = withWritten(known, written)
    end({ state: 'done', ...why }, written.length)
  } catch (error) {
    const { code, message } = toAppError(error)
    // It can be begun again at once.
    if (signal.aborted) end({ state: 'writing', attempts, nextTryMs: clock.now() })
    if (signal.aborted || code === 'archive_unusable') throw error
    if (code === 'internal') log.error(`The automatic export of ${date} failed.`, error)
    const nextTryMs = clock.now() + retryPauseMs(attempts + 1)
    end({ state: 'failed', attempts: attempts + 1, nextTryMs, code, message })
  }
}

function left(formats: readonly ExportFormat[]): string {
  return `Not made, for this program cannot: ${formats.join(', ')}.`
}
