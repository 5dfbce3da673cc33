import type { DailyReport } from '../../../shared/daily-report.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { summaryOf } from '../../../shared/report-summary.ts'
import type { ReportSkip, ReportSummary } from '../../../shared/reports.ts'
import type { ArchiveDatabase } from './archive-database.ts'

/** What is known of the report of one date: it was made, could not be, or failed and is tried again. */
export interface LedgerDay {
  date: string
  state: 'done' | 'failed' | 'skipped'
  dueMs: number
  /** Tries that failed so far. */
  attempts: number
  nextTryMs: number | null
  why: ReportSkip | null
  /** What failed; null where the day did not fail, or did so before the archive kept codes. */
  code: ErrorCode | null
  message: string | null
  /** Of the newest revision. */
  summary: ReportSummary | null
}

/** A report and which of its revisions it is. */
export interface KeptReport {
  revision: number
  report: DailyReport
}

/** Where a report is kept, and when it was due. */
interface Place {
  zone: string
  date: string
  dueMs: number
}

/** Why a day failed, how often, and when it is tried again. */
export interface DayFailure {
  code: ErrorCode
  message: string
  attempts: number
  nextTryMs: number
}

/** The daily reports of a source by zone and date, all revisions for good, and the ledger of days. */
export interface ReportTable {
  /** Oldest first. */
  ledger(zone: string, from: string, to: string): LedgerDay[]
  /** The newest revision, or the one that is asked for. */
  report(zone: string, date: string, revision?: number): KeptReport | null
  /** The newest revision of each date, oldest first. */
  reportsBetween(zone: string, from: string, to: string): DailyReport[]
  /** Which revision is the newest of each date that has a report, oldest first. */
  newestRevisions(zone: string, from: string, to: string): { date: string; revision: number }[]
  revisions(zone: string, date: string): { revision: number; generatedAt: string; calls: number }[]
  /** The nearest dates before and after that have a report. */
  reportsBeside(zone: string, date: string): { previous: string | null; next: string | null }
  /** The earliest date that has a report. */
  firstReport(zone: string): string | null
  /** Keeps the first report of a date; false, and nothing kept, where there is one already. */
  keepReport(place: Place, report: DailyReport): boolean
  /**
   * Keeps a report of another program as the newest revision, marked with who made it, where there is none of that date or
   * `isBetter` says so of the newest; false, and nothing kept, elsewhere.
   */
  adoptReport(place: Place, report: DailyReport, isBetter: (than: DailyReport) => boolean): boolean
  /** Keeps a report as the newest revision; gives back its number. */
  addRevision(place: Place, report: DailyReport): number
  /** Keeps a report with other figures of users as the newest revision; what else is known of its date stays. */
  reviseReport(zone: string, date: string, report: DailyReport): void
  /** Dates from the one with this number (days since 1970-01-01) on that have a report, oldest first. */
  reportsSince(fromDay: number): { zone: string; date: string }[]
  /** A date without a report. */
  noteSkipped(place: Place, why: ReportSkip): void
  noteFailed(place: Place, failure: DayFailure): void
  /** Calls that arrived after the newest revision was made. */
  noteLate(zone: string, date: string, calls: number): void
  /** Forgets what was noted of dates without a report from this one on: a clock that was ahead had taken them for closed. */
  forgetFrom(zone: string, date: string): void
}

interface LedgerRow extends Omit<LedgerDay, 'summary'> {
  summary: string | null
  revision: number | null
  lateCalls: number
  adoptedFrom: string | null
}

/** Opens the tables of daily reports. */
export function openReportTables(database: ArchiveDatabase): ReportTable {
  const selectLedger = database.prepare(`
    SELECT day.date, day.state, day.due_ms AS dueMs, day.attempts, day.next_try_ms AS nextTryMs, day.why, day.code,
      day.message, day.late_calls AS lateCalls, report.revision, report.summary,
      (SELECT generator FROM shared_reports AS shared WHERE shared.zone = day.zone AND shared.date = day.date
        AND shared.revision = report.revision AND shared.state = 'adopted') AS adoptedFrom
    FROM report_days AS day
    LEFT JOIN reports AS report ON report.zone = day.zone AND report.date = day.date AND report.revision = (
      SELECT max(revision) FROM reports WHERE zone = day.zone AND date = day.date
    )
    WHERE day.zone = ? AND day.date BETWEEN ? AND ? ORDER BY day.date
  `)
  const selectReport = database.prepare(`
    SELECT revision, document FROM reports WHERE zone = ? AND date = ? AND revision = coalesce(?, revision)
    ORDER BY revision DESC LIMIT 1
  `)
  const selectBetween = database.prepare(`
    SELECT document FROM reports AS report WHERE zone = ? AND date BETWEEN ? AND ? AND revision = (
      SELECT max(revision) FROM reports WHERE zone = report.zone AND date = report.date
    ) ORDER BY date
  `)
  const selectNewestBetween = database.prepare(`
    SELECT date, max(revision) AS revision FROM reports WHERE zone = ? AND date BETWEEN ? AND ?
    GROUP BY date ORDER BY date
  `)
  const selectRevisions = database.prepare(
    'SELECT revision, generated_at AS generatedAt, calls FROM reports WHERE zone = ? AND date = ? ORDER BY revision',
  )
  const selectBeside = database.prepare(`
    SELECT (SELECT max(date) FROM reports WHERE zone = :zone AND date < :date) AS previous,
      (SELECT min(date) FROM reports WHERE zone = :zone AND date > :date) AS next
  `)
  const selectFirst = database.prepare('SELECT min(date) AS date FROM reports WHERE zone = ?')
  const selectNewest = database.prepare(
    'SELECT coalesce(max(revision), 0) AS revision FROM reports WHERE zone = ? AND date = ?',
  )
  const insertReport = database.prepare(`
    INSERT INTO reports (zone, date, revision, generated_at, calls, summary, document) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
  `)
  const selectSince = database.prepare(
    "SELECT DISTINCT date, zone FROM reports WHERE date >= date(? * 86400, 'unixepoch') ORDER BY date, zone",
  )
  const upsertDay = database.prepare(`
    INSERT INTO report_days (zone, date, state, due_ms, attempts, next_try_ms, why, code, message, late_calls)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
    ON CONFLICT (zone, date) DO UPDATE SET state = excluded.state, due_ms = excluded.due_ms,
      attempts = excluded.attempts, next_try_ms = excluded.next_try_ms, why = excluded.why, code = excluded.code,
      message = excluded.message, late_calls = 0
    WHERE excluded.state = 'done' OR state <> 'done'
  `)
  const insertAdopted = database.prepare(
    "INSERT INTO shared_reports (zone, date, revision, state, generator) VALUES (?, ?, ?, 'adopted', ?)",
  )
  const updateLate = database.prepare('UPDATE report_days SET late_calls = ? WHERE zone = ? AND date = ?')
  const deleteFrom = database.prepare(
    "DELETE FROM report_days WHERE zone = ? AND date >= ? AND state <> 'done'",
  )

  const insertRevision = (
    { zone, date }: Omit<Place, 'dueMs'>,
    { report, revision }: { report: DailyReport; revision: number },
  ): boolean => {
    const { changes } = insertReport.run(
      zone,
      date,
      revision,
      report.generated_at,
      report.total_calls,
      JSON.stringify(summaryOf(report)),
      JSON.stringify(report),
    )
    return Number(changes) > 0
  }

  const insert = (place: Place, kept: { report: DailyReport; revision: number }): boolean => {
    if (!insertRevision(place, kept)) return false
    upsertDay.run(place.zone, place.date, 'done', place.dueMs, 0, null, null, null, null)
    return true
  }

  const newestRevision = (zone: string, date: string): number =>
    (selectNewest.get(zone, date) as { revision: number }).revision

  /** The newest revision, or the one that is asked for. */
  const newestOf = ({ zone, date }: Omit<Place, 'dueMs'>, revision?: number): KeptReport | null => {
    const row = selectReport.get(zone, date, revision ?? null) as
      { revision: number; document: string } | undefined
    return row ? { revision: row.revision, report: JSON.parse(row.document) as DailyReport } : null
  }

  return {
    ledger: (zone, from, to) =>
      database.read(() => (selectLedger.all(zone, from, to) as unknown as LedgerRow[]).map(ledgerDay)),
    report: (zone, date, revision) => database.read(() => newestOf({ zone, date }, revision)),
    reportsBetween: (zone, from, to) =>
      database.read(() =>
        (selectBetween.all(zone, from, to) as { document: string }[]).map(
          ({ document }) => JSON.parse(document) as DailyReport,
        ),
      ),
    newestRevisions: (zone, from, to) =>
      database.read(() =>
        selectNewestBetween
          .all(zone, from, to)
          .map((row) => ({ ...row }) as { date: string; revision: number }),
      ),
    revisions: (zone, date) =>
      database.read(() =>
        selectRevisions
          .all(zone, date)
          .map((row) => ({ ...row }) as { revision: number; generatedAt: string; calls: number }),
      ),
    reportsBeside: (zone, date) =>
      database.read(() => ({
        ...(selectBeside.get({ zone, date }) as { previous: string | null; next: string | null }),
      })),
    firstReport: (zone) => database.read(() => (selectFirst.get(zone) as { date: string | null }).date),
    keepReport: (place, report) => database.write(() => insert(place, { report, revision: 1 })),
    adoptReport: (place, report, isBetter) =>
      database.write(() => {
        const kept = newestOf(place)
        if (kept && !isBetter(kept.report)) return false
        const revision = (kept?.revision ?? 0) + 1
        insert(place, { report, revision })
        insertAdopted.run(place.zone, place.date, revision, report.generator)
        return true
      }),
    addRevision: (place, report) =>
      database.write(() => {
        const revision = newestRevision(place.zone, place.date) + 1
        insert(place, { report, revision })
        return revision
      }),
    reviseReport: (zone, date, report) =>
      database.write(
        () => void insertRevision({ zone, date }, { report, revision: newestRevision(zone, date) + 1 }),
      ),
    reportsSince: (fromDay) =>
      database.read(() =>
        selectSince.all(fromDay).map((row) => ({ ...row }) as { zone: string; date: string }),
      ),
    noteSkipped: ({ zone, date, dueMs }, why) =>
      database.write(() => void upsertDay.run(zone, date, 'skipped', dueMs, 0, null, why, null, null)),
    noteFailed: ({ zone, date, dueMs }, { code, message, attempts, nextTryMs }) =>
      database.write(() => {
        upsertDay.run(zone, date, 'failed', dueMs, attempts, Math.round(nextTryMs), null, code, message)
      }),
    noteLate: (zone, date, calls) => database.write(() => void updateLate.run(calls, zone, date)),
    forgetFrom: (zone, date) => database.write(() => void deleteFrom.run(zone, date)),
  }
}

function ledgerDay({ summary, revision, lateCalls, adoptedFrom, ...day }: LedgerRow): LedgerDay {
  if (summary === null || revision === null) return { ...day, summary: null }
  const stored = JSON.parse(summary) as ReturnType<typeof summaryOf>
  return { ...day, summary: { ...stored, revision, lateCalls, adoptedFrom } }
}
