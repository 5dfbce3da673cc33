import type { DailyReport } from '../../../shared/daily-report.ts'
import { closesAt, dateAfter, dueAt } from '../../../shared/due-days.ts'
import type { Issue } from '../../../shared/figures.ts'
import { reportKey } from '../../../shared/keys.ts'
import { widthMs, type LocalDay, type Zone } from '../../../shared/time.ts'
import type { Issues } from '../stats/issues.ts'
import type { ReportWorld } from './report-world.ts'
import { readStoredReports, type FoundReport } from './stored-reports.ts'
import type { Clock } from '../clock.ts'
import type { Source } from '../source/source.ts'

/** Takes in the reports that stand in Redis, whoever wrote them. */
export interface StoredReports {
  /** Reads all of them once a connection and report zone: ours that the archive lacks are adopted, others are kept as foreign. */
  look(): Promise<void>
  /** As `look`, but not again soon after it failed, and without an error: a day's own is asked for when it is due. */
  lookBehind(): Promise<void>
  /** As `lookBehind`, though it was looked before. */
  lookAgain(): Promise<void>
  /** Dates that were adopted since this was last asked, oldest first. */
  takeAdopted(): string[]
  /** Reads that of one day; whether it was adopted. */
  adopt(zone: Zone, day: LocalDay): Promise<boolean>
  stop(): void
}

export interface StoredReportsDeps {
  world: ReportWorld
  source: Source
  clock: Clock
  issues: Issues
  signal: AbortSignal
}

/** After a failure the next try waits so long. */
const retryMs = 5 * widthMs.minute
/** Redis keeps them for so long. */
const keptDays = 366

export function createStoredReports(deps: StoredReportsDeps): StoredReports {
  const { world, source, clock, issues, signal } = deps
  const { archive } = world
  let looked: string | null = null
  const fresh = new Set<string>()
  let looking: Promise<void> | null = null
  let triedMs = Number.NEGATIVE_INFINITY
  const stopListening = source.onStatus(({ state }) => {
    if (state === 'ready' || state === 'degraded') return
    looked = null
    triedMs = Number.NEGATIVE_INFINITY
  })

  const keyOf = (date: string): string => reportKey(source.info.reportPrefix, date)

  /** Says why one that claims to be ours is not taken; null that there is nothing to say. */
  const say = (date: string, why: string | null): void => {
    if (why === null) issues.clear(`stored ${date}`)
    else issues.raise(`stored ${date}`, notAdopted(keyOf(date), why))
  }

  const isWanted = (zone: Zone, report: DailyReport): boolean => {
    const kept = archive.report(zone.id, report.date)?.report
    return !kept || knowsMore(report, kept)
  }

  /** Keeps what was found; gives back the dates that were adopted. */
  const take = async (zone: Zone | null, found: readonly FoundReport[]): Promise<string[]> => {
    const nowMs = world.nowMs()
    archive.keepForeign(
      found.flatMap(({ date, text, read }) =>
        read.kind === 'foreign' ? [{ ...read, date, document: text, seenMs: nowMs }] : [],
      ),
    )
    for (const { date, read } of found) say(date, read.kind === 'foreign' ? read.flaw : null)
    if (!zone) return []
    const adopted = await adoptAll(zone, found)
    const foreign = found.filter(({ read }) => read.kind === 'foreign').map(({ date }) => date)
    if (adopted.length + foreign.length > 0)
      world.onChanged({ zone: zone.id, dates: [...foreign, ...adopted] })
    return adopted
  }

  const adoptAll = async (zone: Zone, found: readonly FoundReport[]): Promise<string[]> => {
    const nowMs = world.nowMs()
    const ours = found.flatMap(({ date, read }) => {
      if (read.kind !== 'ours' || closesAt(zone.day(date)) > nowMs || !isWanted(zone, read.report)) return []
      return [{ day: zone.day(date), report: read.report }]
    })
    if (ours.length === 0) return []
    const counted = await world.callsNow(ours.map(({ day }) => day))
    return ours.flatMap(({ day, report }, i) => {
      const calls = counted[i] ?? null
      if (calls !== null && report.total_calls < calls) {
        say(day.date, `it has ${report.total_calls} calls, the counters of that day have ${calls}`)
        return []
      }
      const place = { zone: zone.id, date: day.date, dueMs: dueAt(zone, day, world.time()) }
      // Another program on the same archive may have been quicker.
      if (!archive.adoptReport(place, report, (kept) => knowsMore(report, kept))) return []
      fresh.add(day.date)
      return [day.date]
    })
  }

  const lookOnce = async (zone: Zone | null, id: string): Promise<void> => {
    const today = new Date(world.nowMs()).toISOString().slice(0, 10)
    const dates = Array.from({ length: keptDays + 2 }, (_, i) => dateAfter(today, i - keptDays))
    triedMs = clock.now()
    await readStoredReports({ source, clock }, { dates, zone, signal }, async (found) => {
      await take(zone, found)
    })
    looked = id
  }

  const look: StoredReports['look'] = async () => {
    const zone = world.zone()
    const id = zone?.id ?? 'none'
    while (looked !== id) {
      looking ??= lookOnce(zone, id).finally(() => (looking = null))
      await looking
    }
  }

  const lookBehind: StoredReports['lookBehind'] = async () => {
    if (looked === null && Math.abs(clock.now() - triedMs) < retryMs) return
    await look().catch((error: unknown) => {
      if (world.isAway()) throw error
      world.log.info(`The stored reports could not be read: ${String(error)}`)
    })
  }

  return {
    look,
    lookBehind,
    async lookAgain() {
      looked = null
      triedMs = Number.NEGATIVE_INFINITY
      await lookBehind()
    },
    takeAdopted() {
      const dates = [...fresh].sort()
      fresh.clear()
      return dates
    },
    async adopt(zone, day) {
      let isAdopted = false
      await readStoredReports({ source, clock }, { dates: [day.date], zone, signal }, async (found) => {
        isAdopted = (await take(zone, found)).length > 0
      })
      return isAdopted
    },
    stop: stopListening,
  }
}

/** Whether one of the same calls knows its users, and the other does not. */
function knowsMore(report: DailyReport, than: DailyReport): boolean {
  return than.active_users === null && report.active_users !== null && report.total_calls >= than.total_calls
}

function notAdopted(key: string, why: string): Issue {
  const shown = key.length > 200 ? `${key.slice(0, 200)}…` : key
  const message = `The stored report ${shown} is not used: ${why}.`
  return { code: 'report_not_adopted', message, key, params: { key: shown } }
}
