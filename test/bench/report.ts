import type { Bench, Row } from './row.ts'
import { cellsOf } from './table.ts'

export interface Measured {
  bench: Bench
  rows: Row[]
}

/**
 * The written report, in Markdown: what was promised, what was measured, on which machine. Sections that were not measured this
 * time stay as they are in the report before.
 */
export function benchReport(
  benches: readonly Bench[],
  measured: readonly Measured[],
  { machine, before }: { machine: ReadonlyMap<string, string>; before: string },
): string {
  const sections = benches.flatMap((bench) => {
    const one = measured.find((each) => each.bench === bench)
    return one ? section(one) : (sectionIn(before, bench) ?? [])
  })
  return `${[
    '# Benchmarks',
    '`npm run bench` measures the figures that Tallyscope promises and writes this page; with the name of a bench it renews that ' +
      'section. A ratio compares two things in ' +
      'turns within one run, so that it holds on slower machines too; sizes and counts are absolute. Percentiles are ' +
      'exact, from raw samples (nearest rank). The run fails when one target is missed.',
    verdictOn(sections.join('\n')),
    ...sections,
    '## The machine',
    table([['', ''], ...new Map([...machineIn(before), ...machine])]),
  ].join('\n\n')}\n`
}

function verdictOn(text: string): string {
  const missed = text.match(/\| MISSED +\|/g)?.length ?? 0
  if (missed > 0) return `Missed: ${missed} of the targets below.`
  const isWhole = !/\| not measured +\|/.test(text)
  return isWhole ? 'All targets were met.' : 'All targets that could be measured here were met.'
}

function sectionIn(report: string, { title }: Bench): string | null {
  const from = report.indexOf(`## ${title}\n`)
  return from < 0 ? null : report.slice(from, report.indexOf('\n## ', from)).trimEnd()
}

function section({ bench, rows }: Measured): string {
  const head = ['Figure', 'Target', 'Measured', 'Verdict', 'From']
  return [`## ${bench.title}`, bench.meaning, table([head, ...rows.map(cellsOf)])].join('\n\n')
}

/** The rows about the machine: a program that only another bench needs is not named anew. */
function machineIn(report: string): [string, string][] {
  const [, rows = ''] = report.split('## The machine')
  return [...rows.matchAll(/^\| (\w.*?) +\| (.*?) +\|$/gm)].map(([, name, value]) => [name!, value!])
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
