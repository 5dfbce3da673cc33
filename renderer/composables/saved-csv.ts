import { isDate } from '../../shared/calendar-date.ts'
import { csvText, type Cell } from '../../shared/csv.ts'
import { isoInZone } from '../../shared/iso-in-zone.ts'
import { bucketRule } from '../../shared/passport-cells.ts'
import type { SavedRange } from './save-range.ts'

/** What a table is of. */
export interface TableOf {
  source: string
  sample: boolean
  /** Of its days and times; UTC where it has none of its own. */
  zone?: string
  /** When the figures were read, where the answer says it. */
  asOf?: string
  /** What else holds for every row. */
  each?: Readonly<Record<string, Cell>>
}

/** Figures as they are, unrounded, under a head of the contract's own words; unknown is null. */
export interface SavedTable {
  head: readonly string[]
  rows: readonly (readonly Cell[])[]
  of: TableOf
}

/** What is known of a file besides its table. */
export interface SavedWith {
  range: SavedRange
  savedAt: string
  /** `tallyscope 0.1.0`; null where the app could not be asked. */
  app: string | null
  /** Null while no connection is open. */
  bucketOffsetMinutes: number | null
  delimiter: string
}

/** A table as CSV; each row ends with its passport, in the same columns whatever the table. */
export function savedCsv({ head, rows, of }: SavedTable, file: SavedWith): string {
  const { source, sample, zone = 'UTC', asOf, each } = of
  const at = (place: string): string => (isDate(place) ? place : isoInZone(place, zone))
  const passport: Record<string, Cell> = {
    ...each,
    source,
    sample,
    zone,
    buckets: file.bucketOffsetMinutes === null ? null : bucketRule(file.bucketOffsetMinutes),
    from: at(file.range.from),
    to: at(file.range.to),
    as_of: asOf === undefined ? null : at(asOf),
    saved_at: at(file.savedAt),
    app: file.app,
  }
  const [names, values] = [Object.keys(passport), Object.values(passport)]
  return csvText([[...head, ...names], ...rows.map((cells) => [...cells, ...values])], file.delimiter)
}
