/** A cell that a spreadsheet would take for a formula, also in full-width letters. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/

/** A name as a spreadsheet may show it: one that begins like a formula gets an apostrophe before it. */
export function plainCell(text: string): string {
  return formula.test(text) ? `'${text}` : text
}
