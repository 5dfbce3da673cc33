import { systemClock } from '../../electron/core/clock.ts'
import { openArchive } from '../../electron/core/reports/archive.ts'
import { createWatch } from '../../electron/core/stats/watch.ts'
import { keptLog, sourceFor } from './source-kit.ts'

/**
 * Makes the missing reports of the Redis at the address named second in the archive named first. It tells each reading before it
 * asks for it (`read`), and each date once its report is kept.
 */
const [file = '', url = ''] = process.argv.slice(2)
const clock = systemClock()
const real = sourceFor(url, { label: { id: '', colour: 'teal', production: false, reportZone: 'UTC' } })
await real.open()
const archive = openArchive({ file, log: keptLog(), isOwnFile: true })
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const watch = createWatch({
  source: {
    ...real,
    read(request) {
      say('read')
      return real.read(request)
    },
  },
  archive: {
    ...archive,
    keepReport(place, report) {
      const isKept = archive.keepReport(place, report)
      say(place.date)
      return isKept
    },
  },
  clock,
  log: keptLog(),
  testNowMs: undefined,
  schedulesReports: false,
  onDiscovery: () => undefined,
})
await watch.reports.makeMissingReports()
await watch.stop()
await real.close()
archive.close()
