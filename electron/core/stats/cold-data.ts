import type { Granularity } from '../../../shared/api.ts'
import type { SeriesId } from '../../../shared/counters.ts'
import {
  coldLength,
  type ColdKind,
  type ColdMark,
  type ColdPart,
  type ColdRow,
} from '../reports/archive-cold.ts'
import type { Archive } from '../reports/archive.ts'
import type { Calls } from '../reports/packed-calls.ts'

/** Rows that are kept at hand: about 20 MB at most. */
const mostRows = 50_000
/** Once so many series of one day or hour were asked for, all of them are read at once. */
const singlesBeforeAll = 16
/** Where the calls of the day itself stand in its row, after its hours. */
export const wholeDayAt = 24

/** The hours, minutes and days of an archive, with the rows that were asked for last at hand. */
export interface ColdData {
  /** The calls of a series in a bucket; null where the archive does not know. */
  value(series: SeriesId, granularity: Granularity, bucket: number): number | null
  /** What was taken of a part of a bucket; undefined where nothing was. */
  mark(part: ColdPart, bucket: number): ColdMark | undefined
  keep(rows: readonly ColdRow[], marks: readonly ColdMark[]): void
  /** Hours have grown since they were taken; their numbers stay until they are taken again. */
  outdate(fromHour: number, toHour: number): void
  /** Writes what was outdated since: a reading never waits for the archive, nor fails with it. */
  saveOutdated(): void
  /** Reads the archive anew from now on: others write to it, and another file may have taken its place. */
  readAgain(): void
}

interface Block {
  rows: Map<SeriesId, Calls | null>
  isAll: boolean
}

/** Reads rows of the archive when they are asked for. */
export function openColdData(archive: Archive): ColdData {
  let marks = marksOf(archive)
  const blocks = new Map<string, Block>()
  let unsaved: ColdMark[] = []
  let rowCount = 0
  let recent: { kind: ColdKind; bucket: number; series: SeriesId; row: Calls | null } | null = null

  const forget = (): void => {
    blocks.clear()
    rowCount = 0
    recent = null
  }

  const blockOf = (kind: ColdKind, bucket: number): Block => {
    const id = idOf(kind, bucket)
    const known = blocks.get(id)
    if (known) return known
    if (rowCount > mostRows) forget()
    const block: Block = { rows: new Map(), isAll: false }
    blocks.set(id, block)
    return block
  }

  const readAll = (block: Block, kind: ColdKind, bucket: number): void => {
    rowCount -= block.rows.size
    block.rows = archive.coldRows(kind, bucket)
    if (kind === 'days') block.rows.set('total', totalsOf(archive, bucket))
    block.isAll = true
    rowCount += block.rows.size
  }

  // Answers ask for one bucket of a row after the other.
  const rowOf = (kind: ColdKind, bucket: number, series: SeriesId): Calls | null => {
    if (recent?.bucket === bucket && recent.series === series && recent.kind === kind) return recent.row
    const row = findRow(kind, bucket, series)
    recent = { kind, bucket, series, row }
    return row
  }

  const findRow = (kind: ColdKind, bucket: number, series: SeriesId): Calls | null => {
    const block = blockOf(kind, bucket)
    const known = block.rows.get(series)
    if (known !== undefined) return known
    if (!block.isAll && block.rows.size >= singlesBeforeAll) readAll(block, kind, bucket)
    if (block.isAll) return block.rows.get(series) ?? null
    const isTotals = series === 'total' && kind === 'days'
    const row = isTotals ? totalsOf(archive, bucket) : archive.coldRow(kind, bucket, series)
    block.rows.set(series, row)
    rowCount++
    return row
  }

  const ofDay = (series: SeriesId, day: number, at: number): number | null => {
    const value = rowOf('days', day, series)?.[at] ?? null
    if (value !== null) return value
    const mark = marks.get(at === wholeDayAt ? idOf('day', day) : idOf('hour', 24 * day + at))
    if (series !== 'total' && (series.startsWith('api:') ? mark?.areApisWhole : mark?.areStatusesWhole))
      return 0
    // Of what was not called all day no hour was.
    return at !== wholeDayAt && ofDay(series, day, wholeDayAt) === 0 ? 0 : null
  }

  const ofHour = (series: SeriesId, hour: number): number | null => {
    const day = Math.floor(hour / 24)
    return ofDay(series, day, hour - 24 * day)
  }

  const outdatePart = (part: ColdPart, from: number, to: number): void => {
    for (let bucket = from; bucket <= to; bucket++) {
      const mark = marks.get(idOf(part, bucket))
      if (!mark || mark.isOutdated) continue
      const outdated = { ...mark, isOutdated: true }
      marks.set(idOf(part, bucket), outdated)
      unsaved.push(outdated)
    }
  }

  const saveOutdated = (): void => {
    archive.outdateCold(unsaved)
    unsaved = []
  }

  return {
    value(series, granularity, bucket) {
      if (granularity === 'day') return ofDay(series, bucket, wholeDayAt)
      if (granularity === 'hour') return ofHour(series, bucket)
      const hour = Math.floor(bucket / coldLength.minutes)
      const row = rowOf('minutes', hour, series)
      if (row) return row[bucket - coldLength.minutes * hour] ?? null
      // Of what was not called all hour no minute is kept.
      return ofHour(series, hour) === 0 ? 0 : null
    },
    mark: (part, bucket) => marks.get(idOf(part, bucket)),
    keep(rows, taken) {
      archive.keepCold(rows, taken)
      for (const mark of taken) marks.set(idOf(mark.part, mark.bucket), mark)
      forget()
    },
    outdate(fromHour, toHour) {
      for (const part of ['minutes', 'edge', 'hour'] as const) outdatePart(part, fromHour, toHour)
      outdatePart('day', Math.floor(fromHour / 24), Math.floor(toHour / 24))
    },
    saveOutdated,
    readAgain() {
      saveOutdated()
      marks = marksOf(archive)
      forget()
    },
  }
}

function marksOf(archive: Archive): Map<string, ColdMark> {
  return new Map(archive.coldMarks().map((mark) => [idOf(mark.part, mark.bucket), mark]))
}

function idOf(kind: ColdKind | ColdPart, bucket: number): string {
  return `${kind}:${bucket}`
}

/** The hours of a day and the day itself, from the table of totals. */
function totalsOf(archive: Archive, day: number): Calls {
  const hours = archive.totals('hour', 24 * day, 24 * day + 23)
  const calls: Calls = Array.from({ length: 24 }, (_, i) => hours.get(24 * day + i) ?? null)
  return [...calls, archive.totals('day', day, day).get(day) ?? null]
}
