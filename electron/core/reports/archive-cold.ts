import type { SeriesId } from '../../../shared/counters.ts'
import { nameFromBlob, nameToBlob } from './archive-catalogue.ts'
import type { ArchiveDatabase } from './archive-database.ts'
import { largerCalls, packCalls, unpackCalls, type Calls } from './packed-calls.ts'

/** How the buckets of one series are kept together: the 24 hours of a day and the day itself, or the 60 minutes of an hour. */
export type ColdKind = 'days' | 'minutes'

/** Numbers in one row. */
export const coldLength: Record<ColdKind, number> = { days: 25, minutes: 60 }

/** What is taken from Redis in one go: minute totals of an hour, its endpoints' minutes, an hour by endpoint, or a day by endpoint. */
export type ColdPart = 'minutes' | 'edge' | 'hour' | 'day'

export interface ColdRow {
  kind: ColdKind
  /** The number of the day or hour. */
  bucket: number
  series: SeriesId
  calls: Calls
}

/** Something that was taken, and whether a name without a row had no call in it. */
export interface ColdMark {
  part: ColdPart
  bucket: number
  areApisWhole: boolean
  areStatusesWhole: boolean
  /** Whether it has grown since, so that it is taken again. */
  isOutdated?: boolean
}

/** What Redis drops: hours and days by endpoint and status, minutes. */
export interface ColdTable {
  coldRow(kind: ColdKind, bucket: number, series: SeriesId): Calls | null
  /** Every series of a day or hour. */
  coldRows(kind: ColdKind, bucket: number): Map<SeriesId, Calls>
  /** Of two readings of one bucket the larger stands. */
  keepCold(rows: readonly ColdRow[], marks: readonly ColdMark[]): void
  coldMarks(): ColdMark[]
  /** Notes what has grown since it was taken; the numbers stay until it is taken again. */
  outdateCold(marks: readonly Pick<ColdMark, 'part' | 'bucket'>[]): void
}

interface MarkRow {
  part: ColdPart
  bucket: number
  apis: number
  statuses: number
  outdated: number
}

/** The packed rows of cold data. */
export function openColdTable(database: ArchiveDatabase): ColdTable {
  const tables = { days: rowsOf(database, 'cold_days'), minutes: rowsOf(database, 'cold_minutes') }
  const findSeries = database.prepare('SELECT id FROM cold_series WHERE series = ?')
  const addSeries = database.prepare('INSERT INTO cold_series (series) VALUES (?)')
  const selectMarks = database.prepare(`
    SELECT part, bucket, are_apis_whole AS apis, are_statuses_whole AS statuses, is_outdated AS outdated FROM cold_taken
  `)
  const mark = database.prepare(`
    INSERT OR REPLACE INTO cold_taken (part, bucket, are_apis_whole, are_statuses_whole, is_outdated)
    VALUES (?, ?, ?, ?, 0)
  `)
  const outdate = database.prepare('UPDATE cold_taken SET is_outdated = 1 WHERE part = ? AND bucket = ?')
  const ids = new Map<SeriesId, number>()

  const idOf = (series: SeriesId): number | null => {
    const known = ids.get(series)
    if (known !== undefined) return known
    const row = findSeries.get(nameToBlob(series)) as { id: number } | undefined
    if (row) ids.set(series, row.id)
    return row?.id ?? null
  }

  return {
    coldRow: (kind, bucket, series) =>
      database.read(() => {
        const id = idOf(series)
        return id === null ? null : tables[kind].get(bucket, id)
      }),
    coldRows: (kind, bucket) => database.read(() => tables[kind].all(bucket)),
    keepCold: (rows, marks) =>
      database.write(() => {
        // Ids that an undone transaction gave are none.
        ids.clear()
        for (const { kind, bucket, series, calls } of rows) {
          const id = idOf(series) ?? Number(addSeries.run(nameToBlob(series)).lastInsertRowid)
          tables[kind].put(bucket, id, calls)
        }
        for (const { part, bucket, areApisWhole, areStatusesWhole } of marks)
          mark.run(part, bucket, Number(areApisWhole), Number(areStatusesWhole))
      }),
    coldMarks: () =>
      database.read(() =>
        (selectMarks.all() as unknown as MarkRow[]).map(
          ({ part, bucket, apis, statuses, outdated }): ColdMark => ({
            part,
            bucket,
            areApisWhole: apis === 1,
            areStatusesWhole: statuses === 1,
            isOutdated: outdated === 1,
          }),
        ),
      ),
    outdateCold(marks) {
      if (marks.length === 0) return
      database.write(() => {
        for (const { part, bucket } of marks) outdate.run(part, bucket)
      })
    },
  }
}

/** The rows of one table. */
function rowsOf(database: ArchiveDatabase, table: 'cold_days' | 'cold_minutes') {
  const length = coldLength[table === 'cold_days' ? 'days' : 'minutes']
  const select = database.prepare(`SELECT calls FROM ${table} WHERE bucket = ? AND series = ?`)
  const selectAll = database.prepare(`
    SELECT cold_series.series AS series, calls FROM ${table} JOIN cold_series ON cold_series.id = ${table}.series
    WHERE bucket = ?
  `)
  const upsert = database.prepare(`INSERT OR REPLACE INTO ${table} (bucket, series, calls) VALUES (?, ?, ?)`)

  const get = (bucket: number, id: number): Calls | null => {
    const row = select.get(bucket, id) as { calls: Uint8Array } | undefined
    return row ? unpackCalls(row.calls, length) : null
  }
  return {
    get,
    all(bucket: number): Map<SeriesId, Calls> {
      const rows = selectAll.all(bucket) as unknown as { series: Uint8Array; calls: Uint8Array }[]
      return new Map(rows.map(({ series, calls }) => [nameFromBlob(series), unpackCalls(calls, length)]))
    },
    put(bucket: number, id: number, calls: Calls): void {
      const kept = get(bucket, id)
      upsert.run(bucket, id, packCalls(kept ? largerCalls(kept, calls) : calls))
    },
  }
}
