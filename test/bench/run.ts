import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { census } from './census.ts'
import { archiveBench } from './archive.ts'
import { createContext } from './context.ts'
import { discovery } from './discovery.ts'
import { exportsBench } from './exports.ts'
import { health } from './health.ts'
import { describeMachine } from './machine.ts'
import { mysql } from './mysql.ts'
import { page } from './page.ts'
import { recorder } from './recorder.ts'
import { refresh } from './refresh.ts'
import { reports } from './reports.ts'
import { benchReport, type Measured } from './report.ts'
import type { Bench } from './row.ts'
import { plainTable } from './table.ts'
import { viewsBench } from './views.ts'

/** All benches, in the order of the report. */
const benches: readonly Bench[] = [
  refresh,
  discovery,
  census,
  health,
  page,
  viewsBench,
  reports,
  archiveBench,
  exportsBench,
  recorder,
  mysql,
]

const reportFile = join(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md')

/** Runs the named benches, all where none is named, and renews their sections of the report. Gives back the exit code. */
async function run(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !benches.some((bench) => bench.name === name))
  if (unknown !== undefined) {
    process.stderr.write(`There is no bench "${unknown}": ${benches.map(({ name }) => name).join(', ')}.\n`)
    return 2
  }
  const chosen = benches.filter(({ name }) => names.length === 0 || names.includes(name))
  const machine = describeMachine()
  const { context, end } = createContext(machine)
  const stopEarly = (): void => void end().finally(() => process.exit(130))
  process.once('SIGINT', stopEarly).once('SIGTERM', stopEarly).once('SIGHUP', stopEarly)
  const measured: Measured[] = []
  try {
    for (const bench of chosen) {
      const rows = await bench.run(context)
      measured.push({ bench, rows })
      process.stdout.write(`\n${bench.title}\n${plainTable(rows)}\n\n`)
    }
  } finally {
    await end()
  }
  const before = await readFile(reportFile, 'utf8').catch(() => '')
  await writeFile(reportFile, benchReport(benches, measured, { machine, before }))
  const missed = measured.flatMap(({ rows }) => rows.filter(({ ok }) => ok === false))
  for (const { name } of missed) process.stdout.write(`Missed: ${name}\n`)
  return missed.length > 0 ? 1 : 0
}

process.exitCode = await run(process.argv.slice(2))
