import type { SeriesId } from '../../../shared/counters.ts'
import type { ColdMark, ColdRow } from '../reports/archive-cold.ts'
import type { Calls } from '../reports/packed-calls.ts'
import { wholeDayAt } from './cold-data.ts'

/** What was read of one hour or day: null where there was no counter. */
export interface ColdReadingsOf {
  total: number | null
  parts: readonly (readonly [series: SeriesId, calls: number | null])[]
}

/** What is kept of one hour or day. */
export interface ColdTaken {
  rows: ColdRow[]
  marks: ColdMark[]
  /** Totals of hours that were confirmed or read. */
  hourTotals: [hour: number, calls: number][]
  dayTotals: [day: number, calls: number][]
}

/** An hour by endpoint and status. Where all of them add up to its total, those that are missing had no call. */
export function hourTaken(hour: number, { total, parts }: ColdReadingsOf): ColdTaken {
  const day = Math.floor(hour / 24)
  const rows = parts.flatMap(([series, calls]): ColdRow[] =>
    calls === null || calls === 0
      ? []
      : [{ kind: 'days', bucket: day, series, calls: callsAt(hour - 24 * day, calls) }],
  )
  return {
    rows,
    marks: [{ part: 'hour', bucket: hour, ...wholeness(total, parts) }],
    hourTotals: total === null ? [] : [[hour, total]],
    dayTotals: [],
  }
}

/**
 * A day by endpoint and status, and what it says of its hours: one that is missing was empty where the others add up to the
 * day. `hours` holds the totals of its hours, `kept` what is archived of a series by hour.
 */
export function dayTaken(
  day: number,
  { total, parts }: ColdReadingsOf,
  { hours, kept }: { hours: Calls; kept(series: SeriesId): Calls },
): ColdTaken {
  const emptyHours = total !== null && sumOf(hours) === total ? missingAt(hours) : []
  const rows = parts.flatMap(([series, calls]): ColdRow[] => {
    if (calls === null || calls === 0) return []
    const row = callsAt(wholeDayAt, calls)
    const ofHours = kept(series)
    if (sumOf(ofHours) === calls) for (const at of missingAt(ofHours)) row[at] = 0
    return [{ kind: 'days', bucket: day, series, calls: row }]
  })
  const isEmpty = { areApisWhole: true, areStatusesWhole: true }
  return {
    rows,
    marks: [
      { part: 'day', bucket: day, ...wholeness(total, parts) },
      ...emptyHours.map((at): ColdMark => ({ part: 'hour', bucket: 24 * day + at, ...isEmpty })),
    ],
    hourTotals: emptyHours.map((at) => [24 * day + at, 0]),
    dayTotals: total === null ? [] : [[day, total]],
  }
}

/** The minutes of an hour: a missing one is 0 where the others add up to the hour. Null where none is known. */
export function minutesTaken(
  hour: number,
  series: SeriesId,
  minutes: Calls,
  ofHour: number | null,
): ColdRow | null {
  const addsUp = ofHour !== null && sumOf(minutes) === ofHour
  const calls = addsUp ? minutes.map((value) => value ?? 0) : minutes
  return calls.every((value) => value === null) ? null : { kind: 'minutes', bucket: hour, series, calls }
}

/** The hours of one day and series in one row. */
export function mergeRows(rows: readonly ColdRow[]): ColdRow[] {
  const merged = new Map<string, ColdRow>()
  for (const row of rows) {
    const id = `${row.kind}:${row.bucket}:${row.series}`
    const before = merged.get(id)
    if (!before) merged.set(id, { ...row, calls: [...row.calls] })
    else row.calls.forEach((calls, at) => calls !== null && putLarger(before.calls, at, calls))
  }
  return [...merged.values()]
}

function putLarger(kept: Calls, at: number, calls: number): void {
  while (kept.length < at) kept.push(null)
  kept[at] = Math.max(kept[at] ?? 0, calls)
}

function wholeness(
  total: number | null,
  parts: ColdReadingsOf['parts'],
): Pick<ColdMark, 'areApisWhole' | 'areStatusesWhole'> {
  const addUp = (kind: 'api' | 'status'): boolean =>
    total !== null &&
    sumOf(parts.filter(([series]) => series.startsWith(`${kind}:`)).map(([, calls]) => calls)) === total
  return { areApisWhole: addUp('api'), areStatusesWhole: addUp('status') }
}

function callsAt(at: number, calls: number): Calls {
  const row: Calls = new Array<null>(at + 1).fill(null)
  row[at] = calls
  return row
}

function missingAt(calls: Calls): number[] {
  return calls.flatMap((value, at) => (value === null ? [at] : []))
}

function sumOf(calls: Calls): number {
  return calls.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}
