import { openArchive } from '../../electron/core/reports/archive.ts'
import { fakeReports } from './fake-reports.ts'
import { keptLog } from './source-kit.ts'

/**
 * Makes the missing reports of 200 days in the archive named first, telling each date on stdout once its report is stored:
 * whoever kills this program knows what must be there.
 */
const [file = ''] = process.argv.slice(2)
const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
const reports = fakeReports({ now: '2026-11-22T12:00:00Z', first: '2026-05-06T00:00:00Z', archive })
reports.world.onChanged = ({ dates }) => void process.stdout.write(`${dates.join('\n')}\n`)
await reports.tick()
archive.close()
