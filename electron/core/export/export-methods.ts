import type { Api } from '../../../shared/api.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../clock.ts'
import type { Downloads, HostFiles } from '../index.ts'
import type { Log } from '../log.ts'
import type { PresentSource } from '../present-source.ts'
import type { Tasks } from '../stats/tasks.ts'

interface ExportMethodsDeps {
  version: string
  clock: Clock
  log: Log
  present: PresentSource
  tasks: Tasks
  files: HostFiles | undefined
  downloads: Downloads | undefined
}

/** The methods of the contract that write reports to files. */
export function createExportMethods(_deps: ExportMethodsDeps): Pick<Api, 'previewExport' | 'exportReports'> {
  return {
    previewExport: () => Promise.reject(new AppError('not_supported', 'Not yet.')),
    exportReports: () => Promise.reject(new AppError('not_supported', 'Not yet.')),
  }
}
