import type { Api } from '../../../shared/api.ts'
import type { AutoExportStanding, AutoExportState } from '../../../shared/auto-export.ts'
import { exportFormats, type AutoExport } from '../../../shared/exports.ts'
import type { PresentSource } from '../present-source.ts'
import type { ExportJob } from './format-writer.ts'
import { unavailableFormats } from './formats.ts'

interface AutoExportMethodsDeps {
  present: PresentSource
  print: ExportJob['print']
  chosen(): AutoExport
}

/** What is known of a source of which nothing is exported by itself. */
const nothing = { last: null, owed: 0, failed: [], failures: 0 }

/** The methods of the contract about the automatic export. */
export function createAutoExportMethods({
  present,
  print,
  chosen,
}: AutoExportMethodsDeps): Pick<Api, 'autoExport' | 'retryAutoExport'> {
  const standing = (): AutoExportStanding => {
    const { source, archive } = present.state()
    if (source.kind === 'sample') return 'sample'
    if (archive.shown !== null) return 'shown'
    if (source.id === null) return 'unsaved'
    if (chosen().folder === null) return 'off'
    return source.reportZone === null ? 'no_zone' : 'on'
  }

  const state = (): AutoExportState => {
    const { reportZone } = present.state().source
    const known = reportZone === null ? null : present.exporter()?.known(reportZone)
    return {
      standing: standing(),
      unavailable: unavailableFormats(exportFormats, print !== null),
      ...(known ?? nothing),
    }
  }

  return {
    autoExport: async () => state(),
    async retryAutoExport() {
      present.exporter()?.retry()
      return state()
    },
  }
}
