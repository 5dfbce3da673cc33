import type { Cell } from '../../../../shared/csv.ts'
import type { ColumnKind, ExportColumn } from '../../../../shared/export-rows.ts'
import { instantSerial } from './serial.ts'

/** A column of a sheet. */
export interface SheetColumn {
  name: string
  kind: ColumnKind
  /** Where its value stands in a row of the table, and whether it is the offset of that value. */
  of: number
  isOffset: boolean
  /** `A`, `B` … */
  letter: string
}

/** The columns of a table on its sheet: an instant is what the clock shows, with its offset in a column of its own. */
export function sheetColumns(columns: readonly ExportColumn[]): SheetColumn[] {
  return columns
    .flatMap(({ name, kind }, of) => [
      { name, kind, of, isOffset: false },
      ...(kind === 'instant' ? [{ name: `${name}_offset`, kind: 'text' as const, of, isOffset: true }] : []),
    ])
    .map((column, i) => ({ ...column, letter: String.fromCharCode(65 + i) }))
}

/** The value of a row in a column. */
export function valueIn({ of, isOffset }: SheetColumn, row: readonly Cell[]): Cell {
  const value = row[of] ?? null
  return isOffset && typeof value === 'string' ? instantSerial(value).offset : value
}
