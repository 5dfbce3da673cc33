/** What a cell of a table of plain data holds; unknown is null. */
export type CsvCell = string | number | boolean | null

// A spreadsheet takes a text that begins so for a formula; the full-width forms are taken for the same signs.
const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/

/** Rows as comma-separated values, a line each: plain numbers, unknown empty, text that could be a formula behind an apostrophe. */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\n`).join('')
}

function cellText(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = startsFormula.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
