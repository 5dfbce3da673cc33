import * as v from 'valibot'
import { schemas, type Api } from '../../../shared/api.ts'
import type { ArchiveDone, ArchiveInfo } from '../../../shared/archive-info.ts'
import { AppError } from '../../../shared/errors.ts'
import { archiveBytes } from '../app-info.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { PresentSource } from '../present-source.ts'
import type { Tasks } from '../stats/tasks.ts'
import { archiveInfo } from './archive-info.ts'
import { archiveOfSource, type ArchivesOfSource } from './archive-of-source.ts'
import { backUp } from './archive-upkeep.ts'
import type { CopyRun } from './copy-database.ts'
import { deleteArchiveFile } from './delete-archive.ts'
import { exportArchive } from './export-archive.ts'
import { moveArchive } from './move-archive.ts'
import type { PresentArchive } from './present-archive.ts'
import { openShown } from './shown-archive.ts'

interface ArchiveMethodsDeps {
  dataDir: string
  clock: Clock
  log: Log
  present: PresentSource
  tasks: Tasks
  /** A file in place of the program's own. */
  archiveFile: string | undefined
}

type Methods = Pick<
  Api,
  | 'archive'
  | 'backUpArchive'
  | 'compactArchive'
  | 'moveArchive'
  | 'exportArchive'
  | 'deleteArchive'
  | 'showArchive'
>

/** The methods of the contract that are about the archive as a whole. */
export function createArchiveMethods(deps: ArchiveMethodsDeps): Methods {
  const { dataDir, clock, log, present, tasks, archiveFile } = deps
  let isBusy = false

  const archivesOf = ({ info }: PresentArchive): ArchivesOfSource | null =>
    archiveFile === undefined ? archiveOfSource({ dataDir, info, log }) : null

  const infoOf = (open: PresentArchive): ArchiveInfo => {
    const older = open.isShown ? [] : (archivesOf(open)?.older() ?? [])
    return archiveInfo(open.kept, older, open.isShown)
  }

  /** One at a time: two of these at once would be in each other's way. */
  const alone = async <T>(work: (run: CopyRun) => Promise<T>): Promise<T> => {
    if (isBusy)
      throw new AppError('archive_in_use', 'Something is being done with the archive: wait until it is done.')
    isBusy = true
    try {
      return await tasks.run('archive', ({ signal, progress }) =>
        work({ signal, progress, rest: () => clock.sleep(0, signal) }),
      )
    } finally {
      isBusy = false
    }
  }

  /** Does something with the archive itself and tells what became of it. */
  const change = (
    work: (open: PresentArchive, run: CopyRun) => Promise<string | undefined>,
  ): Promise<ArchiveDone> =>
    alone(async (run) => {
      const open = await present.archive()
      if (open.isShown)
        throw new AppError('archive_unusable', 'This archive is only read: go back to the source first.')
      await open.rest()
      const before = archiveBytes(open.kept.archive.file)
      const file = await work(open, run)
      const now = await present.archive()
      const archive = infoOf(now)
      return { archive, file: file ?? archive.file, before, after: archive.bytes }
    })

  return {
    archive: async () => infoOf(await present.archive()),
    backUpArchive: () => change(({ kept }, run) => backUp(kept.archive.file, clock.now(), run)),
    compactArchive: () =>
      change(async ({ kept }) => {
        kept.archive.compact()
        return undefined
      }),
    async moveArchive(input) {
      const { folder } = v.parse(schemas.moveArchive, input)
      return change(async (open, run) => {
        const archives = archivesOf(open)
        if (!archives)
          throw new AppError(
            'archive_unusable',
            'The archive was named at the start: end the program and move the file.',
          )
        const { kept } = open
        return moveArchive({ kept, folder, run, log, remember: archives.newestMovedTo })
      })
    },
    async exportArchive(input) {
      const where = v.parse(schemas.exportArchive, input)
      return alone(async (run) => {
        const open = await present.archive()
        const { file: from } = open.kept.archive
        const file = await exportArchive(from, where, { run, nowMs: clock.now() })
        return { archive: infoOf(open), file, before: archiveBytes(from), after: archiveBytes(file) }
      })
    },
    async deleteArchive(input) {
      v.parse(schemas.deleteArchive, input)
      return change(async ({ kept }) => {
        const { file } = kept.archive
        await present.restart(() => deleteArchiveFile(file))
        return undefined
      })
    },
    async showArchive(input) {
      const { file } = v.parse(schemas.showArchive, input)
      if (file === null) await present.leave()
      else
        await alone(async (run) => {
          await present.leave()
          await present.show(await openShown(file, { dataDir, clock, log, run }))
        })
      return present.state()
    },
  }
}
