import { statSync } from 'node:fs'
import { systemClock } from '../../electron/core/clock.ts'
import { exportRange } from '../../electron/core/export/export-range.ts'
import { openArchive } from '../../electron/core/reports/archive.ts'
import type { ExportFormat } from '../../shared/exports.ts'
import { createZone } from '../../shared/time.ts'
import { silent } from './watched.ts'

/** What one export in a process of its own came to. */
export interface ExportMeasured {
  /** Processor time of the whole process, its start included. */
  cpuMs: number
  /** Peak memory of the process in bytes. */
  peakRss: number
  bytes: number
}

/** Writes the reports of a range from an archive into a folder, as a program that starts for it, and tells its parent. */
const [file, folder, from, to, format] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  ExportFormat,
]
const clock = systemClock()
const archive = openArchive({ file, log: silent })
const { files } = await exportRange(
  {
    archive,
    zone: createZone('UTC'),
    info: {
      ...{ kind: 'redis', id: null, name: 'Production', address: 'redis://127.0.0.1/0' },
      ...{ prefix: 'stats', reportPrefix: 'report:daily', bucketOffsetMinutes: 0 },
      ...{ colour: 'grey', production: false, reportZone: 'UTC' },
    },
    nowMs: () => clock.now(),
    generator: 'bench',
    head: { source: 'Production', sample: false, issues: [] },
  },
  {
    ...{ from, to, formats: [format], replace: false, place: { folder } },
    style: { delimiter: 'comma', withBom: true, language: 'en' },
  },
  {
    run: { signal: new AbortController().signal, progress: () => undefined },
    ...{ clock, log: silent, print: null },
  },
)
archive.close()
const { user, system } = process.cpuUsage()
const measured: ExportMeasured = {
  cpuMs: (user + system) / 1_000,
  peakRss: process.resourceUsage().maxRSS * 1_024,
  bytes: files.reduce((sum, { path }) => sum + statSync(path).size, 0),
}
process.send!(measured)
process.disconnect()
