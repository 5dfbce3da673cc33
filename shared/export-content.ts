import type { Cell } from './csv.ts'
import type { DailyReport } from './daily-report.ts'
import { exportRows } from './export-rows.ts'
import { exportTables, type ExportPassport, type ExportTable } from './exports.ts'
import { compareNames } from './names.ts'
import { reportSuccessCounts } from './report-success.ts'
import { successRate, unclassifiedShare } from './success.ts'

/** Rows of a table as far as a document for readers shows them. */
export interface ShownRows {
  rows: Cell[][]
  /** How many there are in all, and the calls of those that are left out; null where one of these is unknown. */
  count: number
  callsLeftOut: number | null
}

/** A figure of several days; `ofKnown` is taken of the days that know it. */
export interface RangeFigure {
  value: number | null
  ofKnown: number | null
  knownDays: number
}

/** Names added up over the days of a range. Rows are name, calls, share of all calls, days that name it. */
export interface NameSums extends ShownRows {
  /** Days of which not every call has a name: the sums are at least so many. */
  openDays: number
}

/** What a document for readers says of a range: little enough to be in memory, however long the range is. */
export interface ExportContent {
  passport: ExportPassport
  /** The report of a range of one day. */
  only: DailyReport | null
  /** Oldest first. */
  days: { date: string; calls: number; approximate: boolean; successRate: number | null }[]
  total: RangeFigure
  success: RangeFigure
  unclassified: number | null
  /** The mean of the days. */
  activeUsers: RangeFigure
  peak: { start: string; calls: number } | null
  busiest: { date: string; calls: number } | null
  tables: Record<ExportTable, ShownRows>
  sums: { endpoints: NameSums; statuses: NameSums }
}

export interface ContentGatherer {
  add(report: DailyReport): void
  content(passport: ExportPassport): ExportContent
}

/** Gathers one report after the other. Of the tables that are longer than `mostRows` a document shows so many rows, by days none. */
export function gatherContent({ mostRows }: { mostRows: number }): ContentGatherer {
  let only: DailyReport | null = null
  const days: ExportContent['days'] = []
  const counts = { successes: 0, errors: 0, unclassified: 0, days: 0 }
  const users = { sum: 0, days: 0 }
  let total = 0
  let peak: ExportContent['peak'] = null
  let busiest: ExportContent['busiest'] = null
  const tables = new Map(
    exportTables.map((table) => [table, tableRows(table === 'days' ? Infinity : mostRows)]),
  )
  const endpoints = nameSums()
  const statuses = nameSums()

  return {
    add(report) {
      const { date, total_calls: calls, approximate, success_rate, quality } = report
      only = days.length === 0 ? report : null
      days.push({ date, calls, approximate, successRate: success_rate })
      total += calls
      if (!busiest || calls > busiest.calls) busiest = { date, calls }
      if (report.peak_hour && (!peak || report.peak_hour.calls > peak.calls)) peak = report.peak_hour
      const success = reportSuccessCounts(report, report.status_lists)
      if (success) {
        counts.days += 1
        counts.successes += success.successes
        counts.errors += success.errors
        counts.unclassified += success.unclassified
      }
      if (report.active_users !== null) {
        users.days += 1
        users.sum += report.active_users
      }
      for (const [table, rows] of tables) rows.add(exportRows(table, report))
      endpoints.add(report.api_breakdown, calls === 0 || quality.apis === 1)
      statuses.add(report.status_breakdown, calls === 0 || quality.statuses === 1)
    },
    content(passport) {
      const closed = passport.days + passport.missing.length
      const figure = (ofKnown: number | null, knownDays: number): RangeFigure => ({
        value: knownDays === closed ? ofKnown : null,
        ofKnown: knownDays === 0 ? null : ofKnown,
        knownDays,
      })
      const isOne = passport.from === passport.to
      return {
        passport,
        only: isOne ? only : null,
        days,
        total: figure(total, days.length),
        success: figure(successRate(counts), counts.days),
        unclassified: unclassifiedShare(counts),
        activeUsers: figure(users.days === 0 ? null : users.sum / users.days, users.days),
        peak,
        busiest,
        tables: Object.fromEntries([...tables].map(([table, rows]) => [table, rows.shown(isOne)])) as Record<
          ExportTable,
          ShownRows
        >,
        sums: { endpoints: endpoints.shown(total, mostRows), statuses: statuses.shown(total, mostRows) },
      }
    },
  }
}

/** The first rows of a table, its others counted. */
function tableRows(most: number) {
  const rows: Cell[][] = []
  let count = 0
  let callsLeftOut: number | null = 0
  return {
    add(more: Cell[][]): void {
      for (const row of more) {
        count += 1
        if (rows.length < most) rows.push(row)
        else callsLeftOut = plus(callsLeftOut, row.at(2))
      }
    },
    /** A part of the days would mislead: of several days all rows or none. */
    shown(isOneDay: boolean): ShownRows {
      const isWhole = count <= most
      return { rows: isWhole || isOneDay ? rows : [], count, callsLeftOut }
    },
  }
}

function nameSums() {
  const named = new Map<string, { calls: number; days: number }>()
  let openDays = 0
  return {
    add(breakdown: Record<string, number> | null, isWhole: boolean): void {
      if (!isWhole) openDays += 1
      for (const [name, calls] of Object.entries(breakdown ?? {})) {
        const sum = named.get(name)
        if (sum) {
          sum.calls += calls
          sum.days += 1
        } else named.set(name, { calls, days: 1 })
      }
    },
    shown(total: number, most: number): NameSums {
      const all = [...named].sort(([a, x], [b, y]) => y.calls - x.calls || compareNames(a, b))
      return {
        rows: all
          .slice(0, most)
          .map(([name, { calls, days }]) => [name, calls, total === 0 ? null : calls / total, days]),
        count: all.length,
        callsLeftOut: all.slice(most).reduce((sum, [, { calls }]) => sum + calls, 0),
        openDays,
      }
    },
  }
}

function plus(sum: number | null, cell: Cell | undefined): number | null {
  return sum === null || typeof cell !== 'number' ? null : sum + cell
}
