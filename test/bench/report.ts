import type { Bench, Row } from './row.ts'
import { cellsOf } from './table.ts'

export interface Measured {
  bench: Bench
  rows: Row[]
}

/** The written report, in Markdown: what was promised, what was measured, on which machine. */
export function benchReport(measured: readonly Measured[], machine: ReadonlyMap<string, string>): string {
  const all = measured.flatMap(({ rows }) => rows)
  return `${[
    '# Benchmarks',
    '`npm run bench` measures the figures that Tallyscope promises and writes this page. A ratio compares two things in ' +
      'turns within one run, so that it holds on slower machines too; sizes and counts are absolute. Percentiles are ' +
      'exact, from raw samples (nearest rank). The run fails when one target is missed.',
    verdictOn(all),
    ...measured.map(section),
    '## The machine',
    table([['', ''], ...machine]),
  ].join('\n\n')}\n`
}

function verdictOn(rows: readonly Row[]): string {
  const missed = rows.filter(({ ok }) => ok === false).length
  const isWhole = rows.every(({ ok }) => ok !== null)
  if (missed > 0) return `${missed} of the targets below were missed.`
  return isWhole ? 'All targets were met.' : 'All targets that could be measured here were met.'
}

function section({ bench, rows }: Measured): string {
  const head = ['Figure', 'Target', 'Measured', 'Verdict', 'From']
  return [`## ${bench.title}`, bench.meaning, table([head, ...rows.map(cellsOf)])].join('\n\n')
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  const [head, ...body] = rows
  return [line(head!), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  )
}
