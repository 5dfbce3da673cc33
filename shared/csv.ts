import { plainCell } from './plain-cell.ts'

/** One value of a table; null where it is unknown. */
export type Cell = string | number | boolean | null

/** One row of CSV (RFC 4180), with its line break. Names are data: no cell is a formula to a spreadsheet. */
export function csvRow(cells: readonly Cell[], delimiter = ','): string {
  let row = ''
  for (let i = 0; i < cells.length; i += 1) {
    const value = cells[i]!
    if (i > 0) row += delimiter
    row +=
      typeof value === 'string' ? quoted(plainCell(value), delimiter) : value === null ? '' : String(value)
  }
  return `${row}\r\n`
}

/** Rows as CSV. */
export function csvText(rows: readonly (readonly Cell[])[], delimiter = ','): string {
  return rows.map((cells) => csvRow(cells, delimiter)).join('')
}

function quoted(text: string, delimiter: string): string {
  return /[",\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
}
