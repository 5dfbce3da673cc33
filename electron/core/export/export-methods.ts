import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { schemas, type Api } from '../../../shared/api.ts'
import { AppError } from '../../../shared/errors.ts'
import { exportColumns } from '../../../shared/export-rows.ts'
import { exportFormats, type ExportDone } from '../../../shared/exports.ts'
import type { Clock } from '../clock.ts'
import type { Downloads, HostFiles } from '../index.ts'
import type { Log } from '../log.ts'
import type { PresentSource } from '../present-source.ts'
import type { Tasks } from '../stats/tasks.ts'
import type { ExportPlace } from './export-place.ts'
import { exportRange, namesOf, type RangeExported } from './export-range.ts'
import { printOf, unavailableFormats } from './formats.ts'
import { placeError } from './place-error.ts'
import { readStoredRange } from './stored-range.ts'
import { takeTurns } from './turns.ts'

interface ExportMethodsDeps {
  clock: Clock
  log: Log
  present: PresentSource
  tasks: Tasks
  files: HostFiles | undefined
  downloads: Downloads | undefined
  /** Whether a person named this file in the host's own dialog: no page can have another written over. */
  isNamed(file: string): boolean
}

/** Rows of each table that a preview shows. */
const previewRows = 8

/** The methods of the contract that write reports to files. */
export function createExportMethods(deps: ExportMethodsDeps): Pick<Api, 'previewExport' | 'exportReports'> {
  const { clock, log, present, tasks, files, downloads, isNamed } = deps
  const print = printOf(files)

  /** Files go to a folder of their own, from which the page fetches them. */
  const forDownload = async (
    write: (place: ExportPlace) => Promise<RangeExported>,
  ): Promise<Pick<ExportDone, 'files' | 'missing'>> => {
    if (!downloads) throw new AppError('bad_input', 'Name the folder that the files are to be in.')
    const { folder, link } = downloads
    const own = await mkdtemp(join(folder, 'export-')).catch((error: unknown) => {
      throw placeError(error, folder)
    })
    try {
      const done = await write({ folder: own })
      return { ...done, files: done.files.map((file) => ({ ...file, path: null, link: link(file.path) })) }
    } catch (error) {
      await rm(own, { recursive: true, force: true })
      throw error
    }
  }

  return {
    async previewExport(input) {
      const { from, to } = v.parse(schemas.previewExport, input)
      const source = await (await present.watch()).reports.toExport()
      const range = await readStoredRange(source, { from, to, rows: previewRows }, takeTurns(clock))
      const { passport, firstRows } = range
      return {
        ...source.head,
        passport,
        tables: [...firstRows].map(([table, rows]) => ({
          table,
          columns: exportColumns[table].map(({ name }) => name),
          rows,
        })),
        files: exportFormats.map((format) => ({
          format,
          names: passport.days === 0 ? [] : namesOf(source, range, [format]).map(({ name }) => name),
        })),
        unavailable: unavailableFormats(exportFormats, print !== null),
      }
    },

    async exportReports(input) {
      const { from, to, formats, place, replace, ...style } = v.parse(schemas.exportReports, input)
      if (place && 'file' in place && !isNamed(place.file))
        throw new AppError('bad_input', 'Nobody named that file in the dialog of the app: name a folder.')
      return tasks.run('export', async (run) => {
        const source = await (await present.watch()).reports.toExport()
        const write = (where: ExportPlace): Promise<RangeExported> =>
          exportRange(source, { from, to, formats, style, place: where, replace }, { run, clock, log, print })
        const done = place ? withoutLinks(await write(place)) : await forDownload(write)
        return { ...source.head, ...done, from, to }
      })
    },
  }
}

function withoutLinks({ files, missing }: RangeExported): Pick<ExportDone, 'files' | 'missing'> {
  return { files: files.map((file) => ({ ...file, link: null })), missing }
}
