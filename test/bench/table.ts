import { rounded, type Row } from './row.ts'

/** Rows as a plain table for a terminal. */
export function plainTable(rows: readonly Row[]): string {
  const cells = rows.map(cellsOf)
  const widths = ['', '', '', ''].map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Name, target, measured, verdict and number of samples in words. */
export function cellsOf({ name, target, measured, unit, ok, from }: Row): string[] {
  const verdict = target === '—' ? 'reported' : ok === null ? 'not measured' : ok ? 'ok' : 'MISSED'
  return [name, target, unit ? `${rounded(measured)} ${unit}` : rounded(measured), verdict, from]
}
