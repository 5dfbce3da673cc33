import { csvText, type Cell } from '../../shared/csv.ts'

/** Rows under their head as CSV; each of them ends with what it is of. */
export function csvOf(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  of: Readonly<Record<string, Cell>>,
): string {
  const [names, values] = [Object.keys(of), Object.values(of)]
  return csvText([[...head, ...names], ...rows.map((cells) => [...cells, ...values])])
}
