import type { SeriesId } from '../../../shared/counters.ts'
import { coldLength, type ColdMark } from '../reports/archive-cold.ts'
import type { Archive } from '../reports/archive.ts'
import type { Calls } from '../reports/packed-calls.ts'
import type { Catalogue } from './catalogue.ts'
import { wholeDayAt, type ColdData } from './cold-data.ts'
import type { ColdUnit } from './cold-plan.ts'
import {
  dayTaken,
  hourTaken,
  mergeRows,
  minutesTaken,
  type ColdReadingsOf,
  type ColdTaken,
} from './cold-rows.ts'
import type { CellId, Memory } from './memory.ts'
import { chunkKeys, type Reader } from './reader.ts'

export interface ColdTaking {
  archive: Archive
  cold: ColdData
  catalogue: Catalogue
  memory: Memory
  reader: Pick<Reader, 'read'>
}

/** Endpoints whose minutes of an hour are one reading. */
const edgeSlice = Math.floor(chunkKeys / coldLength.minutes)

/**
 * Takes units from Redis into the archive, in their order, with one reading of at most 1,000 keys before each step. An edge is
 * taken alone, and after its hour. What was not taken to the end is wanted again.
 */
export async function* takeUnits(taking: ColdTaking, units: readonly ColdUnit[]): AsyncGenerator<void, void> {
  const [first] = units
  if (first?.part === 'edge') return yield* takeEdge(taking, first.bucket)
  const cells = units.map((unit) => cellsOf(taking.catalogue, unit))
  const all = cells.flat()
  const readings: Calls = []
  while (readings.length < all.length) {
    if (readings.length > 0) yield
    readings.push(...(await readOnce(taking, all.slice(readings.length, readings.length + chunkKeys))))
  }
  let at = 0
  const ofUnits = units.map((unit, i) => {
    const length = cells[i]!.length
    at += length
    return { unit, cells: cells[i]!, calls: readings.slice(at - length, at) }
  })
  // A day is judged by its hours, so that they are kept before it.
  const isDay = ({ unit }: { unit: ColdUnit }): boolean => unit.part === 'day'
  for (const some of [ofUnits.filter((one) => !isDay(one)), ofUnits.filter(isDay)])
    keep(
      taking,
      some.map((one) => takenOf(taking, one.unit, one.cells, one.calls)),
    )
}

/** The keys of one unit. */
export function keysOf(catalogue: Catalogue, unit: ColdUnit): number {
  return unit.part === 'edge' ? chunkKeys : cellsOf(catalogue, unit).length
}

function cellsOf(catalogue: Catalogue, { part, bucket }: ColdUnit): CellId[] {
  if (part === 'minutes') {
    const minutes = minuteCells('total', bucket)
    return [{ series: 'total', granularity: 'hour', bucket }, ...minutes]
  }
  const granularity = part === 'day' ? 'day' : 'hour'
  const series = ['total', ...catalogue.series('api'), ...catalogue.series('status')]
  return series.map((one) => ({ series: one, granularity, bucket }))
}

function minuteCells(series: SeriesId, hour: number): CellId[] {
  return Array.from({ length: coldLength.minutes }, (_, i) => ({
    series,
    granularity: 'minute' as const,
    bucket: coldLength.minutes * hour + i,
  }))
}

async function readOnce({ reader, memory, cold }: ColdTaking, cells: CellId[]): Promise<Calls> {
  const { readings } = await reader.read(cells)
  return cells.map((cell, i) => {
    const { series, granularity, bucket } = cell
    const kept = cold.value(series, granularity, bucket)
    return larger(kept, larger(knownOf(memory, cell), readings[i]))
  })
}

/** What a view read of a closed bucket earlier: Redis may have lost some of it since. */
function knownOf(memory: Memory, { series, granularity, bucket }: CellId): number | null {
  if (!memory.isFinal(series, granularity, bucket)) return null
  const reading = memory.get(series, granularity, bucket)
  return typeof reading === 'number' ? reading : null
}

function larger(known: number | null, reading: unknown): number | null {
  if (typeof reading !== 'number') return known
  return known === null ? reading : Math.max(known, reading)
}

function takenOf({ archive, cold }: ColdTaking, unit: ColdUnit, cells: CellId[], calls: Calls): ColdTaken {
  const { part, bucket } = unit
  if (part === 'minutes') {
    const [total = null, ...minutes] = calls
    const row = minutesTaken(bucket, 'total', minutes, total)
    const hourTotals: [number, number][] = total === null ? [] : [[bucket, total]]
    return { rows: row ? [row] : [], marks: [markOf(unit)], hourTotals, dayTotals: [] }
  }
  const [total = null, ...parts] = calls
  const read: ColdReadingsOf = { total, parts: parts.map((value, i) => [cells[i + 1]!.series, value]) }
  if (part === 'hour') return hourTaken(bucket, read)
  const hours = archive.totals('hour', 24 * bucket, 24 * bucket + 23)
  return dayTaken(bucket, read, {
    hours: Array.from({ length: wholeDayAt }, (_, i) => hours.get(24 * bucket + i) ?? null),
    kept: (series) =>
      Array.from({ length: wholeDayAt }, (_, i) => cold.value(series, 'hour', 24 * bucket + i)),
  })
}

async function* takeEdge(taking: ColdTaking, hour: number): AsyncGenerator<void, void> {
  const { catalogue, cold } = taking
  const called = catalogue.series('api').filter((series) => cold.value(series, 'hour', hour) !== 0)
  for (let at = 0; at < called.length; at += edgeSlice) {
    if (at > 0) yield
    const slice = called.slice(at, at + edgeSlice)
    const ofHour = slice.map((series) => cold.value(series, 'hour', hour))
    const minutes = await readOnce(
      taking,
      slice.flatMap((series) => minuteCells(series, hour)),
    )
    const rows = slice.map((series, i) =>
      minutesTaken(hour, series, minutes.slice(60 * i, 60 * (i + 1)), ofHour[i] ?? null),
    )
    cold.keep(
      rows.filter((row) => row !== null),
      [],
    )
  }
  cold.keep([], [markOf({ part: 'edge', bucket: hour })])
}

function keep({ archive, cold }: ColdTaking, taken: readonly ColdTaken[]): void {
  if (taken.length === 0) return
  archive.rememberTotals(
    'hour',
    taken.flatMap(({ hourTotals }) => hourTotals),
  )
  archive.rememberTotals(
    'day',
    taken.flatMap(({ dayTotals }) => dayTotals),
  )
  cold.keep(
    mergeRows(taken.flatMap(({ rows }) => rows)),
    taken.flatMap(({ marks }) => marks),
  )
}

function markOf({ part, bucket }: Pick<ColdUnit, 'part' | 'bucket'>): ColdMark {
  return { part, bucket, areApisWhole: false, areStatusesWhole: false }
}
