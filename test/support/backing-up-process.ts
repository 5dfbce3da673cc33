import { openArchive } from '../../electron/core/reports/archive.ts'
import { backUp } from '../../electron/core/reports/archive-upkeep.ts'
import { quietRun } from './kept-fixture.ts'
import { keptLog } from './source-kit.ts'

/** Writes to the archive named first and backs it up, again and again until it is killed; tells how many days each backup has. */
const [file = ''] = process.argv.slice(2)
const archive = openArchive({ file, log: keptLog(), isOwnFile: true })

for (;;) {
  const days = archive.totals('day', 0, 1_000_000).size
  archive.rememberTotals('day', [[days, 5]])
  await backUp(file, Date.parse('2026-01-01T00:00:00Z') + days * 1_000, quietRun)
  process.stdout.write(`${days + 1}\n`)
}
