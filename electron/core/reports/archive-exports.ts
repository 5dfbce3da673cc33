import type { ErrorCode } from '../../../shared/errors.ts'
import type { ExportFormat } from '../../../shared/exports.ts'
import type { ArchiveDatabase } from './archive-database.ts'
import { isDue } from '../../../shared/auto-export.ts'

/** A file of which the program knows every byte, for it wrote them. */
export interface OwnFile {
  name: string
  bytes: number
  /** In hexadecimal. */
  sha256: string
}

/** What became of one day's automatic export. */
export interface DayExport {
  date: string
  revision: number
  /** `writing` until `nextTryMs`: after that its program is taken for dead. `skipped`: nothing of what was chosen can be made. */
  state: 'writing' | 'done' | 'skipped' | 'failed'
  atMs: number
  folder: string
  formats: ExportFormat[]
  /** All that stand in the folder, or may: those of earlier revisions too, and those that were being written. */
  files: OwnFile[]
  /** Tries of this revision that failed in a row. */
  attempts: number
  nextTryMs: number | null
  code: ErrorCode | null
  message: string | null
}

/** A day whose newest revision is not exported yet. */
export interface OwedExport {
  date: string
  revision: number
  before: DayExport | null
}

interface Place {
  zone: string
  date: string
}

/** What is begun: by whom, where to, and until when nobody else begins it. */
export interface ExportClaim {
  revision: number
  holder: string
  folder: string
  formats: readonly ExportFormat[]
  atMs: number
  untilMs: number
}

/** How what was begun ended; `writing` gives it back unfinished. */
export type ExportEnd = Pick<
  DayExport,
  'state' | 'atMs' | 'files' | 'attempts' | 'nextTryMs' | 'code' | 'message'
>

/** What is exported by itself: every revision that is written from the moment on at which that was switched on. */
export interface AutoExportTable {
  /** Switched on, only what is written from now on is owed; nothing changes where it was on. Switched off, nothing is owed. */
  switchAutoExport(isOn: boolean): void
  /** Oldest first. */
  owedExports(zone: string): OwedExport[]
  dayExport(zone: string, date: string): DayExport | null
  /** The day that was written last, whatever its date. */
  lastExport(zone: string): DayExport | null
  /** Begins a day, unless it is done or another has it; gives back the files that are known of it by then, else null. */
  beginExport(place: Place, claim: ExportClaim): OwnFile[] | null
  /** Notes files before they get their names; false where another program has the day by now. */
  expectFiles(place: Place, holder: string, files: readonly OwnFile[]): boolean
  /** False, and nothing noted, where another program has the day by now. */
  endExport(place: Place, holder: string, end: ExportEnd): boolean
  /** What failed is due at once. */
  retryExports(zone: string): void
}

const columns = `date, revision, state, at_ms AS atMs, folder, formats, files, attempts, next_try_ms AS nextTryMs, code, message`

/** Opens the tables of what is exported by itself. */
export function openAutoExportTable(database: ArchiveDatabase): AutoExportTable {
  const switchOn = database.prepare(`
    INSERT INTO auto_export (only_row, on_since) SELECT 1, coalesce(max(rowid), 0) FROM reports WHERE true
    ON CONFLICT DO NOTHING
  `)
  const switchOff = database.prepare('DELETE FROM auto_export')
  const selectNewest = database.prepare(`
    SELECT date, max(revision) AS revision FROM reports
    WHERE zone = ? AND rowid > (SELECT on_since FROM auto_export) GROUP BY date ORDER BY date
  `)
  const selectOne = database.prepare(`SELECT ${columns} FROM auto_exports WHERE zone = ? AND date = ?`)
  const selectLast = database.prepare(`
    SELECT ${columns} FROM auto_exports WHERE zone = ? AND state = 'done' ORDER BY at_ms DESC, date DESC LIMIT 1
  `)
  const upsert = database.prepare(`
    INSERT INTO auto_exports (zone, date, revision, state, holder, at_ms, folder, formats, files, attempts, next_try_ms)
    VALUES (:zone, :date, :revision, 'writing', :holder, :atMs, :folder, :formats, :files, :attempts, :untilMs)
    ON CONFLICT (zone, date) DO UPDATE SET revision = excluded.revision, state = excluded.state, holder = excluded.holder,
      at_ms = excluded.at_ms, folder = excluded.folder, formats = excluded.formats, attempts = excluded.attempts,
      next_try_ms = excluded.next_try_ms
  `)
  const held = "zone = :zone AND date = :date AND state = 'writing' AND holder = :holder"
  const updateFiles = database.prepare(`UPDATE auto_exports SET files = :files WHERE ${held}`)
  const updateEnd = database.prepare(`
    UPDATE auto_exports SET state = :state, at_ms = :atMs, files = :files, attempts = :attempts, next_try_ms = :nextTryMs,
      code = :code, message = :message WHERE ${held}
  `)
  const updateFailed = database.prepare(
    "UPDATE auto_exports SET next_try_ms = NULL WHERE zone = ? AND state = 'failed'",
  )

  const one = (zone: string, date: string): DayExport | null => {
    const row = selectOne.get(zone, date) as unknown as ExportRow | undefined
    return row ? dayExport(row) : null
  }

  return {
    switchAutoExport: (isOn) => database.write(() => void (isOn ? switchOn : switchOff).run()),
    owedExports: (zone) =>
      database.read(() =>
        (selectNewest.all(zone) as { date: string; revision: number }[])
          .map(({ date, revision }) => ({ date, revision, before: one(zone, date) }))
          .filter(
            ({ revision, before }) =>
              !before || before.revision < revision || ['writing', 'failed'].includes(before.state),
          ),
      ),
    dayExport: (zone, date) => database.read(() => one(zone, date)),
    lastExport: (zone) =>
      database.read(() => {
        const row = selectLast.get(zone) as unknown as ExportRow | undefined
        return row ? dayExport(row) : null
      }),
    beginExport: ({ zone, date }, { revision, formats, ...claim }) =>
      database.write(() => {
        const before = one(zone, date)
        // Asked again under the lock: another program may have begun it meanwhile.
        if (!isDue({ revision, before }, claim.atMs)) return null
        const files = before?.files ?? []
        const attempts = before?.revision === revision ? before.attempts : 0
        const texts = { formats: JSON.stringify(formats), files: JSON.stringify(files) }
        upsert.run({ zone, date, revision, attempts, ...claim, ...texts })
        return files
      }),
    expectFiles: ({ zone, date }, holder, files) =>
      database.write(() => {
        const { changes } = updateFiles.run({ zone, date, holder, files: JSON.stringify(files) })
        return Number(changes) > 0
      }),
    endExport: ({ zone, date }, holder, { files, ...end }) =>
      database.write(() => {
        const { changes } = updateEnd.run({ zone, date, holder, ...end, files: JSON.stringify(files) })
        return Number(changes) > 0
      }),
    retryExports: (zone) => database.write(() => void updateFailed.run(zone)),
  }
}

interface ExportRow extends Omit<DayExport, 'formats' | 'files'> {
  formats: string
  files: string
}

function dayExport({ formats, files, ...row }: ExportRow): DayExport {
  return {
    ...row,
    formats: JSON.parse(formats) as ExportFormat[],
    files: JSON.parse(files) as OwnFile[],
  }
}
