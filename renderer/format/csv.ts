/** A cell that a spreadsheet would take for a formula, also in full-width letters. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

/** Rows as CSV (RFC 4180). Names are data: one that begins like a formula gets an apostrophe before it. */
export function csvText(rows: readonly (readonly (string | number | boolean | null)[])[]): string {
  return rows.map((cells) => cells.map(cellText).join(',')).join('\r\n') + '\r\n'
}

function cellText(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
