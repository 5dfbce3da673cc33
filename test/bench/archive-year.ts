import { openArchive, type Archive } from '../../electron/core/reports/archive.ts'
import type { ColdMark, ColdRow } from '../../electron/core/reports/archive-cold.ts'
import { reportDocument } from '../../shared/report-document.ts'
import { defaultStatusLists } from '../../shared/success.ts'
import { endpointNames } from './endpoint-counters.ts'
import { silent } from './watched.ts'

/** Users of one transaction. */
const chunkUsers = 4_096

/** Days of the archive that is measured. */
export const archiveDays = 365

/** Calls of an endpoint in an hour: a daily rhythm and many quiet endpoints, so that numbers take one to three bytes. */
function callsOf(endpoint: number, hour: number): number {
  const rhythm = 1 + (hour % 24 < 7 ? 0 : (hour * 7) % 11)
  return Math.floor((4_000 * rhythm) / (1 + endpoint)) + ((hour * (endpoint + 3)) % 5)
}

/**
 * A year of every endpoint before a day: hours, days, minute totals, and the minutes of the hour that an edge of each local
 * day cuts, as a zone such as Asia/Kathmandu needs them. Written by the archive's own methods.
 */
export function fillArchive(file: string, lastDay: number): Archive {
  const archive = openArchive({ file, log: silent })
  const names = endpointNames.map((name) => ({ name, lastCalledDay: lastDay }))
  archive.rememberNames('api', names, (lastDay - archiveDays) * 86_400_000)
  const statuses = ['success', 'error'].map((name) => ({ name, lastCalledDay: lastDay }))
  archive.rememberNames('status', statuses, (lastDay - archiveDays) * 86_400_000)
  for (let day = lastDay - archiveDays + 1; day <= lastDay; day++) fillDay(archive, day)
  return archive
}

/** The reports of such a year alone. */
export function fillReports(file: string, lastDay: number): Archive {
  const archive = openArchive({ file, log: silent })
  for (let day = lastDay - archiveDays + 1; day <= lastDay; day++) {
    const totals = Array.from({ length: 24 }, (_, i) =>
      sumOf(endpointNames.map((_name, endpoint) => callsOf(endpoint, 24 * day + i))),
    )
    keepReport(archive, day, totals)
  }
  return archive
}

/** Users who each called on two days of the year, and what a census keeps of every day. */
export function fillUsers(archive: Archive, users: number, lastDay: number): void {
  // Multiples of an odd number: distinct, and as scattered as the hashes of a census.
  const hashes = BigInt64Array.from({ length: users }, (_, i) =>
    BigInt.asIntN(64, BigInt(i + 1) * 0x9e3779b97f4a7c15n),
  ).sort()
  for (const day of [lastDay - 300, lastDay]) {
    for (let from = 0; from < users; from += chunkUsers)
      archive.addUsers(day, hashes.subarray(from, from + chunkUsers))
  }
  const topUsers = Array.from({ length: 20 }, (_, i) => ({ user: `customer-${i}`, calls: 1_000 - i }))
  for (let day = lastDay - archiveDays + 1; day <= lastDay; day++) {
    archive.saveUserDay({
      ...{ day, countedMs: (day + 1) * 86_400_000, active: users, calls: 2 * users, total: 2 * users },
      ...{ top10Calls: 9_955, topPercentCalls: users, weekly: users, monthly: users, topUsers, issues: [] },
    })
  }
}

function fillDay(archive: Archive, day: number): void {
  const hours = Array.from({ length: 24 }, (_, i) => 24 * day + i)
  const totals = hours.map(() => 0)
  const rows: ColdRow[] = []
  endpointNames.forEach((name, i) => {
    const calls = hours.map((hour) => callsOf(i, hour))
    calls.forEach((some, at) => (totals[at]! += some))
    rows.push({ kind: 'days', bucket: day, series: `api:${name}`, calls: [...calls, sumOf(calls)] })
    const edge = 24 * day + 18
    rows.push({ kind: 'minutes', bucket: edge, series: `api:${name}`, calls: minutesOf(calls[18]!) })
  })
  hours.forEach((hour, at) =>
    rows.push({ kind: 'minutes', bucket: hour, series: 'total', calls: minutesOf(totals[at]!) }),
  )
  for (const [status, share] of [
    ['success', 0.98],
    ['error', 0.02],
  ] as const) {
    const calls = totals.map((total) =>
      share < 0.5 ? total - Math.floor(0.98 * total) : Math.floor(share * total),
    )
    rows.push({ kind: 'days', bucket: day, series: `status:${status}`, calls: [...calls, sumOf(calls)] })
  }
  const whole = { areApisWhole: true, areStatusesWhole: true }
  const marks: ColdMark[] = [
    { part: 'day', bucket: day, ...whole },
    { part: 'edge', bucket: 24 * day + 18, ...whole },
    ...hours.flatMap((bucket): ColdMark[] => [
      { part: 'hour', bucket, ...whole },
      { part: 'minutes', bucket, ...whole },
    ]),
  ]
  archive.rememberTotals(
    'hour',
    hours.map((hour, at) => [hour, totals[at]!]),
  )
  archive.rememberTotals('day', [[day, sumOf(totals)]])
  archive.keepCold(rows, marks)
  keepReport(archive, day, totals)
}

function keepReport(archive: Archive, day: number, totals: readonly number[]): void {
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
  const total = sumOf(totals)
  const report = reportDocument(
    {
      zone: 'UTC',
      date,
      isDayBucket: true,
      total,
      approximate: false,
      hours: totals.map((calls, i) => ({ startMs: (24 * day + i) * 3_600_000, minutes: 60, calls })),
      endpoints: endpointNames.map((name, i) => [
        name,
        sumOf(totals.map((_total, hour) => callsOf(i, 24 * day + hour))),
      ]),
      statuses: [['success', total]],
      areStatusesWhole: true,
      previousDay: total,
      previousWeek: total,
      issues: [],
    },
    {
      statusLists: defaultStatusLists,
      generatedAtMs: (day + 1) * 86_400_000 + 3_600_000,
      generator: 'bench',
    },
  )
  archive.keepReport({ zone: 'UTC', date, dueMs: (day + 1) * 86_400_000 + 3_600_000 }, report)
}

/** The minutes of an hour: its calls spread evenly, the rest in the first ones. */
function minutesOf(calls: number): number[] {
  const each = Math.floor(calls / 60)
  return Array.from({ length: 60 }, (_, i) => each + (i < calls - 60 * each ? 1 : 0))
}

function sumOf(calls: readonly number[]): number {
  return calls.reduce((sum, one) => sum + one, 0)
}
